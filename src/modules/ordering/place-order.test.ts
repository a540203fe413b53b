import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import { cancelOrder, changeOrder } from './change-order.ts'
import type { PlaceRequest } from './checkout-identity.ts'
import { releaseOrder } from './held-orders.ts'
import { placeOrder } from './place-order.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const dayOf = (town: Town, outletId = town.ids.outlet) =>
  readTenant(database.pools.app, town.tenant.id, async (db) => {
    const plan = await outletPlan(db, {
      distributorId: town.tenant.id,
      timeZone: 'Europe/Kyiv',
      outletId,
    })
    return plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : ''
  })

async function wish(town: Town, change: Partial<PlaceRequest> = {}): Promise<PlaceRequest> {
  const outletId = change.outletId ?? town.ids.outlet
  return {
    outletId,
    checkoutId: randomUUID(),
    deliveryDay: await dayOf(town, outletId),
    lines: [
      { productId: town.ids.milk, unitCode: 'шт', quantityMilli: 3000, seenUnitPriceE4: 300_000 },
    ],
    note: '',
    preparedBy: 'buyer',
    origin: null,
    onDouble: 'keep',
    ...change,
  }
}

const ask = <T>(town: Town, text: string) =>
  readTenant(database.pools.app, town.tenant.id, async (db) => {
    const { rows } = await sql.raw<T>(text).execute(db)
    return rows
  })

const place = (town: Town, request: PlaceRequest, who = town.buyer) =>
  placeOrder(database.pools.app, who, request)

describe('placing', () => {
  test('an order keeps price, VAT, agent, channel and takes a number, stock and a place on the truck', async () => {
    const town = await makeTown(database)
    const placed = await place(town, await wish(town))
    expect(placed).toMatchObject({
      ok: true,
      value: { totalMinor: 9000, orders: [{ status: 'placed', number: 'TD-0000001' }] },
    })
    const [line] = await ask<Record<string, unknown>>(
      town,
      'select net_minor, vat_minor, total_minor, credited_agent_id from ordering.order_line',
    )
    expect(line).toEqual({
      net_minor: 7500,
      vat_minor: 1500,
      total_minor: 9000,
      credited_agent_id: town.ids.agent,
    })
    expect(await ask(town, 'select channel, prepared_by from ordering.order')).toEqual([
      { channel: 'portal', prepared_by: 'buyer' },
    ])
    expect(
      await ask(town, "select reserved_milli from stock.balance where mode = 'strict'"),
    ).toEqual([{ reserved_milli: 3000 }])
    expect(await ask(town, 'select drops from delivery.zone_day')).toEqual([{ drops: 1 }])
    const facts = `select type from platform.fact where type <> 'platform.audited'`
    expect(await ask(town, facts)).toEqual([{ type: 'ordering.order_placed' }])
  })

  test('the same checkout twice is one order and one reply; another body under its id is refused', async () => {
    const town = await makeTown(database)
    const request = await wish(town)
    const replies = await Promise.all([1, 2, 3, 4].map(() => place(town, request)))
    for (const reply of replies) expect(JSON.stringify(reply)).toBe(JSON.stringify(replies[0]))
    expect(await ask(town, 'select count(*)::int as n from ordering.order')).toEqual([{ n: 1 }])
    expect(await place(town, { ...request, note: 'ще' })).toEqual({
      ok: false,
      refusal: { code: 'checkout_reused' },
    })
  })

  test('a price other than the one seen comes back as a difference, and nothing is written', async () => {
    const town = await makeTown(database)
    const lines = [
      { productId: town.ids.milk, unitCode: 'шт', quantityMilli: 1000, seenUnitPriceE4: 290_000 },
    ]
    const refused = await place(town, await wish(town, { lines }))
    expect(refused).toEqual({
      ok: false,
      refusal: {
        code: 'differences',
        differences: [
          {
            code: 'price_changed',
            productId: town.ids.milk,
            seenUnitPriceE4: 290_000,
            unitPriceE4: 300_000,
          },
        ],
      },
    })
    expect(await ask(town, 'select count(*)::int as n from ordering.checkout')).toEqual([{ n: 0 }])
  })

  test('one unit and eight buyers at once: one gets it, seven are told', async () => {
    const town = await makeTown(database, { milk: 1 })
    const lines = [{ productId: town.ids.milk, unitCode: 'шт', quantityMilli: 1000 }]
    const wishes = await Promise.all(Array.from({ length: 8 }, () => wish(town, { lines })))
    const replies = await Promise.all(wishes.map((request) => place(town, request)))
    expect(replies.filter((r) => r.ok).length).toBe(1)
    const refused = replies.filter((r) => !r.ok)
    for (const r of refused)
      expect(r).toMatchObject({
        refusal: { code: 'differences', differences: [{ code: 'stock_short', availableMilli: 0 }] },
      })
    expect(
      await ask(
        town,
        "select reserved_milli, on_hand_milli from stock.balance where mode = 'strict'",
      ),
    ).toEqual([{ reserved_milli: 1000, on_hand_milli: 1000 }])
  })

  test('over the limit the order is kept on hold, not blocked; a named release counts it', async () => {
    const town = await makeTown(database, { milk: 1000 })
    const lines = [{ productId: town.ids.milk, unitCode: 'шт', quantityMilli: 400_000 }]
    const held = await place(town, await wish(town, { lines }))
    expect(held).toMatchObject({
      ok: true,
      value: { orders: [{ status: 'on_hold', holdReason: 'credit' }] },
    })
    const orderId = held.ok ? (held.value.orders[0]?.id ?? '') : ''
    expect(await releaseOrder(database.pools.app, town.buyer, { orderId, why: 'прошу' })).toEqual({
      ok: false,
      refusal: { code: 'unknown' },
    })
    expect(
      await releaseOrder(database.pools.app, town.admin, { orderId, why: 'оплата в дорозі' }),
    ).toMatchObject({ ok: true })
    expect(await ask(town, 'select status, hold_reason from ordering.order')).toEqual([
      { status: 'placed', hold_reason: null },
    ])
  })

  test('numbers of one seller have no gaps and no repeats, refused orders in between included', async () => {
    const town = await makeTown(database, { milk: 30 })
    const wishes = await Promise.all(Array.from({ length: 20 }, () => wish(town)))
    const replies = await Promise.all(wishes.map((request) => place(town, request)))
    expect(replies.filter((r) => r.ok).length).toBe(10)
    const rows = await ask<{ number: string }>(
      town,
      'select number from ordering.order order by number',
    )
    expect(rows.map((r) => r.number)).toEqual(
      Array.from({ length: 10 }, (_, i) => `TD-${String(i + 1).padStart(7, '0')}`),
    )
  })

  test('an outlet of somebody else does not exist, for a buyer and for an agent', async () => {
    const town = await makeTown(database)
    const stranger = await makeTown(database)
    const foreign = await wish(town, { outletId: town.ids.otherOutlet })
    expect(await place(town, foreign)).toEqual({ ok: false, refusal: { code: 'unknown' } })
    expect(await place(town, foreign, town.agent)).toEqual({
      ok: false,
      refusal: { code: 'unknown' },
    })
    expect(await place(town, await wish(town), stranger.buyer)).toEqual({
      ok: false,
      refusal: { code: 'unknown' },
    })
  })

  test('a day whose cut-off is past is refused with the next slot', async () => {
    const town = await makeTown(database)
    const refused = await place(town, await wish(town, { deliveryDay: '2020-01-02' }))
    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: 'slot_closed', next: { deliveryDay: await dayOf(town) } },
    })
  })

  test('the same goods for the same day through another channel ask first', async () => {
    const town = await makeTown(database)
    const first = await place(town, await wish(town))
    expect(first.ok).toBe(true)
    const again = await place(town, await wish(town, { onDouble: 'ask' }), town.agent)
    expect(again).toMatchObject({ ok: false, refusal: { code: 'double_order', channel: 'portal' } })
    expect((await place(town, await wish(town), town.agent)).ok).toBe(true)
    expect(await ask(town, 'select channel from ordering.order order by number')).toEqual([
      { channel: 'portal' },
      { channel: 'agent' },
    ])
  })
})

