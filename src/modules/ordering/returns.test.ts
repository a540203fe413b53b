import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant, type Tx, writeTenant } from '../../platform/db.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import { applyErpStatus, type ErpStatus } from './erp-status.ts'
import { placeOrder } from './place-order.ts'
import { type AskReturn, askReturn, decideReturn, returnable, returns } from './returns.ts'

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

async function place(town: Town, lines = [{ unitCode: 'ящ', quantityMilli: 2_000 }]) {
  const { id: distributorId, timeZone } = town.tenant
  const where = { distributorId, timeZone, outletId: town.ids.outlet }
  const plan = await readTenant(database.pools.app, distributorId, (db) => outletPlan(db, where))
  const placed = await placeOrder(database.pools.app, town.buyer, {
    outletId: town.ids.outlet,
    checkoutId: randomUUID(),
    deliveryDay: plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : '',
    lines: lines.map((line) => ({ productId: town.ids.milk, ...line })),
    note: '',
    preparedBy: 'buyer',
    origin: null,
    onDouble: 'keep',
  })
  return placed.ok ? (placed.value.orders[0]?.id ?? '') : ''
}

const tell = (town: Town, orderId: string, told: Pick<ErpStatus, 'status' | 'lines'>) =>
  write(town, (tx) =>
    applyErpStatus(tx, {
      distributorId: town.tenant.id,
      orderId,
      word: told.status,
      erpNumber: null,
      ...told,
    }),
  )
const cameOf = (quantityMilli: number | null, sumMinor: number | null = null) => ({
  lines: [{ productCode: 'P1', unitCode: 'шт', quantityMilli, sumMinor }],
})
const line = async (town: Town) =>
  (
    await ask<Record<string, number | null>>(
      town,
      'select delivered_milli, delivered_minor, returned_milli, returned_minor from ordering.order_line',
    )
  )[0]
const order = async (town: Town) =>
  (
    await ask<Record<string, unknown>>(
      town,
      'select status, delivered_minor, returned_minor, version from ordering.order',
    )
  )[0]

const back = (
  town: Town,
  orderId: string,
  quantityMilli: number,
  change: Partial<AskReturn> = {},
) => {
  const lines = [{ lineNo: 1, quantityMilli }]
  const kind = 'expired_or_swap' as const
  const asked = { orderId, returnId: randomUUID(), kind, note: 'термін', lines, ...change }
  return askReturn(database.pools.app, town.buyer, asked)
}
const decide = (
  town: Town,
  returnId: string,
  decision: 'accepted' | 'refused' | 'done',
  change: { why?: string; taken?: { lineNo: number; quantityMilli: number }[] } = {},
  who = town.admin,
) => decideReturn(database.pools.app, who, { returnId, decision, why: '', taken: [], ...change })

async function delivered(town: Town): Promise<string> {
  const orderId = await place(town)
  await tell(town, orderId, { status: 'delivered' })
  return orderId
}

