import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant, type Tx, writeTenant } from '../../platform/db.ts'
import { cancelOrder, changeOrder } from '../ordering/change-order.ts'
import { recountDays } from './goals.ts'
import { countOrder } from './jobs.ts'
import { giveBack as giveBackTo, place as placeIn, tell as tellOf } from './test-orders.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const write = <T>(town: Town, work: (tx: Tx) => Promise<T>) =>
  writeTenant(database.pools.app, town.tenant.id, work)
const ask = <T>(town: Town, text: string) =>
  readTenant(database.pools.app, town.tenant.id, async (db) => {
    const { rows } = await sql.raw<T>(text).execute(db)
    return rows
  })

const rolledUp = (town: Town) =>
  ask(
    town,
    `select outlet_id, day, channel, orders, lines, total_minor, delivered_minor, returned_minor
     from goals.outlet_day where orders <> 0 or total_minor <> 0 or delivered_minor <> 0
       or returned_minor <> 0 order by 1, 2, 3`,
  )
const recounted = (town: Town) =>
  ask(
    town,
    `select outlet_id, day, channel, sum(orders)::int as orders, sum(lines)::int as lines,
       sum(total)::bigint as total_minor, sum(delivered)::bigint as delivered_minor,
       sum(returned)::bigint as returned_minor
     from (select outlet_id, delivery_day as day, channel, 1 as orders, line_count as lines,
         total_minor as total,
         case when status in ('delivered', 'partly_delivered', 'returned')
           then coalesce(delivered_minor, total_minor) else 0 end as delivered,
         coalesce((select sum(r.total_minor) from ordering.return_document r
           where r.order_id = o.id and r.status = 'done'), 0) as returned
       from ordering.order o where status not in ('cancelled', 'rejected')
       union all select outlet_id, day, channel, 0, 0, 0, 0, total_minor
       from ordering.return_document where order_id is null and status = 'done') raw
     group by 1, 2, 3 order by 1, 2, 3`,
  )

// What the dispatcher does, in the order of the facts, or in the opposite one.
async function react(town: Town, backwards = false): Promise<void> {
  const facts = await ask<{ body: Parameters<typeof countOrder>[1] }>(
    town,
    `select body from platform.fact where type like 'ordering.order%' order by id`,
  )
  for (const { body } of backwards ? facts.reverse() : facts) {
    await write(town, (tx) => countOrder(tx, body))
  }
}

const place = (town: Town, quantityMilli?: number) => placeIn(database, town, { quantityMilli })
const tell = (town: Town, orderId: string, told: Parameters<typeof tellOf>[3]) =>
  tellOf(database, town, orderId, told)
const giveBack = async (town: Town, orderId: string, lineNo: number, quantityMilli: number) =>
  expect(await giveBackTo(database, town, orderId, { lineNo, quantityMilli })).toBe(true)

async function liveThrough(town: Town): Promise<void> {
  const { pools } = database
  const gone = await place(town)
  await cancelOrder(pools.app, town.buyer, { orderId: gone, why: '' })
  const changed = await place(town)
  const lines = [{ productId: town.ids.bread, unitCode: 'шт', quantityMilli: 7_000 }]
  await changeOrder(pools.app, town.buyer, { orderId: changed, version: 1, lines, why: '' })
  const short = await place(town)
  const came = { productCode: 'P1', unitCode: 'шт', quantityMilli: 3_000, sumMinor: null }
  await tell(town, short, { status: 'shipped', lines: [came] })
  await tell(town, short, { status: 'delivered', lines: [came] })
  await giveBack(town, short, 1, 1_000)
  const whole = await place(town)
  await tell(town, whole, { status: 'delivered' })
  await giveBack(town, whole, 1, 4_000)
  await giveBack(town, whole, 2, 2_000)
}

describe('the outlet’s day', () => {
  test.each([
    ['as they happened', false],
    ['the wrong way round', true],
  ])('equals a raw recount when the facts come %s, twice', async (_, backwards) => {
    const town = await makeTown(database)
    await liveThrough(town)
    await react(town, backwards)
    await react(town, backwards)
    const rows = await rolledUp(town)
    expect(rows).toMatchObject([{ delivered_minor: 26_000, returned_minor: 20_000, orders: 3 }])
    expect(rows).toEqual(await recounted(town))
  })

  test('history is counted at once, moved days too, and orders that come after it add to it', async () => {
    const town = await makeTown(database)
    await liveThrough(town)
    await react(town)
    await write(town, (tx) =>
      sql`insert into ordering.return_document (distributor_id, id, number, outlet_id, day, channel,
          status, imported, net_minor, vat_minor, total_minor, decided_at, done_at)
        values (${town.tenant.id}, ${randomUUID()}, 'RINV-1', ${town.ids.outlet}, '2026-01-05',
          'unknown', 'done', true, 100, 20, 120, platform.now(), platform.now())`.execute(tx),
    )
    const recount = (fromDay: string, toDay: string) =>
      write(town, (tx) => recountDays(tx, { distributorId: town.tenant.id, fromDay, toDay }))
    await recount('2026-01-01', '2026-01-31')
    expect(await rolledUp(town)).toEqual(await recounted(town))
    await write(town, (tx) =>
      sql`update ordering.order set delivery_day = '2026-01-06', version = version + 1
        where status = 'returned'`.execute(tx),
    )
    await recount('2026-01-01', '2026-01-31')
    expect(await rolledUp(town)).toEqual(await recounted(town))
    expect((await rolledUp(town)).length).toBe(3)
    await place(town)
    await react(town)
    expect(await rolledUp(town)).toEqual(await recounted(town))
  })

  test('recounted without a change no row is written', async () => {
    const town = await makeTown(database)
    await liveThrough(town)
    await react(town)
    const days = { distributorId: town.tenant.id, fromDay: '2020-01-01', toDay: '2099-12-31' }
    const versions = () =>
      ask(
        town,
        `select xmin::text, ctid::text from goals.outlet_day
        union all select xmin::text, ctid::text from goals.counted_order`,
      )
    const before = await versions()
    await write(town, (tx) => recountDays(tx, days))
    expect(await versions()).toEqual(before)
  })
})
