import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { clientOf } from '../../platform/connection-queries.ts'
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

describe('a search among all orders', () => {
  const numbers = async (asked: Partial<OrdersRequest>, member?: Member) =>
    (await page(asked, member)).orders.map(({ number }) => number)
  const raw = (text: string, values: unknown[] = []) =>
    writeTenant(database.pools.app, town.tenant.id, (tx) =>
      clientOf(tx).query(text, [town.tenant.id, ...values]),
    )
  // Like one that was placed, but older, each an hour before the last.
  const older = (count: number, series: number, outletId: string) =>
    raw(
      `insert into ordering.order select n.* from (select * from ordering.order
          where distributor_id = $1 and number = 'TD-0000001') o
        cross join generate_series(1, ${count}) i
        cross join lateral jsonb_populate_record(null::ordering.order, to_jsonb(o) ||
          jsonb_build_object('id', gen_random_uuid(), 'number', 'TD-${series}' || lpad(i::text, 6, '0'),
            'outlet_id', $2::uuid, 'placed_at', o.placed_at - make_interval(hours => i))) n`,
      [outletId],
    )

  test.each([
    ['as it is written', 'TD-0000002', ['TD-0000002']],
    ['in small letters', 'td-0000002', ['TD-0000002']],
    ['without what stands before its digits', '2', ['TD-0000002']],
    ['by a part of it', '00003', ['TD-0000003']],
    ['of nobody', 'TD-0000009', []],
  ])('finds a number %s', async (_, search, found) => {
    expect(await numbers({ search })).toEqual(found)
  })

  test('finds what it is asked for only among what the other filters leave, and what one may see', async () => {
    expect(await numbers({ search: 'кава', status: 'placed' })).toHaveLength(3)
    expect(await numbers({ search: 'кава', status: 'cancelled' })).toEqual([])
    expect(await numbers({ search: 'TD-0000002', channel: 'agent' })).toEqual([])
    expect(await numbers({ search: 'TD-0000002' }, town.otherBuyer)).toEqual([])
  })

  test('pages of a name that one outlet has, and of one that very many have, are whole', async () => {
    await older(30, 8, town.ids.outlet)
    const all = await numbers({ limit: 100 })
    expect(all).toHaveLength(33)
    const paged = async (search: string) => {
      const found: string[] = []
      let before: string | undefined
      do {
        const { orders, next } = await page({ search, limit: 7, before })
        found.push(...orders.map(({ number }) => number))
        before = next ?? undefined
      } while (before)
      return found
    }
    expect(await paged('кава')).toEqual(all)
    await raw(
      `insert into outlets.outlet select n.* from (select * from outlets.outlet
          where distributor_id = $1 and id = $2) o
        cross join generate_series(1, 250) i
        cross join lateral jsonb_populate_record(null::outlets.outlet, to_jsonb(o) ||
          jsonb_build_object('id', gen_random_uuid(), 'code', 'KAVA' || i)) n`,
      [town.ids.outlet],
    )
    expect(await paged('кава')).toEqual(all)
  })

  test('an old order is found by its whole number, however many came since', async () => {
    await older(10_050, 9, town.ids.otherOutlet)
    const oldest = 'TD-9010050'
    expect(await numbers({ search: oldest }, town.admin)).toEqual([oldest])
    expect(await numbers({ search: '9010050' }, town.admin)).toEqual([oldest])
    expect(await numbers({ search: '901005' }, town.admin)).toEqual([])
  })
})
