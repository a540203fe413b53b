import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import { changeOrder } from './change-order.ts'
import type { WantedLine } from './contract.ts'
import { placeOrder } from './place-order.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const line = (productId: string, pieces: number): WantedLine => ({
  productId,
  unitCode: 'шт',
  quantityMilli: pieces * 1000,
})

async function placed(town: Town, lines: WantedLine[]): Promise<string> {
  const { outlet: outletId } = town.ids
  const asked = { distributorId: town.tenant.id, timeZone: 'Europe/Kyiv', outletId }
  const plan = await readTenant(database.pools.app, town.tenant.id, (db) => outletPlan(db, asked))
  const reply = await placeOrder(database.pools.app, town.buyer, {
    outletId,
    checkoutId: randomUUID(),
    deliveryDay: plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : '',
    lines,
    note: '',
    preparedBy: 'buyer',
    origin: null,
    onDouble: 'keep',
  })
  return reply.ok ? (reply.value.orders[0]?.id ?? '') : ''
}

const change = (town: Town, orderId: string, lines: WantedLine[], version = 1) =>
  changeOrder(database.pools.app, town.buyer, { orderId, version, lines, why: '' })

async function sellBreadElsewhere(town: Town): Promise<void> {
  const distributor_id = town.tenant.id
  const selling_entity_id = randomUUID()
  await writeTenant(database.pools.app, distributor_id, async (tx) => {
    await tx
      .insertInto('accounts.selling_entity')
      .values({
        distributor_id,
        id: selling_entity_id,
        code: 'BK',
        name: 'Bakery',
        vat_payer: false,
        excise_licensed: false,
        rank: 2,
      })
      .execute()
    await tx
      .insertInto('accounts.contract')
      .values({
        distributor_id,
        id: randomUUID(),
        code: 'K9',
        selling_entity_id,
        payer_id: town.ids.payer,
        payment_form: 'cash',
        deferral_days: 0,
        minimum_minor: 0,
        from_day: '2020-01-01',
      })
      .execute()
    await tx
      .updateTable('catalogue.product')
      .set({ selling_entity_id })
      .where('distributor_id', '=', distributor_id)
      .where('id', '=', town.ids.bread)
      .execute()
  })
}

const minimum = (town: Town, minimum_minor: number) =>
  writeTenant(database.pools.app, town.tenant.id, (tx) =>
    tx
      .updateTable('delivery.zone')
      .set({ minimum_minor })
      .where('distributor_id', '=', town.tenant.id)
      .execute(),
  )

test('what another firm sells does not get into an order of this one', async () => {
  const town = await makeTown(database)
  const orderId = await placed(town, [line(town.ids.milk, 3)])
  await sellBreadElsewhere(town)
  const both = [line(town.ids.milk, 3), line(town.ids.bread, 1)]
  expect(await change(town, orderId, both)).toEqual({
    ok: false,
    refusal: { code: 'other_seller', productNames: [`Хліб ${town.tenant.code}`] },
  })
  expect((await change(town, orderId, [line(town.ids.milk, 4)])).ok).toBe(true)
})

test('what was in the order stays, though another firm sells it by now', async () => {
  const town = await makeTown(database)
  const orderId = await placed(town, [line(town.ids.milk, 3), line(town.ids.bread, 1)])
  await sellBreadElsewhere(town)
  const more = [line(town.ids.milk, 4), line(town.ids.bread, 1)]
  expect((await change(town, orderId, more)).ok).toBe(true)
})

test('an order is not made smaller than the minimum of its drop; larger it always may be', async () => {
  const town = await makeTown(database)
  const orderId = await placed(town, [line(town.ids.milk, 3)])
  await minimum(town, 8000)
  expect(await change(town, orderId, [line(town.ids.milk, 2)])).toEqual({
    ok: false,
    refusal: { code: 'below_minimum', minimumMinor: 8000, missingMinor: 2000 },
  })
  await minimum(town, 20_000)
  expect((await change(town, orderId, [line(town.ids.milk, 4)])).ok).toBe(true)
})

test('the minimum counts everything the truck leaves at the door', async () => {
  const town = await makeTown(database)
  const orderId = await placed(town, [line(town.ids.milk, 3)])
  await placed(town, [line(town.ids.bread, 4)])
  await minimum(town, 15_000)
  expect((await change(town, orderId, [line(town.ids.milk, 2)])).ok).toBe(true)
  expect(await change(town, orderId, [line(town.ids.milk, 1)], 2)).toMatchObject({
    ok: false,
    refusal: { code: 'below_minimum', missingMinor: 2000 },
  })
})
