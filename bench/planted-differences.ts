import { makeRandom, type Random } from '../src/demo/random.ts'
import type { UnderTest } from './under-test.ts'

/** A row of the fit list: "outlet kind subject". */
export type Row = string
export const rowOf = (outletId: string, kind: string, subjectId: string): Row =>
  `${outletId} ${kind} ${subjectId}`

type Query = UnderTest['query']
/** A product of an outlet in one unit, as it was billed in the last eight weeks. */
type Billed = {
  outletId: string
  productId: string
  unitCode: string
  days: number
  leastMinor: number
}
export type Planted = {
  /** What has to be on the list, over what was there before. */
  added: Set<Row>
  /** What must leave it, since another row took its place. */
  gone: Set<Row>
  counts: Record<string, number>
}

const WEEKS_DAYS = 56

/**
 * Makes portal and invoices differ in every way that the fit list is to find, and here and there only
 * seemingly: within half a percent, in an old price only, a day more than needed, a balance of yesterday.
 */
export async function plantDifferences(
  query: Query,
  asked: { distributorId: string; fit: string[]; before: ReadonlySet<Row>; seed: number },
): Promise<Planted> {
  const random = makeRandom(`${asked.seed} parity`)
  const planted: Planted = { added: new Set(), gone: new Set(), counts: {} }
  const billed = await billedBy(query, asked.distributorId)
  const outlets = shuffled(random, asked.fit)
  const ofFit = billed.filter(({ outletId }) => asked.fit.includes(outletId))
  const hidden = await hideProducts(query, asked, { billed, ofFit, random, planted })
  const shown = ofFit.filter(({ productId }) => !hidden.has(productId))
  await changePrices(query, asked.distributorId, { shown, random, planted })
  await changeDays(query, asked.distributorId, { outlets, planted })
  await changeBalances(query, asked.distributorId, { outlets, planted })
  return planted
}

const billedBy = (query: Query, distributorId: string) =>
  query<Billed>(
    `select o.outlet_id as "outletId", l.product_id as "productId", l.unit_code as "unitCode",
       count(distinct o.delivery_day)::int as days, min(l.total_minor)::int as "leastMinor"
     from ordering.order o join ordering.order_line l
       on l.distributor_id = o.distributor_id and l.order_id = o.id
     where o.distributor_id = $1 and ${BILLED} group by 1, 2, 3 order by 1, 2, 3`,
    [distributorId],
  )

// The distributor's day: at night another one than the database's.
const TODAY = `(platform.now() at time zone 'Europe/Kyiv')::date`

/** Of the last eight weeks of history. */
export const BILLED = `o.status not in ('draft', 'cancelled', 'rejected')
  and o.delivery_day <= ${TODAY} and o.delivery_day > -${WEEKS_DAYS} + (
    select max(h.delivery_day) from ordering.order h where h.distributor_id = o.distributor_id
      and h.delivery_day <= ${TODAY} and h.status not in ('draft', 'cancelled', 'rejected'))`

const PRODUCTS_HIDDEN = 6

type Hiding = { billed: Billed[]; ofFit: Billed[]; random: Random; planted: Planted }

async function hideProducts(
  query: Query,
  { distributorId, before }: { distributorId: string; before: ReadonlySet<Row> },
  { billed, ofFit, random, planted }: Hiding,
): Promise<Set<string>> {
  const products = shuffled(random, [...new Set(ofFit.map(({ productId }) => productId))])
  const hidden = new Set(products.slice(0, PRODUCTS_HIDDEN))
  await query(
    `update catalogue.product set published = false
     where distributor_id = $1 and id = any($2::uuid[])`,
    [distributorId, [...hidden]],
  )
  const known = new Set<string>()
  for (const { outletId, productId, unitCode } of billed) {
    if (!hidden.has(productId)) continue
    known.add(`${outletId} ${productId}`)
    add(planted, rowOf(outletId, 'not_sold', `${productId} ${unitCode}`), 'productsMissing')
    const other = rowOf(outletId, 'price_differs', `${productId} ${unitCode}`)
    if (before.has(other)) planted.gone.add(other)
  }
  const usual = await query<{ outletId: string; productId: string }>(
    `select outlet_id as "outletId", product_id as "productId" from habit.usual_line
     where distributor_id = $1 and product_id = any($2::uuid[])`,
    [distributorId, [...hidden]],
  )
  for (const { outletId, productId } of usual) {
    if (known.has(`${outletId} ${productId}`)) continue
    add(planted, rowOf(outletId, 'basket_hidden', productId), 'basketsHidden')
  }
  return hidden
}

function add(planted: Planted, row: Row, count: string): void {
  planted.added.add(row)
  planted.counts[count] = (planted.counts[count] ?? 0) + 1
}

const PRICES = 24
const MINOR_MIN = 2_000

type Pricing = { shown: Billed[]; random: Random; planted: Planted }

