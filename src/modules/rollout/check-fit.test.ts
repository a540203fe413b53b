import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { deliver } from '../../../test/town-history.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import { learnHabits } from '../habit/learn.ts'
import { patternsOf, usualLinesOf } from '../habit/pattern-queries.ts'
import { openProposals } from '../habit/proposal-queries.ts'
import { checkDue, wantFit } from './check-fit.ts'
import { differencesOf, fitRow, fitSummary, subjectsToMend } from './fit-list-queries.ts'
import { confirmContact } from './fit-queries.ts'

let database: TestDatabase
let town: Town
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

// Five Wednesdays; the town's truck comes every day.
const WEDNESDAYS = ['2026-10-14', '2026-10-21', '2026-10-28', '2026-11-04', '2026-11-11']

async function townWithHistory(change: { breadE4?: number } = {}) {
  town = await makeTown(database)
  const { milk, bread } = town.ids
  await deliver(
    database,
    town,
    WEDNESDAYS.map((day, i) => ({
      day,
      lines: [
        { productId: milk, quantityMilli: 3000 + i * 1000, unitPriceE4: 300_000 },
        ...(i % 2 === 0
          ? [{ productId: bread, quantityMilli: 2000, unitPriceE4: change.breadE4 ?? 250_000 }]
          : []),
      ],
    })),
  )
  await writing((tx) => learnHabits(tx, town.tenant.id, [town.ids.outlet, town.ids.otherOutlet]))
}

const writing = <T>(work: Parameters<typeof writeTenant<T>>[2]) =>
  writeTenant(database.pools.app, town.tenant.id, work)
const reading = <T>(work: Parameters<typeof readTenant<T>>[2]) =>
  readTenant(database.pools.app, town.tenant.id, work)

async function check() {
  await writing((tx) => wantFit(tx, town.tenant.id, null))
  return writing((tx) => checkDue(tx, town.tenant.id))
}

const kindsOf = async (outletId: string) =>
  (await reading((db) => differencesOf(db, town.tenant.id, outletId))).map((d) => d.kind)

const sayBalance = (debtMinor: number) =>
  writing((tx) =>
    sql`insert into accounts.credit (distributor_id, contract_id, debt_minor, as_at)
      values (${town.tenant.id}, ${town.ids.contract}, ${debtMinor}, platform.now())
      on conflict (distributor_id, contract_id) do update set debt_minor = excluded.debt_minor,
        as_at = excluded.as_at`.execute(tx),
  )

test('cadence, weekday, median drop and usual basket are learnt from deliveries', async () => {
  await townWithHistory()
  const [pattern] = await reading((db) => patternsOf(db, town.tenant.id, [town.ids.outlet]))
  expect(pattern).toEqual({
    outletId: town.ids.outlet,
    drops: 5,
    firstDay: '2026-10-14',
    lastDay: '2026-11-11',
    medianGapDays: 7,
    weekdayDrops: [0, 0, 5, 0, 0, 0, 0],
    medianDropMinor: 18_000,
  })
  const basket = await reading((db) => usualLinesOf(db, town.tenant.id, [town.ids.outlet]))
  expect(basket.map((l) => [l.productId, l.drops, l.ofDrops, l.medianQuantityMilli])).toEqual([
    [town.ids.milk, 5, 5, 5000],
    [town.ids.bread, 3, 5, 2000],
  ])
  const none = await reading((db) => patternsOf(db, town.tenant.id, [town.ids.otherOutlet]))
  expect(none).toEqual([])
})

test('delivery days found in history are proposed where the portal has others, once', async () => {
  const asked = { distributorId: town.tenant.id, after: null, limit: 10 }
  const [proposal, ...others] = await reading((db) => openProposals(db, asked))
  expect(proposal).toMatchObject({ weekdays: [3], portalWeekdays: [1, 2, 3, 4, 5, 6, 7] })
  expect(others).toEqual([])
  await writing((tx) => learnHabits(tx, town.tenant.id, [town.ids.outlet]))
  expect(await reading((db) => openProposals(db, asked))).toEqual([proposal])
})

test('an outlet is fit once balance and phone are known; what stands in its way is told before', async () => {
  expect(await check()).toBe(2)
  expect((await kindsOf(town.ids.outlet)).sort()).toEqual(['balance_unknown', 'phone_unconfirmed'])
  expect(await kindsOf(town.ids.otherOutlet)).toContain('no_history')
  await sayBalance(0)
  const contact = {
    distributorId: town.tenant.id,
    outletId: town.ids.outlet,
    personId: town.ids.buyer,
    confirmedBy: town.ids.agentPerson,
  }
  await writing((tx) => confirmContact(tx, contact))
  await check()
  const row = await reading((db) => fitRow(db, town.tenant.id, town.ids.outlet))
  expect(row).toMatchObject({ fit: true, lines: 8, linesTrue: 8, differences: {} })
  expect(await reading((db) => fitSummary(db, town.tenant.id, null))).toMatchObject({
    outlets: 2,
    checked: 2,
    fit: 1,
    due: 0,
  })
})

test('a price that the portal has otherwise is one row to mend, with what hangs on it', async () => {
  await townWithHistory({ breadE4: 270_000 })
  await check()
  const { bread } = town.ids
  const [subject] = await reading((db) =>
    subjectsToMend(db, town.tenant.id, {
      seen: null,
      kind: 'price_differs',
      mender: null,
      limit: 10,
    }),
  )
  expect(subject).toMatchObject({
    subjectId: `${bread} шт`,
    mender: 'prices',
    outlets: 1,
    portal: '25.00 / шт',
    truth: '27.00 / шт',
    weightMinor: 16_200,
  })
  await writing((tx) =>
    sql`update pricing.price set unit_price_e4 = 270000
      where distributor_id = ${town.tenant.id} and product_id = ${bread}`.execute(tx),
  )
  await check()
  expect(await kindsOf(town.ids.outlet)).not.toContain('price_differs')
})

test('a product no longer sold is told as such, not as a price', async () => {
  await townWithHistory()
  await writing((tx) =>
    sql`update catalogue.product set published = false
      where distributor_id = ${town.tenant.id} and id = ${town.ids.bread}`.execute(tx),
  )
  await check()
  expect(await kindsOf(town.ids.outlet)).toContain('not_sold')
})
