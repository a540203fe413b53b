import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { moveClock } from '../../platform/clock-queries.ts'
import { type Db, readTenant, type Tx, writeGlobal, writeTenant } from '../../platform/db.ts'
import { putBalances, putInvoices, putPayments } from './accounts.ts'
import { type DebtsAsked, debtRows } from './debt-queries.ts'
import { promisePayment } from './promise-payment.ts'
import { lastPromises } from './promise-queries.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const write = <T>(town: Town, work: (tx: Tx) => Promise<T>) =>
  writeTenant(database.pools.app, town.tenant.id, work)
const read = <T>(town: Town, work: (db: Db) => Promise<T>) =>
  readTenant(database.pools.app, town.tenant.id, work)
const asAt = new Date(Date.now() - 3_600_000).toISOString()
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Kyiv' }).format(new Date())
const daysAway = (days: number) =>
  new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)

type Debt = [number: string, dueIn: number, restMinor: number]
const owe = (town: Town, debts: Debt[], outlet: 'outlet' | 'otherOutlet' | null = 'outlet') =>
  write(town, (tx) =>
    putInvoices(tx, {
      distributorId: town.tenant.id,
      asAt,
      invoices: debts.map(([number, dueIn, totalMinor]) => ({
        contractId: outlet === 'otherOutlet' ? town.ids.otherContract : town.ids.contract,
        outletId: outlet && town.ids[outlet],
        number,
        day: daysAway(dueIn - 14),
        dueDay: daysAway(dueIn),
        totalMinor,
        paidMinor: null,
      })),
    }),
  )
const pay = (town: Town, amountMinor: number, number = 'P') =>
  write(town, (tx) => {
    const payment = { contractId: town.ids.contract, number, day: today, amountMinor, invoices: [] }
    return putPayments(tx, { distributorId: town.tenant.id, asAt, payments: [payment] })
  })

const ASKED: DebtsAsked = { by: 'contract', olderThanDays: 0, promise: 'any', offset: 0, limit: 10 }
const debts = (town: Town, asked: Partial<DebtsAsked> = {}, who = town.admin) =>
  read(town, (db) => debtRows(db, who, { ...ASKED, ...asked }))

describe('debt control', () => {
  const aged: Debt[] = [
    ['due today', 0, 1],
    ['a day', -1, 10],
    ['seven', -7, 20],
    ['eight', -8, 300],
    ['fourteen', -14, 500],
    ['fifteen', -15, 4_000],
    ['thirty', -30, 6_000],
    ['older', -31, 70_000],
  ]

  test('what is overdue is aged by its days, and what is due today is not overdue', async () => {
    const town = await makeTown(database)
    await owe(town, aged)
    const { rows, rowCount, totalMinor } = await debts(town)
    expect({ rowCount, totalMinor }).toEqual({ rowCount: 1, totalMinor: 80_830 })
    expect(rows).toMatchObject([
      {
        id: town.ids.contract,
        code: 'K1',
        outletId: town.ids.outlet,
        totalMinor: 80_830,
        upTo7Minor: 30,
        upTo14Minor: 800,
        upTo30Minor: 10_000,
        over30Minor: 70_000,
        undatedMinor: 0,
        oldestDueDay: daysAway(-31),
        doubtful: false,
        promiseDay: null,
      },
    ])
  })

  test('by contract, by outlet and by agent the same sum; the vacant outlet has no agent', async () => {
    const town = await makeTown(database)
    await owe(town, [['A', -3, 100]])
    await owe(town, [['B', -3, 200]], 'otherOutlet')
    for (const by of ['contract', 'outlet', 'agent'] as const) {
      expect((await debts(town, { by })).totalMinor).toBe(300)
    }
    const { rows } = await debts(town, { by: 'agent' })
    expect(rows.map(({ id, totalMinor }) => [id, totalMinor])).toEqual([
      [null, 200],
      [town.ids.agent, 100],
    ])
  })

  test('an agent, a supervisor and a buyer see the debts of their own outlets', async () => {
    const town = await makeTown(database)
    await owe(town, [['A', -3, 100]])
    await owe(town, [['B', -3, 200]], 'otherOutlet')
    const seen = async (who: Town['buyer']) => (await debts(town, {}, who)).totalMinor
    expect(await seen(town.agent)).toBe(100)
    expect(await seen(town.supervisor)).toBe(100)
    expect(await seen(town.buyer)).toBe(100)
    expect(await seen(town.otherBuyer)).toBe(200)
    expect(await seen(town.admin)).toBe(300)
  })

  test('an invoice without an outlet stands at its payer’s; a told sum without invoices has no age', async () => {
    const town = await makeTown(database)
    await owe(town, [['A', -3, 100]], null)
    await write(town, (tx) => {
      const told = { contractId: town.ids.otherContract, debtMinor: 900, overdueMinor: 700, asAt }
      return putBalances(tx, { distributorId: town.tenant.id, balances: [told] })
    })
    const { rows } = await debts(town, { by: 'outlet' })
    expect(rows.map((row) => [row.outletId, row.totalMinor, row.undatedMinor])).toEqual([
      [town.ids.otherOutlet, 700, 700],
      [town.ids.outlet, 100, 0],
    ])
  })

  test('the filters: agent, age, name, promise; pages go on by their offset', async () => {
    const town = await makeTown(database)
    await owe(town, [['A', -10, 100]])
    await owe(town, [['B', -3, 200]], 'otherOutlet')
    const found = async (asked: Partial<DebtsAsked>) =>
      (await debts(town, asked)).rows.map((row) => row.code)
    expect(await found({ olderThanDays: 8 })).toEqual(['K1'])
    expect(await found({ agentId: town.ids.agent })).toEqual(['K1'])
    expect(await found({ search: 'kiosk 2' })).toEqual(['K2'])
    expect(await found({ search: '%' })).toEqual([])
    expect(await found({ promise: 'none' })).toEqual(['K2', 'K1'])
    expect(await found({ promise: 'open' })).toEqual([])
    expect(await found({ offset: 1, limit: 1 })).toEqual(['K1'])
  })
})

