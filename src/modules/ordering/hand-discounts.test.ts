import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { readTenant } from '../../platform/db.ts'
import { cancelOrder, changeOrder } from './change-order.ts'
import type { WantedLine } from './contract.ts'
import { quote } from './shelf.ts'
import { milk, testGiving } from './test-giving.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
const giving = testGiving(() => database)
const { ask, change, limit, orders, place, placed, spent } = giving

describe('a discount by hand', () => {
  test('is on the line, in its trace and in the budget of who gave it', async () => {
    const town = await giving.town({ percentBp: 500, budgetMinor: 10_000 })
    expect(await placed(town, [milk(town, 500)])).toMatchObject({ totalMinor: 28_500 })
    const [line] = await ask<{ discount_minor: number; trace: object }>(
      town,
      'select unit_price_e4, discount_minor, total_minor, trace from ordering.order_line',
    )
    expect(line).toMatchObject({
      unit_price_e4: 285_000,
      discount_minor: 1_500,
      total_minor: 28_500,
      trace: {
        hand: {
          ...{ percentBp: 500, reason: 'competitor', by: town.agent.personName },
          ...{ listUnitPriceE4: 300_000, offMinor: 1_500 },
        },
      },
    })
    expect(await spent(town)).toBe(1_500)
  })

  test('is never a buyer’s, whatever he sends', async () => {
    const town = await giving.town({ percentBp: 500, budgetMinor: 10_000 })
    const lines = [milk(town, 500)]
    const refused = await place(town, lines, town.buyer)
    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: 'hand_discount', why: 'not_yours' },
    })
    const quoted = await readTenant(database.pools.app, town.tenant.id, (db) =>
      quote(db, town.buyer, { outletId: town.ids.outlet, deliveryDay: null, lines }),
    )
    expect(quoted).toMatchObject({ ok: true, value: { totalMinor: 30_000, hand: null } })
    const order = await placed(town, [milk(town, null)], town.buyer)
    const changed = await changeOrder(database.pools.app, town.buyer, {
      ...{ orderId: order.id, version: 1, why: '', lines },
    })
    expect(changed).toMatchObject({ ok: false, refusal: { why: 'not_yours' } })
  })

  test('is not the office’s either: only agents and supervisors give', async () => {
    const town = await giving.town({ percentBp: 500, budgetMinor: 10_000 })
    const refused = await place(town, [milk(town, 100)], town.admin)
    expect(refused).toMatchObject({ ok: false, refusal: { why: 'not_yours' } })
    expect(await orders(town)).toEqual([])
  })

  test('above the limit of a line, or beyond the month’s budget, is refused with its arithmetic', async () => {
    const town = await giving.town({ percentBp: 500, budgetMinor: 2_000 })
    expect(await place(town, [milk(town, 501)])).toMatchObject({
      refusal: { code: 'hand_discount', why: 'over_limit', percentBp: 501, limitBp: 500 },
    })
    await placed(town, [milk(town, 500)])
    const arithmetic = { offMinor: 1_500, leftMinor: 500, budgetMinor: 2_000 }
    expect(await place(town, [milk(town, 500)])).toMatchObject({
      refusal: { code: 'hand_discount', why: 'over_budget', ...arithmetic },
    })
    expect(await placed(town, [milk(town, 500, 3)])).toMatchObject({ totalMinor: 8_550 })
    expect(await spent(town)).toBe(1_950)
  })

  test('the quote tells what is left, and why a wish is too much, before anything is placed', async () => {
    const town = await giving.town({ percentBp: 500, budgetMinor: 1_000 })
    const quoted = await readTenant(database.pools.app, town.tenant.id, (db) =>
      quote(db, town.agent, {
        ...{ outletId: town.ids.outlet, deliveryDay: null, lines: [milk(town, 500)] },
      }),
    )
    const over = { why: 'over_budget', offMinor: 1_500, leftMinor: 1_000 }
    expect(quoted).toMatchObject({
      ok: true,
      value: { totalMinor: 28_500, hand: { limitBp: 500, leftMinor: 1_000, over } },
    })
  })

  test('a person’s own limit comes before that of his role', async () => {
    const town = await giving.town({ percentBp: 500, budgetMinor: 10_000 })
    await limit(town, town.ids.agentPerson, { percentBp: 100, budgetMinor: 300 })
    expect(await place(town, [milk(town, 500)])).toMatchObject({ refusal: { limitBp: 100 } })
    expect(await place(town, [milk(town, 100, 11)])).toMatchObject({
      refusal: { why: 'over_budget', budgetMinor: 300, leftMinor: 300, offMinor: 330 },
    })
    await placed(town, [milk(town, 100)])
    expect(await spent(town)).toBe(300)
  })
})

describe('a budget', () => {
  test('is never passed by orders that race for it', async () => {
    const town = await giving.town({ percentBp: 500, budgetMinor: 4_700 })
    const replies = await Promise.all(
      Array.from({ length: 9 }, () => place(town, [milk(town, 500)])),
    )
    expect(replies.filter((reply) => reply.ok)).toHaveLength(3)
    for (const reply of replies.filter(({ ok }) => !ok)) {
      expect(reply).toMatchObject({ refusal: { why: 'over_budget' } })
    }
    expect(await spent(town)).toBe(4_500)
    const [sum] = await ask(town, 'select sum(discount_minor)::int as off from ordering.order_line')
    expect(sum).toEqual({ off: 4_500 })
  })

  test('gets back what a cancelled order took, once', async () => {
    const town = await giving.town({ percentBp: 500, budgetMinor: 10_000 })
    const order = await placed(town, [milk(town, 500)])
    await placed(town, [milk(town, 200)])
    const cancel = () => cancelOrder(database.pools.app, town.agent, { orderId: order.id, why: '' })
    expect(await cancel()).toMatchObject({ ok: true })
    expect(await cancel()).toMatchObject({ ok: false })
    expect(await spent(town)).toBe(600)
  })

  test('follows a changed order; a buyer’s change keeps the discount and never passes the budget', async () => {
    const town = await giving.town({ percentBp: 500, budgetMinor: 2_000 })
    const order = await placed(town, [milk(town, 500)])
    const to = (version: number, line: WantedLine, who = town.buyer) =>
      changeOrder(database.pools.app, who, {
        ...{ orderId: order.id, version, why: '', lines: [line] },
      })
    expect(await to(1, milk(town, null, 12))).toMatchObject({ value: { totalMinor: 34_200 } })
    expect(await spent(town)).toBe(1_800)
    expect(await to(2, milk(town, null, 20))).toMatchObject({
      refusal: { why: 'over_budget', offMinor: 3_000 },
    })
    expect(await spent(town)).toBe(1_800)
    expect(await to(2, milk(town, 0, 12), town.agent)).toMatchObject({
      value: { totalMinor: 36_000 },
    })
    expect(await spent(town)).toBe(0)
  })

  test('that was lowered still lets an order of before be made smaller', async () => {
    const town = await giving.town({ percentBp: 500, budgetMinor: 2_000 })
    const order = await placed(town, [milk(town, 500)])
    await change(town, `update ordering.hand_limit set budget_minor = 100`)
    const smaller = { orderId: order.id, version: 1, why: '', lines: [milk(town, null, 4)] }
    expect(await changeOrder(database.pools.app, town.buyer, smaller)).toMatchObject({ ok: true })
    expect(await spent(town)).toBe(600)
  })
})
