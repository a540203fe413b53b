import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import type { Town } from '../../../test/town.ts'
import { deliver } from '../../../test/town-history.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import { milk, testGiving } from '../ordering/test-giving.ts'
import { checkDue, wantFit } from './check-fit.ts'
import { fitRow } from './fit-list-queries.ts'
import { type LeakFilters, leakPage } from './leak-queries.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
const giving = testGiving(() => database)

const PORTAL = { milk: 300_000, bread: 250_000 }
const day = (nth: number) => new Date(Date.UTC(2026, 7, 20 + nth * 7)).toISOString().slice(0, 10)

const invoiced = (
  town: Town,
  nth: number,
  prices: { milk?: number; bread?: number },
  outletId = town.ids.outlet,
) => ({
  ...{ day: day(nth), outletId },
  lines: (['milk', 'bread'] as const).flatMap((name, i) => {
    const unitPriceE4 = prices[name]
    const productId = town.ids[name]
    return unitPriceE4 ? [{ productId, unitPriceE4, quantityMilli: (nth + i + 1) * 1_000 }] : []
  }),
})

const check = (town: Town) =>
  writeTenant(database.pools.app, town.tenant.id, async (tx) => {
    await wantFit(tx, town.tenant.id, null)
    await checkDue(tx, town.tenant.id)
  })

const page = (town: Town, more: Partial<LeakFilters> = {}) => {
  const all = { seen: null, search: '', agentId: null, by: null, offset: 0, limit: 100 }
  return readTenant(database.pools.app, town.tenant.id, (db) =>
    leakPage(db, town.tenant.id, { ...all, timeZone: town.tenant.timeZone, ...more }),
  )
}

type Raw = {
  outlet: string
  product: string
  agent: string | null
  channel: string
  day: string
  milli: number
  total: number
}

/** The same counted line by line: the last invoice of a product says whether its price changed. */
async function recount(town: Town): Promise<Record<string, number>> {
  const raw = await giving.ask<Raw>(
    town,
    `select o.outlet_id as outlet, l.product_id as product, l.credited_agent_id as agent, o.channel,
       o.delivery_day as day, l.quantity_milli as milli, l.total_minor as total
     from ordering.order o join ordering.order_line l on l.order_id = o.id
     where o.status = 'delivered'`,
  )
  const last =
    raw
      .map((line) => line.day)
      .toSorted()
      .at(-1) ?? ''
  const from = new Date(Date.parse(last) - 56 * 86_400_000).toISOString().slice(0, 10)
  const portal = (line: Raw) =>
    Math.round(((line.product === town.ids.milk ? PORTAL.milk : PORTAL.bread) * line.milli) / 1e5)
  const right = (line: Raw) => Math.abs(portal(line) - line.total) <= line.total * 0.005
  const sums: Record<string, number> = {}
  for (const line of raw.filter((each) => each.day > from)) {
    const same = raw.filter((o) => o.outlet === line.outlet && o.product === line.product)
    const latest = same
      .map((o) => o.day)
      .toSorted()
      .at(-1)
    const changed = same.some((o) => o.day === latest && right(o))
    const off = portal(line) - line.total
    if (changed || right(line) || off <= 0 || line.channel === 'portal') continue
    const key = `${line.outlet} ${line.product} ${line.agent}`
    sums[key] = (sums[key] ?? 0) + off
  }
  return sums
}

const told = async (town: Town) =>
  Object.fromEntries(
    (await page(town)).map((row) => [
      `${row.outletId} ${row.productId} ${row.agentId}`,
      row.invoiceMinor,
    ]),
  )

test('what was invoiced below the portal in 8 weeks is told, and equals a raw recount', async () => {
  const town = await giving.town({ percentBp: 500, budgetMinor: 100_000 })
  const { otherOutlet } = town.ids
  await deliver(database, town, [
    // Longer ago than 8 weeks before the last delivery.
    invoiced(town, 0, { milk: 200_000 }),
    invoiced(town, 5, { milk: 285_000, bread: 250_000 }),
    invoiced(town, 6, { milk: 299_000, bread: 200_000 }),
    invoiced(town, 7, { milk: 310_000 }),
    invoiced(town, 8, { milk: 270_000, bread: 240_000 }),
    // Cheap once, but at the portal's price now: a price that changed.
    invoiced(town, 7, { milk: 280_000 }, otherOutlet),
    invoiced(town, 8, { milk: 300_000, bread: 249_000 }, otherOutlet),
    invoiced(town, 9, { bread: 225_000 }, otherOutlet),
  ])
  await check(town)
  const counted = await recount(town)
  expect(Object.keys(counted)).toHaveLength(3)
  expect(await told(town)).toEqual(counted)
  const sum = Object.values(counted).reduce((all, minor) => all + minor, 0)
  expect((await page(town))[0]).toMatchObject({ total: 3, totalInvoiceMinor: sum })
})

test('what a shop ordered by itself was not asked for', async () => {
  const town = await giving.town({ percentBp: 500, budgetMinor: 100_000 })
  await deliver(database, town, [invoiced(town, 8, { milk: 270_000 })])
  await giving.change(town, `update ordering.order set channel = 'portal'`)
  await check(town)
  expect(await recount(town)).toEqual({})
  expect(await page(town)).toEqual([])
})

test('discounts by hand are told at once, by who gave them; a cancelled one is none', async () => {
  const town = await giving.town({ percentBp: 500, budgetMinor: 100_000 })
  await giving.placed(town, [milk(town, 500)])
  await giving.placed(town, [milk(town, 200)])
  const gone = await giving.placed(town, [milk(town, 400)])
  await giving.change(
    town,
    `update ordering.hand_discount set given_back_at = platform.now() where order_id = '${gone.id}'`,
  )
  const [sum] = await giving.ask<{ off: number }>(
    town,
    `select sum(discount_minor)::int as off from ordering.order_line where order_id <> '${gone.id}'`,
  )
  const row = { outletId: town.ids.outlet, productId: town.ids.milk, agentId: town.ids.agent }
  expect(await page(town)).toMatchObject([
    { ...row, handLines: 2, handMinor: sum?.off, invoiceLines: 0, leakMinor: 2_100 },
  ])
  expect(await page(town, { by: 'invoice' })).toEqual([])
  expect(await page(town, { search: 'нікого' })).toEqual([])
  expect(await page(town, { agentId: town.ids.supervisor })).toEqual([])
  expect(await page(town, { seen: [town.ids.otherOutlet] })).toEqual([])
})

test('a discount by hand is no wrong price of the portal, and is not counted twice', async () => {
  const town = await giving.town({ percentBp: 500, budgetMinor: 100_000 })
  await giving.placed(town, [milk(town, 500)])
  await giving.change(
    town,
    `update ordering.order set status = 'delivered', delivery_day = delivery_day - 7`,
  )
  await check(town)
  const row = await readTenant(database.pools.app, town.tenant.id, (db) =>
    fitRow(db, town.tenant.id, town.ids.outlet),
  )
  expect(row).toMatchObject({ lines: 1, linesTrue: 1 })
  expect(await page(town)).toMatchObject([{ handMinor: 1_500, invoiceMinor: 0, leakMinor: 1_500 }])
})
