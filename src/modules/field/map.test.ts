import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { insertRows } from '../../demo/load-queries.ts'
import { countingStatements } from '../../platform/connection-queries.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { coverageOfWeek, outletsOnMap } from './map.ts'

let database: TestDatabase
let town: Town
let other: Town
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database, { code: 'mapped' })
  other = await makeTown(database, { code: 'elsewhere' })
  await placeOutlet(town, town.ids.outlet, 50.45, 30.52)
})
afterAll(() => database?.drop())

const placeOutlet = (of: Town, id: string, latitude: number, longitude: number) =>
  writeTenant(database.pools.app, of.tenant.id, (tx) =>
    tx
      .updateTable('outlets.outlet')
      .set({ latitude, longitude })
      .where('distributor_id', '=', of.tenant.id)
      .where('id', '=', id)
      .execute(),
  )

const onMap = (member: Member, box: Parameters<typeof outletsOnMap>[2] = null) =>
  readTenant(database.pools.app, member.tenant.id, (db) => outletsOnMap(db, member, box))

/** Orders of a past without the ways of placing: the day and channel are all that counts here. */
async function addOrders(of: Town, orders: { day: string; channel: string; status?: string }[]) {
  const { ids, tenant } = of
  const rows = orders.map(({ day, channel, status = 'delivered' }, i) => ({
    distributor_id: tenant.id,
    id: `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`,
    checkout_id: `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`,
    number: `H-${i}`,
    outlet_id: ids.outlet,
    selling_entity_id: ids.entity,
    contract_id: ids.contract,
    warehouse_id: ids.warehouse,
    delivery_day: day,
    cut_off_at: `${day}T06:00:00Z`,
    lock_at: `${day}T06:00:00Z`,
    channel,
    prepared_by: 'buyer',
    status,
    currency: 'UAH',
    payment_form: 'cash',
    net_minor: 100,
    vat_minor: 0,
    total_minor: 100,
    line_count: 0,
    weight_grams: 0,
    approximate: false,
    note: '',
    version: 1,
    top_up: false,
    placed_at: `${day}T05:00:00Z`,
    changed_at: `${day}T05:00:00Z`,
  }))
  await writeTenant(database.pools.app, tenant.id, async (tx) => {
    await insertRows(
      tx,
      'ordering.checkout',
      rows.map(({ distributor_id, id, outlet_id, placed_at }) => ({
        distributor_id,
        id,
        outlet_id,
        body_hash: '\\x00',
        reply: {},
        placed_at,
      })),
    )
    await insertRows(tx, 'ordering.order', rows)
  })
}

describe('the map of a distributor', () => {
  test('shows whom the office sees, and to the agent only his own outlets', async () => {
    const office = await onMap(town.admin)
    expect(office.outlets.map(([id]) => id).sort()).toEqual(
      [town.ids.outlet, town.ids.otherOutlet].sort(),
    )
    expect((await onMap(town.agent)).outlets.map(([id]) => id)).toEqual([town.ids.outlet])
    const foreign = await onMap(other.admin)
    expect(foreign.outlets.map(([id]) => id)).not.toContain(town.ids.outlet)
  })

  test('says zone, agent and weekdays; an outlet without agent or point has none', async () => {
    const { outlets, zones, agents, cities } = await onMap(town.admin)
    const mine = outlets.find(([id]) => id === town.ids.outlet)
    const bare = outlets.find(([id]) => id === town.ids.otherOutlet)
    expect(zones).toEqual([{ id: town.ids.zone, name: 'Zone' }])
    expect(agents).toEqual([{ id: town.ids.agent, name: 'Agent mapped' }])
    expect(cities).toEqual(['Липове'])
    expect(mine?.slice(3, 10)).toEqual([0, 50.45, 30.52, 'C', 0, [0], 0b1111111])
    expect(bare?.slice(3, 10)).toEqual([0, null, null, 'C', 0, [], 0b1111111])
  })

  test('by box shows what lies in it', async () => {
    const around = { west: 30, south: 50, east: 31, north: 51 }
    expect((await onMap(town.admin, around)).outlets).toHaveLength(1)
    const beside = { ...around, west: 31, east: 32 }
    expect((await onMap(town.admin, beside)).outlets).toHaveLength(0)
  })

  test('a point in the middle of a town is told from a place of one’s own', async () => {
    const flag = async () =>
      (await onMap(town.admin)).outlets.find(([id]) => id === town.ids.outlet)?.[13]
    expect(await flag()).toBe(0)
    await placeOutlet(town, town.ids.outlet, 50.4547, 30.5238)
    expect(await flag()).toBe(1)
    await placeOutlet(town, town.ids.outlet, 50.45, 30.52)
  })

  test('does not ask the database once per outlet', async () => {
    const { statements } = await countingStatements(() => onMap(town.admin))
    expect(statements).toBeLessThanOrEqual(5)
  })
})

describe('the map of a history that ended', () => {
  beforeAll(async () => {
    // Saturday 10, Friday 16, Friday 23 October 2020; the cancelled Monday does not count.
    await addOrders(town, [
      { day: '2020-10-10', channel: 'agent' },
      { day: '2020-10-16', channel: 'portal' },
      { day: '2020-10-23', channel: 'chatbot' },
      { day: '2020-10-19', channel: 'portal', status: 'cancelled' },
    ])
  })

  test('counts from its last day: usual weekday, share of self-service, days since', async () => {
    const { asOf, outlets } = await onMap(town.admin)
    expect(asOf).toBe('2020-10-23')
    const mine = outlets.find(([id]) => id === town.ids.outlet)
    const bare = outlets.find(([id]) => id === town.ids.otherOutlet)
    expect(mine?.slice(10, 13)).toEqual([5, 67, 0])
    expect(bare?.slice(10, 13)).toEqual([0, -1, -1])
  })

  test('coverage of its last week names who was due and not served', async () => {
    const covered = await readTenant(database.pools.app, town.tenant.id, (db) =>
      coverageOfWeek(db, town.admin, undefined),
    )
    expect([covered.from, covered.until]).toEqual(['2020-10-17', '2020-10-23'])
    const friday = covered.days.find(({ weekday }) => weekday === 5)
    expect(friday).toEqual({ day: '2020-10-23', weekday: 5, due: 2, served: 1, besides: 0 })
    expect(covered.days.find(({ weekday }) => weekday === 1)?.served).toBe(0)
    expect(covered.agents.map(({ name, outlets, served }) => [name, outlets, served])).toEqual([
      ['Agent mapped', 1, 1],
      [null, 1, 0],
    ])
    expect([covered.withoutPlace, covered.withoutZone]).toEqual([1, 0])
  })

  test('the week asked for is the one counted', async () => {
    const covered = await readTenant(database.pools.app, town.tenant.id, (db) =>
      coverageOfWeek(db, town.admin, '2020-10-16'),
    )
    expect(covered.days.map(({ served }) => served)).toEqual([1, 0, 0, 0, 0, 0, 1])
  })
})
