import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import { cancelOrder, changeOrder } from './change-order.ts'
import { placeOrder } from './place-order.ts'
import { quote } from './shelf.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const MINIMUM = 20_000
const pool = () => database.pools.app

async function townWithMinimum(): Promise<Town> {
  const town = await makeTown(database, { milk: 1000 })
  await writeTenant(pool(), town.tenant.id, async (tx) => {
    await sql`update delivery.zone set minimum_minor = ${MINIMUM}`.execute(tx)
    await sql`update accounts.contract set minimum_minor = ${MINIMUM}`.execute(tx)
  })
  return town
}

const days = (town: Town) =>
  readTenant(pool(), town.tenant.id, async (db) => {
    const { id: distributorId, timeZone } = town.tenant
    const plan = await outletPlan(db, { distributorId, timeZone, outletId: town.ids.outlet })
    return plan ? openSlots(plan, 2).map((slot) => slot.deliveryDay) : []
  })

const linesOf = (town: Town, packs: number) => [
  { productId: town.ids.milk, unitCode: 'шт', quantityMilli: packs * 1000 },
]

const place = (town: Town, deliveryDay = '', packs = 10, who: Member = town.buyer) =>
  placeOrder(pool(), who, {
    ...{ outletId: town.ids.outlet, checkoutId: randomUUID(), deliveryDay },
    ...{ lines: linesOf(town, packs), note: '', preparedBy: 'buyer', origin: null },
    onDouble: 'keep',
  })

async function placed(...asked: Parameters<typeof place>): Promise<string> {
  const answer = await place(...asked)
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer.value.orders[0]?.id ?? ''
}

type Row = { channel: string; top_up: boolean; status: string; told: boolean }
const orders = (town: Town) =>
  readTenant(pool(), town.tenant.id, async (db) => {
    const { rows } = await sql<Row>`select o.channel, o.top_up, o.status,
        (select (e.what->>'topUp')::boolean from ordering.order_event e
          where e.order_id = o.id and e.kind = 'placed') as told
      from ordering.order o order by o.number`.execute(db)
    return rows
  })

test('for a day on which the shop is delivered already no minimum is needed; for another it is', async () => {
  const town = await townWithMinimum()
  const [day, other] = await days(town)
  expect(await place(town, day, 1)).toMatchObject({
    ok: false,
    refusal: { code: 'below_minimum', minimumMinor: MINIMUM, missingMinor: MINIMUM - 3000 },
  })
  await placed(town, day)
  await placed(town, day, 1, town.agent)
  expect(await place(town, other, 1)).toMatchObject({ refusal: { code: 'below_minimum' } })
  const common = { status: 'placed' }
  expect(await orders(town)).toEqual([
    { ...common, channel: 'portal', top_up: false, told: false },
    { ...common, channel: 'agent', top_up: true, told: true },
  ])
})

test('the cart is told that it joins a delivery, and that of another day that it does not', async () => {
  const town = await townWithMinimum()
  const [day = '', other = ''] = await days(town)
  await placed(town, day)
  const ask = (deliveryDay: string) =>
    readTenant(pool(), town.tenant.id, (db) =>
      quote(db, town.buyer, {
        ...{ outletId: town.ids.outlet, deliveryDay, lines: linesOf(town, 1) },
      }),
    )
  expect(await ask(day)).toMatchObject({ value: { topUp: true, missingMinor: 0 } })
  expect(await ask(other)).toMatchObject({
    value: { topUp: false, missingMinor: MINIMUM - 3000 },
  })
})

test('a top-up stays one when the first order is cancelled, and may be made smaller', async () => {
  const town = await townWithMinimum()
  const [day] = await days(town)
  const first = await placed(town, day)
  const second = await placed(town, day, 2)
  await cancelOrder(pool(), town.buyer, { orderId: first, why: '' })
  const change = { orderId: second, version: 1, lines: linesOf(town, 1), why: '' }
  expect(await changeOrder(pool(), town.buyer, change)).toMatchObject({ ok: true })
  expect((await orders(town)).map(({ status, top_up }) => [status, top_up])).toEqual([
    ['cancelled', false],
    ['placed', true],
  ])
})

test('an order that is no top-up may not be made smaller than the minimum', async () => {
  const town = await townWithMinimum()
  const [day] = await days(town)
  const orderId = await placed(town, day)
  const change = { orderId, version: 1, lines: linesOf(town, 1), why: '' }
  expect(await changeOrder(pool(), town.buyer, change)).toMatchObject({
    refusal: { code: 'below_minimum' },
  })
})

test('when all orders of the day were cancelled, the next one needs the minimum again', async () => {
  const town = await townWithMinimum()
  const [day] = await days(town)
  const first = await placed(town, day)
  await cancelOrder(pool(), town.buyer, { orderId: first, why: '' })
  expect(await place(town, day, 1)).toMatchObject({ refusal: { code: 'below_minimum' } })
  await placed(town, day)
  expect((await orders(town)).map(({ top_up }) => top_up)).toEqual([false, false])
})

test('a small order never begins a drop, whichever of a cancel and a top-up comes first', async () => {
  const town = await townWithMinimum()
  const [day] = await days(town)
  for (let round = 0; round < 8; round += 1) {
    const first = await placed(town, day)
    const [, small] = await Promise.all([
      cancelOrder(pool(), town.buyer, { orderId: first, why: '' }),
      place(town, day, 1),
    ])
    const rows = await orders(town)
    if (!small.ok) expect(small.refusal.code).toBe('below_minimum')
    else expect(rows.at(-1)).toMatchObject({ top_up: true })
    if (small.ok) {
      const orderId = small.value.orders[0]?.id ?? ''
      await cancelOrder(pool(), town.buyer, { orderId, why: '' })
    }
  }
})