// The sum of the line is changed, not its printed price: a discount given by hand, a markup for delay.
async function changePrices(
  query: Query,
  distributorId: string,
  { shown, random, planted }: Pricing,
): Promise<void> {
  const large = shuffled(
    random,
    shown.filter(({ leastMinor }) => leastMinor >= MINOR_MIN),
  )
  const wrong = large.splice(0, PRICES)
  const near = large.splice(0, PRICES)
  const old = large.filter(({ days }) => days > 1).slice(0, PRICES)
  const scale = (line: Billed, factor: number, olderOnly: boolean) =>
    query(
      `with line as (select l.order_id, l.line_no, round(l.total_minor * $5::numeric)::bigint as total,
           o.delivery_day = max(o.delivery_day) over () as latest
         from ordering.order o join ordering.order_line l
           on l.distributor_id = o.distributor_id and l.order_id = o.id
         where o.distributor_id = $1 and o.outlet_id = $2 and l.product_id = $3
           and l.unit_code = $4 and ${BILLED})
       update ordering.order_line l
       set total_minor = line.total, net_minor = line.total - l.vat_minor
       from line where l.distributor_id = $1 and l.order_id = line.order_id
         and l.line_no = line.line_no and not ($6 and line.latest)`,
      [distributorId, line.outletId, line.productId, line.unitCode, factor, olderOnly],
    )
  for (const line of wrong) {
    const factor = (random.chance(0.5) ? 1 : -1) * (random.between(7, 100) / 1000)
    await scale(line, 1 + factor, false)
    const subject = `${line.productId} ${line.unitCode}`
    add(planted, rowOf(line.outletId, 'price_differs', subject), 'pricesDiffering')
  }
  for (const line of near) await scale(line, random.pick([0.996, 1.004]), false)
  for (const line of old) await scale(line, 1.05, true)
  planted.counts.decoyPrices = near.length + old.length
}

const OUTLETS_AT_ONCE = 6
const DROPS_MIN = 6

type Changing = { outlets: string[]; planted: Planted }

async function changeDays(
  query: Query,
  distributorId: string,
  { outlets, planted }: Changing,
): Promise<void> {
  const rows = await query<{ outletId: string; days: number[]; drops: number }>(
    `select outlet_id as "outletId", count(distinct delivery_day)::int as drops,
       array_agg(distinct extract(isodow from delivery_day)::int) as days
     from ordering.order where distributor_id = $1 and outlet_id = any($2::uuid[])
       and status = 'delivered' group by 1 order by 1`,
    [distributorId, outlets],
  )
  const regular = rows.filter(({ drops, days }) => drops >= DROPS_MIN * days.length)
  const set = (outletId: string, weekdays: number[]) =>
    query(
      `update delivery.outlet_zone set weekdays = $3::smallint[]
       where distributor_id = $1 and outlet_id = $2`,
      [distributorId, outletId, weekdays],
    )
  const ALL = [1, 2, 3, 4, 5, 6, 7]
  for (const { outletId, days } of regular.slice(0, OUTLETS_AT_ONCE)) {
    await set(
      outletId,
      ALL.filter((day) => !days.includes(day)),
    )
    add(planted, rowOf(outletId, 'days_differ', ''), 'daysDiffering')
  }
  const more = regular.slice(OUTLETS_AT_ONCE, 2 * OUTLETS_AT_ONCE)
  for (const { outletId } of more) await set(outletId, ALL)
  planted.counts.decoyDays = more.length
}

// A balance holds for every outlet that its contract's payer buys for.
async function changeBalances(
  query: Query,
  distributorId: string,
  { outlets, planted }: Changing,
): Promise<void> {
  const contracts = await query<{ id: string; outlets: string[]; billed: boolean }>(
    `select k.id, array_agg(distinct op.outlet_id) as outlets, exists (select 1
         from accounts.invoice i where i.distributor_id = $1 and i.contract_id = k.id) as billed
     from accounts.contract k
     join outlets.outlet_payer op on op.distributor_id = $1 and op.payer_id = k.payer_id
     join accounts.credit c on c.distributor_id = $1 and c.contract_id = k.id
     where k.distributor_id = $1 group by k.id having array_agg(op.outlet_id) && $2::uuid[]
     order by k.id`,
    [distributorId, outlets],
  )
  const change = (contractId: string, hours: number, minor: number) =>
    query(
      `update accounts.credit set as_at = platform.now() - make_interval(hours => $3),
         debt_minor = debt_minor + $4 where distributor_id = $1 and contract_id = $2`,
      [distributorId, contractId, hours, minor],
    )
  const stale = contracts.slice(0, OUTLETS_AT_ONCE)
  for (const { id, outlets: of } of stale) {
    await change(id, 72, 0)
    for (const outlet of of) add(planted, rowOf(outlet, 'balance_stale', id), 'balancesStale')
  }
  const rest = contracts.slice(OUTLETS_AT_ONCE)
  const wrong = rest.filter(({ billed }) => billed).slice(0, OUTLETS_AT_ONCE)
  for (const { id, outlets: of } of wrong) {
    await change(id, 1, 1)
    for (const outlet of of) add(planted, rowOf(outlet, 'balance_differs', id), 'balancesDiffering')
  }
  const fresh = rest.filter((contract) => !wrong.includes(contract)).slice(0, OUTLETS_AT_ONCE)
  for (const { id } of fresh) await change(id, 40, 0)
  planted.counts.decoyBalances = fresh.length
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const left = [...items]
  const out: T[] = []
  while (left.length > 0) {
    const [taken] = left.splice(random.between(0, left.length - 1), 1)
    if (taken !== undefined) out.push(taken)
  }
  return out
}