describe('changing', () => {
  test('new lines move stock, credit and the drop; an old version is refused', async () => {
    const town = await makeTown(database)
    const placed = await place(town, await wish(town))
    const orderId = placed.ok ? (placed.value.orders[0]?.id ?? '') : ''
    const lines = [{ productId: town.ids.milk, unitCode: 'ящ', quantityMilli: 2000 }]
    const changed = await changeOrder(database.pools.app, town.buyer, {
      orderId,
      version: 1,
      lines,
      why: 'більше',
    })
    expect(changed).toEqual({ ok: true, value: { version: 2, totalMinor: 72_000 } })
    expect(
      await ask(town, "select reserved_milli from stock.balance where mode = 'strict'"),
    ).toEqual([{ reserved_milli: 24_000 }])
    expect(await ask(town, 'select released_minor from accounts.credit')).toEqual([
      { released_minor: 72_000 },
    ])
    expect(await ask(town, 'select value_minor from delivery.drop')).toEqual([
      { value_minor: 72_000 },
    ])
    const late = await changeOrder(database.pools.app, town.buyer, {
      orderId,
      version: 1,
      lines,
      why: '',
    })
    expect(late).toEqual({ ok: false, refusal: { code: 'version', version: 2 } })
  })

  test('a cancelled order gives everything back, once', async () => {
    const town = await makeTown(database)
    const placed = await place(town, await wish(town))
    const orderId = placed.ok ? (placed.value.orders[0]?.id ?? '') : ''
    expect((await cancelOrder(database.pools.app, town.buyer, { orderId, why: '' })).ok).toBe(true)
    expect(await cancelOrder(database.pools.app, town.buyer, { orderId, why: '' })).toEqual({
      ok: false,
      refusal: { code: 'state', status: 'cancelled' },
    })
    expect(
      await ask(town, "select reserved_milli from stock.balance where mode = 'strict'"),
    ).toEqual([{ reserved_milli: 0 }])
    expect(
      await ask(town, 'select sum(quantity_milli)::int as left from stock.reservation'),
    ).toEqual([{ left: 0 }])
    expect(await ask(town, 'select drops from delivery.zone_day')).toEqual([{ drops: 0 }])
    expect(await ask(town, 'select released_minor from accounts.credit')).toEqual([
      { released_minor: 0 },
    ])
  })

  test('after the cut-off a change is too late', async () => {
    const town = await makeTown(database)
    const placed = await place(town, await wish(town))
    const orderId = placed.ok ? (placed.value.orders[0]?.id ?? '') : ''
    const close = sql`update ordering.order
      set cut_off_at = platform.now() - interval '1 minute', lock_at = platform.now()`
    await writeTenant(database.pools.app, town.tenant.id, (tx) => close.execute(tx))
    expect(await cancelOrder(database.pools.app, town.buyer, { orderId, why: '' })).toMatchObject({
      ok: false,
      refusal: { code: 'too_late' },
    })
  })
})
