import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant, type Tx, writeTenant } from '../../platform/db.ts'
import {
  creditShipped,
  putBalances,
  putInvoices,
  putPayments,
  takeCreditOrHold,
} from './accounts.ts'
import type { InvoiceTold, PaymentTold } from './invoice-queries.ts'

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

const AS_AT = '2026-01-15T07:40:00Z'
const invoice = (town: Town, number: string, change: Partial<InvoiceTold> = {}): InvoiceTold => ({
  contractId: town.ids.contract,
  number,
  outletId: town.ids.outlet,
  day: '2026-01-01',
  dueDay: null,
  totalMinor: 10_000,
  paidMinor: null,
  ...change,
})
const payment = (town: Town, number: string, change: Partial<PaymentTold> = {}): PaymentTold => ({
  contractId: town.ids.contract,
  number,
  day: '2026-01-10',
  amountMinor: 15_000,
  invoices: [],
  ...change,
})
const putAll = (town: Town, invoices: InvoiceTold[], payments: PaymentTold[] = []) =>
  write(town, async (tx) => {
    const told = { distributorId: town.tenant.id, asAt: AS_AT }
    const first = await putInvoices(tx, { ...told, invoices })
    const second = await putPayments(tx, { ...told, payments })
    return [first, second]
  })

// Where each row lies and which transaction wrote it: a row written again shows.
const versions = (town: Town) =>
  ask(
    town,
    ['invoice', 'payment', 'payment_share', 'credit']
      .map((table) => `select '${table}' as t, ctid::text, xmin::text from accounts.${table}`)
      .join(' union all '),
  )

const paid = async (town: Town) =>
  Object.fromEntries(
    (
      await ask<{ number: string; paid_minor: number }>(
        town,
        'select number, paid_minor from accounts.invoice order by number',
      )
    ).map((row) => [row.number, row.paid_minor]),
  )

describe('invoices and payments', () => {
  test('an invoice without a due day is due after the contract’s deferral', async () => {
    const town = await makeTown(database)
    const told = [invoice(town, 'A'), invoice(town, 'B', { dueDay: '2026-01-03' })]
    expect(await putAll(town, told)).toMatchObject([{ written: 2, unchanged: 0 }, { written: 0 }])
    expect(await ask(town, 'select number, due_day from accounts.invoice order by 1')).toEqual([
      { number: 'A', due_day: '2026-01-15' },
      { number: 'B', due_day: '2026-01-03' },
    ])
  })

  test('told again, nothing is written; one changed sum writes one invoice', async () => {
    const town = await makeTown(database)
    const invoices = ['A', 'B', 'C'].map((number) => invoice(town, number))
    const payments = [payment(town, 'P1', { invoices: [{ number: 'B', amountMinor: 4_000 }] })]
    await putAll(town, invoices, payments)
    const before = await versions(town)
    expect(before.length).toBe(3 + 1 + 3 + 1)
    expect(await putAll(town, invoices, payments)).toEqual([
      { written: 0, unchanged: 3 },
      { written: 0, unchanged: 1 },
    ])
    expect(await versions(town)).toEqual(before)
    const changed = [...invoices.slice(0, 2), invoice(town, 'C', { totalMinor: 12_000 })]
    expect(await putAll(town, changed)).toMatchObject([{ written: 1, unchanged: 2 }, {}])
  })

  test('a payment pays what the ERP says, the rest the oldest invoices first', async () => {
    const town = await makeTown(database)
    const invoices = [
      invoice(town, 'A', { dueDay: '2026-01-20' }),
      invoice(town, 'B', { dueDay: '2026-01-10' }),
      invoice(town, 'C', { dueDay: '2026-01-15' }),
    ]
    await putAll(town, invoices, [payment(town, 'P1')])
    expect(await paid(town)).toEqual({ A: 0, B: 10_000, C: 5_000 })
    const told = [payment(town, 'P1', { invoices: [{ number: 'A', amountMinor: 10_000 }] })]
    await putAll(town, [], told)
    expect(await paid(town)).toEqual({ A: 10_000, B: 5_000, C: 0 })
    await putAll(town, [], [payment(town, 'P1', { amountMinor: 2_000 })])
    expect(await paid(town)).toEqual({ A: 0, B: 2_000, C: 0 })
  })

  test('more paid than owed leaves no invoice overpaid; a later invoice takes the rest', async () => {
    const town = await makeTown(database)
    await putAll(town, [invoice(town, 'A')], [payment(town, 'P1'), payment(town, 'P2')])
    expect(await paid(town)).toEqual({ A: 10_000 })
    await putAll(town, [invoice(town, 'B', { totalMinor: 50_000 })])
    expect(await paid(town)).toEqual({ A: 10_000, B: 20_000 })
  })

  test('what the ERP itself says is paid stands, whatever the payments say', async () => {
    const town = await makeTown(database)
    const invoices = [invoice(town, 'A', { paidMinor: 1_000 }), invoice(town, 'B')]
    await putAll(town, invoices, [payment(town, 'P1')])
    expect(await paid(town)).toEqual({ A: 1_000, B: 10_000 })
  })

  test('the same number on another contract is another invoice, and is not paid with it', async () => {
    const town = await makeTown(database)
    const other = { contractId: town.ids.otherContract, outletId: town.ids.otherOutlet }
    await putAll(town, [invoice(town, 'A'), invoice(town, 'A', other)], [payment(town, 'P1')])
    expect(await ask(town, 'select paid_minor from accounts.invoice order by paid_minor')).toEqual([
      { paid_minor: 0 },
      { paid_minor: 10_000 },
    ])
  })

  test('many invoices of many contracts come in pieces and stay right', async () => {
    const town = await makeTown(database)
    const number = (i: number) => String(i).padStart(5, '0')
    const invoices = Array.from({ length: 4_500 }, (_, i) => invoice(town, number(i)))
    const payments = Array.from({ length: 2_100 }, (_, i) => payment(town, number(i)))
    await putAll(town, invoices, payments)
    expect(await ask(town, 'select sum(paid_minor)::bigint as paid from accounts.invoice')).toEqual(
      [{ paid: 2_100 * 15_000 }],
    )
    expect(
      await ask(
        town,
        `select count(*)::int as over from accounts.invoice where paid_minor > total_minor`,
      ),
    ).toEqual([{ over: 0 }])
  })
})

