import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { countingStatements } from '../../platform/connection-queries.ts'
import { readTenant, type Tx, transact, writeTenant } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import type { PlaceRequest } from './checkout-identity.ts'
import { placeIn, placeOrder } from './place-order.ts'

const OTHER_LIST = '00000000-0000-4000-8000-000000000003'
const SECOND = '00000000-0000-4000-8000-000000000002'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

async function wish(town: Town): Promise<PlaceRequest> {
  const { id: distributorId, timeZone } = town.tenant
  const { outlet: outletId } = town.ids
  const plan = await readTenant(database.pools.app, distributorId, (db) =>
    outletPlan(db, { distributorId, timeZone, outletId }),
  )
  return {
    ...{ outletId, checkoutId: randomUUID(), note: '', preparedBy: 'buyer', origin: null },
    deliveryDay: plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : '',
    onDouble: 'keep',
    lines: [{ productId: town.ids.milk, unitCode: 'шт', quantityMilli: 1000 }],
  }
}

const place = async (town: Town) => placeOrder(database.pools.app, town.buyer, await wish(town))

/** What one milk is charged in an order placed now, in kopiykas with VAT. */
async function charged(town: Town): Promise<number> {
  const placed = await place(town)
  if (!placed.ok) throw new Error(placed.refusal.code)
  return placed.value.totalMinor
}

const write = (town: Town, text: string) =>
  writeTenant(database.pools.app, town.tenant.id, (tx) => sql.raw(text).execute(tx))

const priceIs = (minor: number) => `update pricing.price set unit_price_e4 = ${minor * 100}`

/** Writes in a transaction that stays open until it is committed or undone. */
function holding(town: Town, text: string) {
  let end: (commits: boolean) => void = () => undefined
  const decided = new Promise<boolean>((resolve) => {
    end = resolve
  })
  let written: () => void = () => undefined
  const began = new Promise<void>((resolve) => {
    written = resolve
  })
  const ended = transact(database.pools.app, town.tenant.id, async (tx) => {
    await sql.raw(text).execute(tx)
    written()
    return (await decided) ? ok(undefined) : refuse({ code: 'undone' as const })
  })
  const finish = async (commits: boolean) => {
    end(commits)
    await ended
  }
  return { began, commit: () => finish(true), undo: () => finish(false) }
}

test('a second order reads neither papers nor products again', async () => {
  const town = await makeTown(database)
  await charged(town)
  const [one, two] = [await wish(town), await wish(town)]
  const first = await countingStatements(() => placeOrder(database.pools.app, town.buyer, one))
  await write(town, 'update catalogue.product set published = true')
  const after = await countingStatements(() => placeOrder(database.pools.app, town.buyer, two))
  expect(after.statements - first.statements).toBeGreaterThanOrEqual(2)
})

// Nobody buys by it.
const otherList = (minor: number) => `with list as (
    insert into pricing.price_list select (jsonb_populate_record(l, jsonb_build_object(
      'id', '${OTHER_LIST}', 'code', 'other', 'name', 'Other', 'parent_id', null))).*
    from pricing.price_list l order by l.id limit 1 on conflict do nothing)
  insert into pricing.price select (jsonb_populate_record(p, jsonb_build_object(
    'price_list_id', '${OTHER_LIST}', 'unit_price_e4', ${minor * 100}))).*
  from pricing.price p where p.price_list_id <> '${OTHER_LIST}'
  on conflict do nothing`
const otherPriceIs = (minor: number) => `${priceIs(minor)} where price_list_id = '${OTHER_LIST}'`
const listPriceIs = (minor: number) => `${priceIs(minor)} where price_list_id <> '${OTHER_LIST}'`

test('of a list the shop does not buy by nothing is read again, of its own list prices, not papers', async () => {
  const town = await makeTown(database)
  await write(town, otherList(100))
  await charged(town)
  const statementsAfter = async (text?: string) => {
    const next = await wish(town)
    if (text) await write(town, text)
    const placed = () => placeOrder(database.pools.app, town.buyer, next)
    return (await countingStatements(placed)).statements
  }
  const known = await statementsAfter()
  expect(await statementsAfter(otherPriceIs(900))).toBe(known)
  expect(await statementsAfter(listPriceIs(3100))).toBe(known + 1)
  expect(await statementsAfter('update catalogue.product set published = true')).toBe(known + 2)
  expect(await charged(town)).toBe(3100)
})

const UNSOLD = 'update catalogue.product set published = false'
test.each([
  ['before', [otherPriceIs(900), UNSOLD]],
  ['after', [UNSOLD, otherPriceIs(900)]],
  ['beside', [otherPriceIs(900), listPriceIs(3100), UNSOLD, otherPriceIs(800)]],
])('a list that changed %s it hides nothing else of one transaction', async (_when, texts) => {
  const town = await makeTown(database)
  await write(town, otherList(100))
  expect(await charged(town)).toBe(3000)
  await writeTenant(database.pools.app, town.tenant.id, async (tx) => {
    for (const text of texts) await sql.raw(text).execute(tx)
  })
  expect(await place(town)).toMatchObject({ ok: false, refusal: { code: 'differences' } })
})

test('two lists that changed in one transaction are both known as changed', async () => {
  const town = await makeTown(database)
  await write(town, otherList(100))
  expect(await charged(town)).toBe(3000)
  await writeTenant(database.pools.app, town.tenant.id, async (tx) => {
    await sql.raw(listPriceIs(3100)).execute(tx)
    await sql.raw(otherPriceIs(900)).execute(tx)
  })
  expect(await charged(town)).toBe(3100)
})

test('a price that was changed is charged from the next order on', async () => {
  const town = await makeTown(database)
  expect(await charged(town)).toBe(3000)
  await write(town, priceIs(3100))
  expect(await charged(town)).toBe(3100)
  expect(await charged(town)).toBe(3100)
})

