import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  ask as askOf,
  type Given,
  importText,
  react,
  rowVersions,
} from '../../../../test/tables.ts'
import { type TestDatabase, testDatabase } from '../../../../test/test-database.ts'
import { makeTown, type Town } from '../../../../test/town.ts'
import { writeTenant } from '../../../platform/db.ts'
import { countVersions } from '../../goals/queries.ts'
import { DAYS, LINES, RAW, withText } from './test-history.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const ask = <T = Record<string, unknown>>(town: Town, text: string) =>
  askOf<T>(database, town, text)
const put = (town: Town, given: Given) => importText(database, town, given)

describe('old orders that come again, and their days', () => {
  test('are one fact with its days, no order’s own; the roll-up equals the raw recount', async () => {
    const town = await makeTown(database)
    await put(town, LINES)
    const facts = `select type, body from platform.fact where type <> 'platform.audited'`
    expect(await ask(town, facts)).toEqual([
      {
        type: 'ordering.history_imported',
        body: {
          type: 'ordering.history_imported',
          distributorId: town.tenant.id,
          fromDay: '2026-11-02',
          toDay: '2026-11-03',
        },
      },
    ])
    expect(await react(database, town)).toBe(1)
    const order = ' order by day, outlet_id, channel'
    const counted = await ask(town, DAYS + order)
    expect(counted).toEqual(await ask(town, RAW + order))
    expect(counted).toHaveLength(3)
    await react(database, town)
    expect(await ask(town, DAYS + order)).toEqual(counted)
  })

  test('the same lines again write no row version, tell no fact and move no roll-up', async () => {
    const town = await makeTown(database)
    await put(town, LINES)
    const before = await rowVersions(database, town)
    expect(await put(town, LINES)).toMatchObject({
      value: { counts: { inserted: 0, updated: 0, unchanged: 3, written: 0 } },
    })
    expect(await rowVersions(database, town)).toEqual(before)
  })

  test('a line told otherwise changes its order alone, with a new version and an event', async () => {
    const town = await makeTown(database)
    await put(town, LINES)
    await react(database, town)
    const changed = withText(
      '77;02.11.2026;O1;P1;9;270,00;Агент 1\n' +
        '78;02.11.2026 18:30;O2;P1;1;30,00;Агент 1\n' +
        '79;04.11.2026;O1;P1;-1;-30,00;Агент 1\n',
    )
    expect(await put(town, changed)).toMatchObject({
      value: {
        counts: { inserted: 0, updated: 2, unchanged: 1 },
        samples: [
          { key: 'order 77', change: 'update', fields: { total_minor: [35_001, 27_000] } },
          { key: 'return 79', change: 'update', fields: { total_minor: [6_000, 3_000] } },
        ],
      },
    })
    expect(
      await ask(
        town,
        `select o.number, o.version, o.channel, o.total_minor, count(*)::int as lines,
          (select string_agg(e.kind, ',' order by e.at, e.kind) from ordering.order_event e
           where e.order_id = o.id) as events
        from ordering.order o join ordering.order_line l on l.order_id = o.id
        group by o.distributor_id, o.id order by o.number`,
      ),
    ).toEqual([
      {
        number: '77',
        version: 2,
        channel: 'agent',
        total_minor: 27_000,
        lines: 1,
        events: expect.stringContaining('changed'),
      },
      {
        number: '78',
        version: 1,
        channel: 'portal',
        total_minor: 3_000,
        lines: 1,
        events: 'delivered,placed',
      },
    ])
    // The channel is a fact for life: told otherwise, it is told to a person and stays.
    expect(
      await ask(town, `select external_id, done from exchange.oddity where code = 'channel_kept'`),
    ).toEqual([{ external_id: '78', done: 'kept' }])
    await react(database, town)
    const order = ' order by day, outlet_id, channel'
    expect(await ask(town, DAYS + order)).toEqual(await ask(town, RAW + order))
  })

  test('counted one by one or by their days, changed orders come to the same', async () => {
    const town = await makeTown(database)
    await put(town, LINES)
    await react(database, town)
    await put(town, withText('77;02.11.2026;O1;P1;9;270,00;Агент 1\n'))
    const { id: distributorId } = town.tenant
    for (const { id } of await ask<{ id: string }>(town, 'select id from ordering.order')) {
      await writeTenant(database.pools.app, distributorId, (tx) =>
        countVersions(tx, distributorId, [id]),
      )
    }
    const sums = 'select sum(orders)::int as orders, sum(total_minor)::int as total from'
    expect(await ask(town, `${sums} goals.outlet_day`)).toEqual([{ orders: 2, total: 30_000 }])
  })
})
