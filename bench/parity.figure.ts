import { setTimeout as wait } from 'node:timers/promises'
import type { Figure } from './figure.ts'
import { BILLED, plantDifferences, type Row, rowOf } from './planted-differences.ts'
import { type Shop, signedIn } from './shop-client.ts'
import { seeded, type UnderTest } from './under-test.ts'

const SEED = 7
const OUTLETS = 60
const DISTRIBUTOR = 'dobrodar'
const WAIT_MS = 60_000

/**
 * Prices, products, delivery days and balances of a demo world are made to differ between portal and
 * invoices, beside others that only seem to: the fit list, as the office asks it, has every planted
 * difference and no other. The controls compare to the kopiyka, and printed prices of last lines.
 */
export async function run(): Promise<Figure> {
  const under = await seeded({ outlets: OUTLETS, seed: SEED })
  try {
    const { url } = await under.startServer({ worker: true })
    const [place] = await under.query<{ id: string; phone: string }>(
      `select t.id, p.phone from identity.tenant t
       join identity.membership m on m.distributor_id = t.id and m.role = 'admin'
       join identity.person p on p.id = m.person_id where t.code = $1`,
      [DISTRIBUTOR],
    )
    if (!place) throw new Error('the world has no admin')
    await learn(under, place.id)
    const office = await signedIn(url, place.phone)
    const before = await fitList(office)
    const asked = { distributorId: place.id, fit: before.fit, before: before.rows, seed: SEED }
    const planted = await plantDifferences(under.query, asked)
    const expected = new Set(
      [...before.rows, ...planted.added].filter((row) => !planted.gone.has(row)),
    )
    const after = await fitList(office)
    office.close()
    const found = compare(expected, after.rows)
    const unfit = new Set([...planted.added].map((row) => row.split(' ')[0] ?? ''))
    const naive = await naiveComparisons(under, place.id, expected)
    const value = found.missed.length + found.invented.length
    return {
      name: 'parity',
      value,
      unit: `of ${planted.added.size} planted differences missed, or invented`,
      bar: '0',
      ok: value === 0 && planted.added.size > 0 && Object.values(naive).every(isWrong),
      control: {
        ...naive,
        planted: planted.counts,
        ...{ before: before.rows.size, fitBefore: before.fit.length, fitAfter: after.fit.length },
        outletsPlantedIn: unfit.size,
        missed: found.missed.slice(0, TOLD),
        invented: found.invented.slice(0, TOLD),
      },
      seed: SEED,
    }
  } finally {
    await under.stop()
  }
}

const TOLD = 10

// As after an import: cadence, baskets and delivery days are learnt from what was delivered.
async function learn(under: UnderTest, distributorId: string): Promise<void> {
  await under.query(
    `insert into platform.fact (distributor_id, id, type, body)
     select $1::uuid, gen_random_uuid(), 'ordering.history_imported', jsonb_build_object('type',
       'ordering.history_imported', 'distributorId', $1::uuid, 'fromDay', min(delivery_day),
       'toDay', max(delivery_day)) from ordering.order where distributor_id = $1::uuid`,
    [distributorId],
  )
  await under.query(`select pg_notify('tandem', $1)`, [
    JSON.stringify([[distributorId, 'fact', null, null]]),
  ])
  const late = performance.now() + WAIT_MS
  for (;;) {
    const [learnt] = await under.query<{ n: number }>(
      'select count(*)::int as n from habit.usual_line where distributor_id = $1',
      [distributorId],
    )
    if ((learnt?.n ?? 0) > 0) return
    if (performance.now() > late) throw new Error('nothing is learnt from history')
    await wait(100)
  }
}

type Difference = { kind: string; subjectId: string }
type FitRow = { outletId: string; code: string; fit: boolean }

/** All that the office is shown, after a check of all. */
async function fitList(office: Shop): Promise<{ rows: Set<Row>; fit: string[] }> {
  const of = { distributor: DISTRIBUTOR }
  await office.told('rollout/recheck', of)
  const late = performance.now() + WAIT_MS
  for (;;) {
    const { due, checked } = await office.told<{ due: number; checked: number }>(
      'rollout/fitSummary',
      of,
    )
    if (due === 0 && checked > 0) break
    if (performance.now() > late) throw new Error('the check of all outlets does not end')
    await wait(100)
  }
  const rows = new Set<Row>()
  const { outlets } = await office.told<{ outlets: FitRow[] }>('rollout/fitList', {
    ...of,
    limit: 200,
  })
  for (const { outletId } of outlets) {
    const asked = { ...of, outletId }
    const { differences } = await office.told<{ differences: Difference[] }>(
      'rollout/fitOfOutlet',
      asked,
    )
    for (const { kind, subjectId } of differences) rows.add(rowOf(outletId, kind, subjectId))
  }
  return { rows, fit: outlets.filter(({ fit }) => fit).map(({ outletId }) => outletId) }
}

function compare(expected: ReadonlySet<Row>, found: ReadonlySet<Row>) {
  return {
    missed: [...expected].filter((row) => !found.has(row)),
    invented: [...found].filter((row) => !expected.has(row)),
  }
}

type Naive = { missed: number; invented: number }
const isWrong = ({ missed, invented }: Naive) => missed + invented > 0

// Both read the price list that most outlets have, as a query over two tables would.
const LINES = `select o.outlet_id, l.product_id, l.unit_code, l.total_minor, l.unit_price_e4,
    round(x.unit_price_e4 * l.base_quantity_milli / 100000.0) as list_minor,
    round(x.unit_price_e4 * l.unit_numerator::numeric / l.unit_denominator) as list_e4,
    row_number() over (partition by o.outlet_id, l.product_id, l.unit_code
      order by o.delivery_day desc, l.line_no) as latest
  from ordering.order o
  join ordering.order_line l on l.distributor_id = o.distributor_id and l.order_id = o.id
  join pricing.price_list p on p.distributor_id = o.distributor_id
  join pricing.signature s on s.distributor_id = o.distributor_id
    and s.price_list_id = p.id and s.price_zone is null
  join pricing.price x on x.distributor_id = o.distributor_id and x.price_list_id = p.id
    and x.product_id = l.product_id and x.from_quantity_milli = 0
  where o.distributor_id = $1 and ${BILLED}`

const CONTROLS = {
  withoutTolerance: `select distinct outlet_id, product_id, unit_code from lines
    where total_minor <> list_minor`,
  lastPrintedPrice: `select distinct outlet_id, product_id, unit_code from lines
    where latest = 1 and abs(unit_price_e4 - list_e4) > list_e4 * 0.005`,
}

async function naiveComparisons(
  under: UnderTest,
  distributorId: string,
  expected: ReadonlySet<Row>,
) {
  const prices = new Set([...expected].filter((row) => row.includes(' price_differs ')))
  const naive: Record<string, Naive> = {}
  for (const [name, text] of Object.entries(CONTROLS)) {
    const found = await under.query<{ outlet_id: string; product_id: string; unit_code: string }>(
      `with lines as materialized (${LINES}) ${text}`,
      [distributorId],
    )
    const rows = found.map((row) =>
      rowOf(row.outlet_id, 'price_differs', `${row.product_id} ${row.unit_code}`),
    )
    const { missed, invented } = compare(prices, new Set(rows))
    naive[name] = { missed: missed.length, invented: invented.length }
  }
  return naive
}