test('a change is charged once it is committed, however long it was on its way, and never when undone', async () => {
  const town = await makeTown(database)
  const change = holding(town, priceIs(3100))
  await change.began
  // Remembered while the change waits.
  expect(await charged(town)).toBe(3000)
  const undone = holding(town, `update catalogue.product set published = published`)
  await undone.began
  await undone.undo()
  expect(await charged(town)).toBe(3000)
  await change.commit()
  expect(await charged(town)).toBe(3100)
})

test('what a transaction wrote and undid is not remembered of it', async () => {
  const town = await makeTown(database)
  const request = await wish(town)
  const tried = await transact(database.pools.app, town.tenant.id, async (tx: Tx) => {
    await sql.raw(priceIs(9900)).execute(tx)
    const placed = await placeIn(tx, database.pools.app, town.buyer, {
      ...request,
      // More than there is: the last refusal, after prices were read.
      lines: request.lines.map((line) => ({ ...line, quantityMilli: 10_000_000 })),
    })
    return placed.ok ? ok(placed.value) : refuse(placed.refusal)
  })
  expect(tried).toMatchObject({ ok: false, refusal: { code: 'differences' } })
  expect(await charged(town)).toBe(3000)
})

test('who no longer hears of changes because they were purged asks anew', async () => {
  const town = await makeTown(database)
  await charged(town)
  await write(town, priceIs(3100))
  const owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  await owner.query('begin')
  await owner.query(`select set_config('tandem.distributor', $1, true)`, [town.tenant.id])
  await owner.query('delete from platform.shelf_change')
  await owner.query('commit')
  await owner.end()
  expect(await charged(town)).toBe(3100)
})

const PAPERS: [what: string, text: (town: Town) => string, refusal: object][] = [
  [
    'a product taken off sale',
    ({ ids }) => `update catalogue.product set published = false where id = '${ids.milk}'`,
    { code: 'differences', differences: [{ code: 'not_sold' }] },
  ],
  [
    'an outlet that was closed',
    ({ ids }) => `update outlets.outlet set closed_at = platform.now() where id = '${ids.outlet}'`,
    { code: 'unknown' },
  ],
  [
    'a price list that is used no more',
    () => 'delete from pricing.signature',
    { code: 'differences', differences: [{ code: 'no_price' }] },
  ],
  [
    'a contract that ended',
    () => `update accounts.contract set from_day = '2020-01-01', to_day = '2020-02-01'`,
    { code: 'no_contract' },
  ],
]

test.each(PAPERS)('%s counts from the next order on', async (_what, text, refusal) => {
  const town = await makeTown(database)
  await charged(town)
  await write(town, text(town))
  expect(await place(town)).toMatchObject({ ok: false, refusal })
})

test('lines are credited to who has the territory when the order is placed', async () => {
  const town = await makeTown(database)
  await charged(town)
  await write(town, 'delete from outlets.territory_agent')
  await charged(town)
  const { rows } = await readTenant(database.pools.app, town.tenant.id, (db) =>
    sql<{ agent: string | null }>`select l.credited_agent_id as agent from ordering.order_line l
      join ordering.order o on o.distributor_id = l.distributor_id and o.id = l.order_id
      order by o.placed_at`.execute(db),
  )
  const [before, after] = rows.map((row) => row.agent)
  expect(before).toBe(town.ids.agent)
  expect(after).not.toBe(town.ids.agent)
})

test('a warehouse that an outlet was given since serves what the first has no more', async () => {
  const town = await makeTown(database)
  await charged(town)
  const texts = [
    `insert into stock.warehouse select (jsonb_populate_record(w, jsonb_build_object(
      'id', '${SECOND}', 'code', 'W2', 'rank', 9))).* from stock.warehouse w`,
    `insert into stock.balance select (jsonb_populate_record(b, jsonb_build_object(
      'warehouse_id', '${SECOND}', 'reserved_milli', 0))).* from stock.balance b`,
    `update stock.balance set on_hand_milli = reserved_milli where warehouse_id <> '${SECOND}'`,
  ]
  for (const text of texts) await write(town, text)
  expect(await charged(town)).toBe(3000)
})

type Step = 'order' | 'change' | 'other' | 'begin' | 'commit' | 'undo'
type Price = { committed: number; open: { minor: number; held: ReturnType<typeof holding> } | null }

const TOLD: Record<Step, (town: Town, price: Price, minor: number) => Promise<void>> = {
  async order(town, price) {
    expect(await charged(town)).toBe(price.committed)
  },
  async change(town, price, minor) {
    // It would wait for the one that is open.
    if (price.open) return
    await write(town, listPriceIs(minor))
    price.committed = minor
  },
  async other(town, _price, minor) {
    await write(town, otherPriceIs(minor))
  },
  async begin(town, price, minor) {
    if (price.open) return
    price.open = { minor, held: holding(town, listPriceIs(minor)) }
    await price.open.held.began
  },
  async commit(_town, price) {
    await price.open?.held.commit()
    price.committed = price.open?.minor ?? price.committed
    price.open = null
  },
  async undo(_town, price) {
    await price.open?.held.undo()
    price.open = null
  },
}

test('however changes and orders fall together, an order is charged what was committed before it', async () => {
  const step = fc.constantFrom<Step>('order', 'change', 'other', 'begin', 'commit', 'undo')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 16 }), async (story) => {
      const town = await makeTown(database)
      await write(town, otherList(100))
      const price: Price = { committed: 3000, open: null }
      for (const [i, each] of [...story, 'order' as const, 'undo' as const].entries()) {
        await TOLD[each](town, price, 3050 + 50 * i)
      }
    }),
    { numRuns: 12 },
  )
})