const balance = (town: Town, debtMinor: number, asAt: string, overdueMinor = 0) =>
  write(town, (tx) =>
    putBalances(tx, {
      distributorId: town.tenant.id,
      balances: [{ contractId: town.ids.contract, debtMinor, overdueMinor, asAt }],
    }),
  )
const debt = (town: Town) =>
  ask(
    town,
    'select debt_minor, shipped_minor, from_invoices from accounts.credit where as_at is not null',
  )

describe('balances', () => {
  test('the newest statement stands; an older one that comes late is left', async () => {
    const town = await makeTown(database)
    await balance(town, 500, AS_AT)
    expect(await balance(town, 900, '2026-01-14T07:40:00Z')).toEqual({ written: 0, unchanged: 1 })
    expect(await balance(town, 500, AS_AT)).toEqual({ written: 0, unchanged: 1 })
    expect(await balance(town, 700, '2026-01-16T07:40:00Z')).toEqual({ written: 1, unchanged: 0 })
    expect(await debt(town)).toEqual([{ debt_minor: 700, shipped_minor: 0, from_invoices: false }])
  })

  test('without balances the debt is the sum of the invoices; a balance told replaces it', async () => {
    const town = await makeTown(database)
    await putAll(town, [invoice(town, 'A'), invoice(town, 'B', { paidMinor: 4_000 })])
    expect(await debt(town)).toEqual([
      { debt_minor: 16_000, shipped_minor: 0, from_invoices: true },
    ])
    await balance(town, 9_000, '2026-01-16T07:40:00Z')
    await putAll(town, [invoice(town, 'C')])
    expect(await debt(town)).toEqual([
      { debt_minor: 9_000, shipped_minor: 0, from_invoices: false },
    ])
  })
})

const take = (town: Town, amountMinor = 1_000) =>
  write(town, (tx) =>
    takeCreditOrHold(tx, {
      distributorId: town.tenant.id,
      contractId: town.ids.contract,
      amountMinor,
    }),
  )
const [today = ''] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Kyiv' })
  .format(new Date())
  .split(' ')
const daysAway = (days: number) =>
  new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

describe('holding', () => {
  test('an invoice is overdue on the day after its due day, by the distributor’s clock', async () => {
    const town = await makeTown(database)
    await balance(town, 20_000, hoursAgo(1))
    await putAll(town, [invoice(town, 'A', { dueDay: today })])
    expect(await take(town)).toBe('taken')
    await putAll(town, [invoice(town, 'B', { dueDay: daysAway(-1) })])
    expect(await take(town)).toBe('hold')
    await putAll(town, [], [payment(town, 'P1', { amountMinor: 10_000 })])
    expect(await take(town)).toBe('taken')
  })

  test('where invoices are known the told overdue sum counts no more; where none are, it holds', async () => {
    const town = await makeTown(database)
    await balance(town, 20_000, hoursAgo(1), 5_000)
    expect(await take(town)).toBe('hold')
    await putAll(town, [invoice(town, 'A', { dueDay: daysAway(3) })])
    expect(await take(town)).toBe('taken')
  })

  test('a balance older than 24 hours holds no order, unless the distributor believes it longer', async () => {
    const town = await makeTown(database)
    await balance(town, 2_000_000, hoursAgo(25), 5_000)
    expect(await take(town)).toBe('taken')
    await write(town, (tx) =>
      sql`insert into accounts.setting (distributor_id, stale_hours)
        values (${town.tenant.id}, 48)`.execute(tx),
    )
    expect(await take(town)).toBe('hold')
  })

  test('what was shipped since the statement counts against the limit until a newer one', async () => {
    const town = await makeTown(database)
    await balance(town, 900_000, hoursAgo(2))
    expect(await take(town, 100_001)).toBe('hold')
    expect(await take(town, 90_000)).toBe('taken')
    const shipped = { releasedMinor: 90_000, shippedMinor: 95_000 }
    await write(town, (tx) =>
      creditShipped(tx, {
        distributorId: town.tenant.id,
        contractId: town.ids.contract,
        ...shipped,
      }),
    )
    expect(await take(town, 10_000)).toBe('hold')
    expect(await take(town, 5_000)).toBe('taken')
    await balance(town, 900_000, hoursAgo(1))
    expect(await take(town, 5_000)).toBe('hold')
    await balance(town, 900_000, hoursAgo(0))
    expect(await take(town, 5_000)).toBe('taken')
  })
})
