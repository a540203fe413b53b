import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sellBreadApart } from '../../../test/e2e/two-sellers.ts'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant } from '../../platform/db.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import { cancelOrder } from './change-order.ts'
import { placeOrder } from './place-order.ts'
import { lastBasketOf } from './queries.ts'

let database: TestDatabase
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database, { milk: 100_000 })
  await sellBreadApart(database, town)
})
afterAll(() => database.drop())

const read = <T>(work: Parameters<typeof readTenant<T>>[2]) =>
  readTenant(database.pools.app, town.tenant.id, work)
const last = () => read((db) => lastBasketOf(db, town.tenant.id, town.ids.outlet))

async function place(quantities: Partial<Record<'milk' | 'bread', number>>) {
  const { id: distributorId, timeZone } = town.tenant
  const where = { distributorId, timeZone, outletId: town.ids.outlet }
  const plan = await read((db) => outletPlan(db, where))
  const placed = await placeOrder(database.pools.app, town.buyer, {
    ...{ outletId: town.ids.outlet, checkoutId: randomUUID() },
    lines: Object.entries(quantities).map(([product, quantityMilli]) => ({
      ...{ productId: town.ids[product as 'milk' | 'bread'], unitCode: 'шт', quantityMilli },
    })),
    deliveryDay: plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : '',
    ...{ note: '', preparedBy: 'buyer' as const, origin: null, onDouble: 'keep' as const },
  })
  if (!placed.ok) throw new Error(JSON.stringify(placed.refusal))
  return placed.value
}

test('the last order is repeated whole, however many papers it was split into', async () => {
  expect(await last()).toBeUndefined()
  await place({ milk: 1_000 })
  const { orders, totalMinor } = await place({ milk: 2_000, bread: 3_000 })
  expect(orders).toHaveLength(2)
  const basket = await last()
  expect(basket?.totalMinor).toBe(totalMinor)
  expect(basket?.lines).toHaveLength(2)
  expect(basket?.lines).toEqual(
    expect.arrayContaining([
      { productId: town.ids.milk, unitCode: 'шт', quantityMilli: 2_000 },
      { productId: town.ids.bread, unitCode: 'шт', quantityMilli: 3_000 },
    ]),
  )

  const [first, second] = orders
  const cancelled = { orderId: first?.id ?? '', why: '' }
  expect(await cancelOrder(database.pools.app, town.buyer, cancelled)).toMatchObject({ ok: true })
  expect(await last()).toMatchObject({ totalMinor: second?.totalMinor, number: second?.number })
  expect((await last())?.lines).toHaveLength(1)
})