describe('a return', () => {
  test('is asked once, accepted, and done; only then is it no longer kept', async () => {
    const town = await makeTown(database)
    const orderId = await delivered(town)
    const returnId = randomUUID()
    const asked = await back(town, orderId, 500, { returnId })
    expect(asked).toEqual({
      ok: true,
      value: { returnId, number: 'TD-R000001', totalMinor: 18_000 },
    })
    expect(await back(town, orderId, 500, { returnId })).toEqual(asked)
    expect(await ask(town, 'select count(*)::int as n from ordering.return_line')).toEqual([
      { n: 1 },
    ])
    expect((await decide(town, returnId, 'accepted')).ok).toBe(true)
    expect(await order(town)).toMatchObject({ returned_minor: 0 })
    const done = await decide(town, returnId, 'done')
    expect(done).toEqual({ ok: true, value: { status: 'done', totalMinor: 18_000 } })
    expect(await order(town)).toMatchObject({ status: 'delivered', returned_minor: 18_000 })
    expect(await line(town)).toMatchObject({ returned_milli: 6_000, returned_minor: 18_000 })
    expect(
      await ask(
        town,
        `select ordering.kept(delivered_minor, returned_minor)::bigint as kept from ordering.order`,
      ),
    ).toEqual([{ kept: 54_000 }])
    expect(await ask(town, 'select kind from ordering.order_event order by at, id')).toEqual(
      ['placed', 'delivered', 'return_asked', 'return_accepted', 'return_done'].map((kind) => ({
        kind,
      })),
    )
  })

  test('never takes back more than came, over all that is asked; what was refused is free again', async () => {
    const town = await makeTown(database)
    const orderId = await place(town)
    await tell(town, orderId, { status: 'delivered', ...cameOf(23_000) })
    const tooMuch = (leftMilli: number) => ({
      ok: false,
      refusal: { code: 'return_too_much', lineNo: 1, unitCode: 'ящ', leftMilli },
    })
    expect(await back(town, orderId, 2_000)).toMatchObject(tooMuch(1_916))
    const returnId = randomUUID()
    expect((await back(town, orderId, 1_500, { returnId })).ok).toBe(true)
    expect(await back(town, orderId, 500)).toMatchObject(tooMuch(416))
    expect(await decide(town, returnId, 'refused')).toEqual({
      ok: false,
      refusal: { code: 'refusal_without_reason' },
    })
    expect((await decide(town, returnId, 'refused', { why: 'без чека' })).ok).toBe(true)
    expect((await back(town, orderId, 1_000)).ok).toBe(true)
  })

  test('two lines of one wish are one, and eight wishes at once share what came', async () => {
    const town = await makeTown(database)
    const orderId = await delivered(town)
    const twice = { lines: [1, 1].map((lineNo) => ({ lineNo, quantityMilli: 1_500 })) }
    expect(await back(town, orderId, 0, twice)).toMatchObject({ ok: false })
    const replies = await Promise.all(Array.from({ length: 8 }, () => back(town, orderId, 500)))
    expect(replies.filter((reply) => reply.ok).length).toBe(4)
  })

  test('when everything came back the order is returned, to the kopiyka', async () => {
    const town = await makeTown(database)
    const orderId = await place(town, [{ unitCode: 'шт', quantityMilli: 3_000 }])
    await tell(town, orderId, { status: 'delivered', ...cameOf(3_000, 10_000) })
    for (let i = 0; i < 3; i += 1) {
      const returnId = randomUUID()
      await back(town, orderId, 1_000, { returnId })
      await decide(town, returnId, 'accepted')
      await decide(town, returnId, 'done')
    }
    expect(
      await ask(town, 'select total_minor from ordering.return_document order by number'),
    ).toEqual([{ total_minor: 3_333 }, { total_minor: 3_334 }, { total_minor: 3_333 }])
    expect(await order(town)).toMatchObject({ status: 'returned', returned_minor: 10_000 })
  })

  test('less than asked may come back: the rest stays kept', async () => {
    const town = await makeTown(database)
    const orderId = await delivered(town)
    const returnId = randomUUID()
    await back(town, orderId, 1_000, { returnId })
    await decide(town, returnId, 'accepted')
    const taken = [{ lineNo: 1, quantityMilli: 500 }]
    expect(await decide(town, returnId, 'done', { taken })).toEqual({
      ok: true,
      value: { status: 'done', totalMinor: 18_000 },
    })
    expect(await line(town)).toMatchObject({ returned_milli: 6_000, returned_minor: 18_000 })
  })

  test('what has not left the warehouse cannot come back, nor somebody else’s order', async () => {
    const town = await makeTown(database)
    const orderId = await place(town)
    expect(await back(town, orderId, 500)).toEqual({
      ok: false,
      refusal: { code: 'not_delivered' },
    })
    await tell(town, orderId, { status: 'delivered' })
    const asked = { orderId, returnId: randomUUID(), kind: 'wrong_or_damaged' as const, note: '' }
    const lines = [{ lineNo: 1, quantityMilli: 500 }]
    expect(await askReturn(database.pools.app, town.otherBuyer, { ...asked, lines })).toEqual({
      ok: false,
      refusal: { code: 'unknown' },
    })
    expect((await askReturn(database.pools.app, town.agent, { ...asked, lines })).ok).toBe(true)
  })

  test('buyer and agent decide nothing, the outlet’s supervisor does; done is not undone', async () => {
    const town = await makeTown(database)
    const orderId = await delivered(town)
    const returnId = randomUUID()
    await back(town, orderId, 500, { returnId })
    for (const who of [town.buyer, town.agent]) {
      expect(await decide(town, returnId, 'accepted', {}, who)).toMatchObject({
        ok: false,
        refusal: { code: 'unknown' },
      })
    }
    expect(await decide(town, returnId, 'done')).toEqual({
      ok: false,
      refusal: { code: 'return_state', status: 'asked' },
    })
    expect((await decide(town, returnId, 'accepted', {}, town.supervisor)).ok).toBe(true)
    expect((await decide(town, returnId, 'done', {}, town.supervisor)).ok).toBe(true)
    expect(await decide(town, returnId, 'refused', { why: 'x' })).toEqual({
      ok: false,
      refusal: { code: 'return_state', status: 'done' },
    })
  })

  test('the list shows each member the returns of his outlets, and what he may decide', async () => {
    const town = await makeTown(database)
    const orderId = await delivered(town)
    await back(town, orderId, 500)
    const seen = async (who: Town['buyer'], asked = {}) => {
      const page = await readTenant(database.pools.app, town.tenant.id, (db) =>
        returns(db, who, { limit: 10, ...asked }),
      )
      return page.value.returns.map((row) => [row.number, row.lines.length, row.can.decide])
    }
    expect(await seen(town.buyer)).toEqual([['TD-R000001', 1, false]])
    expect(await seen(town.admin)).toEqual([['TD-R000001', 1, true]])
    expect(await seen(town.otherBuyer)).toEqual([])
    expect(await seen(town.admin, { kind: 'expired_or_swap', orderId })).toHaveLength(1)
    expect(await seen(town.admin, { kind: 'refused_at_door' })).toEqual([])
    expect(await seen(town.admin, { status: 'done' })).toEqual([])
    const left = await readTenant(database.pools.app, town.tenant.id, (db) =>
      returnable(db, town.buyer, orderId),
    )
    expect(left).toMatchObject({
      ok: true,
      value: { lines: [{ unitCode: 'ящ', leftMilli: 1_500 }] },
    })
  })
})
