import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant, type Tx, writeTenant } from '../../platform/db.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import { applyErpStatus, type ErpStatus } from './erp-status.ts'
import { placeOrder } from './place-order.ts'

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
const credit = (town: Town) =>
  ask(town, 'select released_minor, shipped_minor from accounts.credit')

describe('what the ERP says was delivered', () => {
  test('shipped and delivered quantities settle lines, order, credit and stock', async () => {
    const town = await makeTown(database)
    const orderId = await place(town)
    expect(await credit(town)).toEqual([{ released_minor: 72_000, shipped_minor: 0 }])
    expect(await tell(town, orderId, { status: 'shipped', ...cameOf(24_000) })).toBe('moved')
    expect(await credit(town)).toEqual([{ released_minor: 0, shipped_minor: 72_000 }])
    expect(
      await ask(town, `select reserved_milli from stock.balance where mode = 'strict'`),
    ).toEqual([{ reserved_milli: 0 }])
    expect(await tell(town, orderId, { status: 'delivered', ...cameOf(23_000) })).toBe('moved')
    expect(await order(town)).toMatchObject({ status: 'partly_delivered', delivered_minor: 69_000 })
    expect(await line(town)).toMatchObject({ delivered_milli: 23_000, delivered_minor: 69_000 })
    expect(await credit(town)).toEqual([{ released_minor: 0, shipped_minor: 69_000 }])
  })

  test('told again nothing moves; corrected it moves with its own line on the timeline', async () => {
    const town = await makeTown(database)
    const orderId = await place(town)
    await tell(town, orderId, { status: 'delivered', ...cameOf(23_000) })
    expect(await tell(town, orderId, { status: 'delivered', ...cameOf(23_000) })).toBe('kept')
    expect(await tell(town, orderId, { status: 'delivered', ...cameOf(24_000) })).toBe('moved')
    expect(await order(town)).toMatchObject({ status: 'delivered', delivered_minor: 72_000 })
    expect(await tell(town, orderId, { status: 'delivered', ...cameOf(24_000, 72_100) })).toBe(
      'moved',
    )
    expect(
      await ask(town, 'select kind from ordering.order_event order by at desc, id desc limit 1'),
    ).toEqual([{ kind: 'delivery_corrected' }])
    expect(await credit(town)).toEqual([{ released_minor: 0, shipped_minor: 72_100 }])
  })

  test.each([
    ['says nothing of lines', []],
    ['names no product of ours', cameOf(1_000).lines.map((l) => ({ ...l, productCode: 'X' }))],
    ['names no quantity', cameOf(null).lines],
  ])('an ERP that %s and says delivered means all of it', async (_, lines) => {
    const town = await makeTown(database)
    const orderId = await place(town)
    await tell(town, orderId, { status: 'delivered', lines })
    expect(await order(town)).toMatchObject({ status: 'delivered', delivered_minor: 72_000 })
    expect(await line(town)).toMatchObject({ delivered_milli: 24_000 })
  })

  test('catch-weight settles on its actual weight, in credit too', async () => {
    const town = await makeTown(database)
    await write(town, (tx) =>
      sql`update catalogue.product set catch_weight = true, nominal_milli = 1000,
        tolerance_bp = 1000 where id = ${town.ids.milk}`.execute(tx),
    )
    const orderId = await place(town, [{ unitCode: 'шт', quantityMilli: 3_000 }])
    await tell(town, orderId, { status: 'delivered', ...cameOf(3_120) })
    expect(await order(town)).toMatchObject({ status: 'delivered', delivered_minor: 9_360 })
    expect(await credit(town)).toEqual([{ released_minor: 0, shipped_minor: 9_360 }])
  })
})