const promise = (town: Town, payDay: string, who = town.buyer, promiseId: string = randomUUID()) =>
  promisePayment(database.pools.app, who, {
    outletId: town.ids.outlet,
    promiseId,
    contractId: town.ids.contract,
    orderId: null,
    amountMinor: 100,
    payDay,
    note: '',
  })
const promised = async (town: Town) =>
  (
    await read(town, (db) =>
      lastPromises(db, {
        distributorId: town.tenant.id,
        contractIds: [town.ids.contract],
        timeZone: 'Europe/Kyiv',
      }),
    )
  )[0]?.state

describe('a promise to pay', () => {
  test('sent twice it is one promise, and agent and debt control hear of it once', async () => {
    const town = await makeTown(database)
    await owe(town, [['A', -3, 100]])
    const id = randomUUID()
    const first = await promise(town, daysAway(2), town.buyer, id)
    expect(first).toMatchObject({ ok: true, value: { payDay: daysAway(2), state: 'open' } })
    expect(await promise(town, daysAway(2), town.buyer, id)).toEqual(first)
    const { rows } = await read(town, (db) =>
      sql`select (select count(*) from accounts.promise)::int as promises,
        (select count(*) from platform.fact where type = 'accounts.promise_made')::int as facts`.execute(
        db,
      ),
    )
    expect(rows).toEqual([{ promises: 1, facts: 1 }])
    expect((await debts(town, { promise: 'open' })).rows).toMatchObject([
      { promiseDay: daysAway(2), promiseState: 'open' },
    ])
  })

  test('today to two weeks ahead may be promised, not yesterday and not later', async () => {
    const town = await makeTown(database)
    const refusal = { code: 'promise_day', from: today, to: daysAway(14) }
    expect(await promise(town, daysAway(-1))).toEqual({ ok: false, refusal })
    expect(await promise(town, daysAway(15))).toEqual({ ok: false, refusal })
    expect((await promise(town, today)).ok).toBe(true)
    expect((await promise(town, daysAway(14))).ok).toBe(true)
  })

  test('of an outlet or a contract that is not yours there is nothing to promise', async () => {
    const town = await makeTown(database)
    expect(await promise(town, today, town.otherBuyer)).toEqual({
      ok: false,
      refusal: { code: 'unknown' },
    })
    const foreign = await promisePayment(database.pools.app, town.buyer, {
      outletId: town.ids.outlet,
      promiseId: randomUUID(),
      contractId: town.ids.otherContract,
      orderId: null,
      amountMinor: 100,
      payDay: today,
      note: '',
    })
    expect(foreign).toEqual({ ok: false, refusal: { code: 'unknown' } })
    expect((await promise(town, today, town.agent)).ok).toBe(true)
  })

  test('it is kept when what was overdue is paid, and broken when its day passed without', async () => {
    const town = await makeTown(database)
    await owe(town, [['A', -3, 100]])
    await promise(town, daysAway(1))
    await pay(town, 60)
    expect(await promised(town)).toBe('open')
    await pay(town, 100)
    expect(await promised(town)).toBe('kept')
    const later = await makeTown(database)
    await owe(later, [['A', -9, 100]])
    await writeGlobal(database.pools.worker, (tx) => moveClock(tx, -3 * 86_400))
    await promise(later, daysAway(-2))
    await writeGlobal(database.pools.worker, (tx) => moveClock(tx, 0))
    expect(await promised(later)).toBe('broken')
  })
})
