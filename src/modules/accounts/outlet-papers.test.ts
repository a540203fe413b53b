import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { type Db, readTenant, type Tx, writeTenant } from '../../platform/db.ts'
import { putInvoices, putLicences, putPayments } from './accounts.ts'
import { invoicesPage, paymentsPage } from './document-queries.ts'
import { licencePlaces } from './licence-queries.ts'
import { putLicence } from './put-licences.ts'

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

describe('documents of an outlet', () => {
  const asked = (town: Town, outletId = town.ids.outlet) => ({
    distributorId: town.tenant.id,
    outletId,
    timeZone: 'Europe/Kyiv',
    before: undefined,
    limit: 10,
  })

  test('invoices have their state, newest first, and only those of the outlet or of no outlet', async () => {
    const town = await makeTown(database)
    await owe(town, [
      ['old', -20, 100],
      ['late', -2, 50],
      ['new', 5, 50],
    ])
    await owe(town, [['free', 1, 10]], null)
    await owe(town, [['other', -2, 50]], 'otherOutlet')
    await pay(town, 110)
    const page = await read(town, (db) => invoicesPage(db, { ...asked(town), state: 'all' }))
    expect(page.map((row) => [row.number, row.state, row.paidMinor])).toEqual([
      ['new', 'open', 0],
      ['free', 'open', 0],
      ['late', 'overdue', 10],
      ['old', 'paid', 100],
    ])
    const open = await read(town, (db) => invoicesPage(db, { ...asked(town), state: 'open' }))
    expect(open.map((row) => row.number)).toEqual(['new', 'free', 'late'])
    const [first] = await read(town, (db) =>
      invoicesPage(db, { ...asked(town), state: 'all', limit: 1 }),
    )
    const before = `${first?.day} ${first?.id}`
    const rest = await read(town, (db) =>
      invoicesPage(db, { ...asked(town), state: 'all', before }),
    )
    expect(rest.map((row) => row.number)).toEqual(['free', 'late', 'old'])
  })

  test('a payment says what it paid', async () => {
    const town = await makeTown(database)
    await owe(town, [
      ['A', -20, 100],
      ['B', -2, 50],
    ])
    await pay(town, 110)
    expect(await read(town, (db) => paymentsPage(db, asked(town)))).toMatchObject([
      {
        number: 'P',
        amountMinor: 110,
        invoices: [
          { number: 'A', amountMinor: 100 },
          { number: 'B', amountMinor: 10 },
        ],
      },
    ])
    expect(await read(town, (db) => paymentsPage(db, asked(town, town.ids.otherOutlet)))).toEqual(
      [],
    )
  })
})

describe('licences', () => {
  test('the list names who loses his licence within 30 days, by its longest of a kind', async () => {
    const town = await makeTown(database)
    const licence = (outlet: 'outlet' | 'otherOutlet', number: string, ends: number) => ({
      outletId: town.ids[outlet],
      kind: 'tobacco' as const,
      number,
      fromDay: '2020-01-01',
      toDay: daysAway(ends),
    })
    const licences = [
      licence('outlet', 'old', -400),
      licence('outlet', 'new', 30),
      licence('otherOutlet', 'only', -1),
    ]
    const put = () =>
      write(town, (tx) =>
        putLicences(tx, { distributorId: town.tenant.id, toldBy: 'ERP', licences }),
      )
    expect(await put()).toEqual({ written: 3, unchanged: 0 })
    expect(await put()).toEqual({ written: 0, unchanged: 3 })
    const list = async (state: 'ending' | 'ended' | 'all', who = town.admin) =>
      (await read(town, (db) => licencePlaces(db, who, { state, offset: 0, limit: 10 }))).rows.map(
        (row) => row.number,
      )
    expect(await list('ending')).toEqual(['new'])
    expect(await list('ended')).toEqual(['only'])
    expect(await list('all')).toEqual(['only', 'new'])
    expect(await list('all', town.agent)).toEqual(['new'])
  })

  test('the office enters one; backwards days, and hands without the right, are refused', async () => {
    const town = await makeTown(database)
    const licence = { outletId: town.ids.outlet, kind: 'fuel' as const, number: '7' }
    const put = (fromDay: string, toDay: string | null, who = town.admin) =>
      putLicence(database.pools.app, who, { ...licence, fromDay, toDay })
    expect(await put('2026-02-01', '2026-01-31')).toEqual({
      ok: false,
      refusal: { code: 'licence_days' },
    })
    expect(await put('2026-02-01', null, town.buyer)).toEqual({
      ok: false,
      refusal: { code: 'unknown' },
    })
    expect((await put('2026-02-01', '2026-02-01')).ok).toBe(true)
  })
})
