import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant, readTenantAtOnce, writeTenant } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import { ordersCall } from './contract.ts'
import { type OrdersRequest, ordersPage } from './orders-page-queries.ts'
import { placeOrder } from './place-order.ts'
import { orderRowsByIds } from './queries.ts'

let database: TestDatabase
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database)
  await writeTenant(database.pools.app, town.tenant.id, (tx) =>
    tx
      .updateTable('outlets.outlet')
      .set({ name: 'Кава "У\\діда"' })
      .where('distributor_id', '=', town.tenant.id)
      .where('id', '=', town.ids.outlet)
      .execute(),
  )
  for (let i = 0; i < 3; i += 1) await place()
})
afterAll(() => database.drop())

async function place() {
  const { tenant, ids } = town
  const deliveryDay = await readTenant(database.pools.app, tenant.id, async (db) => {
    const asked = { distributorId: tenant.id, timeZone: 'Europe/Kyiv', outletId: ids.outlet }
    const plan = await outletPlan(db, asked)
    return plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : ''
  })
  const lines = [{ productId: ids.milk, unitCode: 'шт', quantityMilli: 1000 }]
  const { outlet: outletId } = ids
  const rest = { note: '', preparedBy: 'buyer' as const, origin: null, onDouble: 'keep' as const }
  const request = { outletId, checkoutId: randomUUID(), deliveryDay, lines, ...rest }
  expect(await placeOrder(database.pools.app, town.buyer, request)).toMatchObject({ ok: true })
}

async function page(asked: Partial<OrdersRequest> = {}, member: Member = town.buyer) {
  const text = await readTenantAtOnce(database.pools.app, town.tenant.id, (db) =>
    ordersPage(db, member, { limit: 20, ...asked }),
  )
  const reply = text.read()
  expect(ordersCall['~orpc'].outputSchema?.parse(reply)).toEqual(reply)
  return reply
}

test.each([
  ['of one outlet', () => ({ outletId: town.ids.outlet })],
  ['of all outlets', () => ({})],
  ['found by a word', () => ({ search: 'кава' })],
])('a page of orders %s tells of each what the order itself tells', async (_, asked) => {
  const { orders } = await page(asked())
  expect(orders).toHaveLength(3)
  const rows = await readTenant(database.pools.app, town.tenant.id, (db) =>
    orderRowsByIds(
      db,
      town.tenant.id,
      orders.map((order) => order.id),
    ),
  )
  expect(orders).toEqual(rows)
})

test('pages follow each other without a gap or a repeat, and the last says that it is one', async () => {
  const all = (await page()).orders.map((order) => order.id)
  const first = await page({ limit: 2 })
  const second = await page({ limit: 2, before: first.next ?? '' })
  expect([...first.orders, ...second.orders].map((order) => order.id)).toEqual(all)
  expect(second.next).toBeNull()
})

test('somebody else’s orders are on nobody’s page', async () => {
  expect((await page({}, town.otherBuyer)).orders).toEqual([])
  expect((await page({ outletId: town.ids.outlet }, town.otherBuyer)).orders).toEqual([])
})
