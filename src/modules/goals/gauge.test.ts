import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { deliver } from '../../../test/town-history.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import { gaugeRows } from './gauge-queries.ts'

let database: TestDatabase
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database)
  const { milk, bread, otherOutlet } = town.ids
  const line = (productId: string) => ({ productId, quantityMilli: 1000, unitPriceE4: 300_000 })
  await deliver(database, town, [
    { day: '2026-06-30', lines: [line(milk)] },
    { day: '2026-09-10', lines: [line(milk), line(bread)] },
    { day: '2026-09-10', lines: [line(milk)] },
    { day: '2026-10-20', lines: [line(milk)] },
    { day: '2026-11-10', lines: [line(milk)] },
    { day: '2026-11-11', outletId: otherOutlet, lines: [line(bread)] },
  ])
})
afterAll(() => database.drop())

const rows = () =>
  readTenant(database.pools.app, town.tenant.id, (db) =>
    gaugeRows(db, {
      ...{ distributorId: town.tenant.id, throughDay: '2026-11-11', launchDay: '2026-10-15' },
    }),
  )

test('the gauge counts drops and not orders, in its 28 days and its 12 weeks, and nothing else', async () => {
  const counted = (await rows()).map((row) => [
    row.period,
    row.outlets,
    row.drops,
    row.orders,
    row.lines,
  ])
  // Two orders of one day are one drop; June lies before the 12 weeks.
  expect(counted).toEqual([
    ['before', 1, 1, 2, 3],
    ['now', 2, 3, 3, 3],
  ])
})

test('an order counts as the shop’s own only when it was made alone; a returned one keeps nothing', async () => {
  const change = (text: string) =>
    writeTenant(database.pools.app, town.tenant.id, (tx) => sql.raw(text).execute(tx))
  await change(`update ordering.order set channel = 'portal', prepared_by = 'buyer'
    where distributor_id = '${town.tenant.id}' and delivery_day >= '2026-11-10'`)
  const own = async () =>
    (await rows())
      .filter(({ period }) => period === 'now')
      .map((row) => [row.selfOrders, row.independentOrders, row.independentMinor])
  expect(await own()).toEqual([[2, 0, 0]])
  await change(`insert into rollout.presence (distributor_id, order_id, outlet_id, verdict, evidence)
    select distributor_id, id, outlet_id, case delivery_day when '2026-11-10' then 'alone'
      else 'with_staff' end, 'null' from ordering.order
    where distributor_id = '${town.tenant.id}' and channel = 'portal'`)
  expect(await own()).toEqual([[2, 1, 3000]])
  await change(`update ordering.order set returned_minor = total_minor
    where distributor_id = '${town.tenant.id}' and delivery_day = '2026-11-10'`)
  expect(await own()).toEqual([[2, 1, 0]])
})
