import { type Db, prepared, type Tx } from '../../platform/db.ts'
import { PARITY_WEEKS } from './fit-queries.ts'
import type { Leak } from './leak-rules.ts'

/** Makes the leaks of outlets those given. */
export const putLeaks = (
  tx: Tx,
  distributorId: string,
  rows: { outletId: string; leaks: Leak[] }[],
) => {
  const said = rows.flatMap(({ outletId, leaks }) => leaks.map((leak) => ({ outletId, ...leak })))
  return prepared(tx, {
    name: 'put_price_leaks',
    text: `with gone as (delete from rollout.price_leak
        where distributor_id = $1 and outlet_id = any($2::uuid[]))
      insert into rollout.price_leak (distributor_id, id, outlet_id, product_id, agent_id, lines,
        leak_minor, last_day)
      select $1, gen_random_uuid(), "outletId", "productId", "agentId", lines, "leakMinor", "lastDay"
      from jsonb_to_recordset($3::jsonb) r ("outletId" uuid, "productId" uuid, "agentId" uuid,
        lines int, "leakMinor" bigint, "lastDay" date)`,
    values: [distributorId, rows.map((row) => row.outletId), JSON.stringify(said)],
  })
}

export type LeakRow = {
  outletId: string
  outletCode: string
  outletName: string
  city: string
  productId: string
  productCode: string
  productName: string
  agentId: string | null
  agentName: string | null
  handLines: number
  handMinor: number
  invoiceLines: number
  invoiceMinor: number
  leakMinor: number
  lastDay: string
}
type Totals = { total: number; totalHandMinor: number; totalInvoiceMinor: number }

export type LeakFilters = {
  /** Of these outlets; null: of all. */
  seen: string[] | null
  search: string
  agentId: string | null
  by: 'hand' | 'invoice' | null
  timeZone: string
  offset: number
  limit: number
}

// A discount by hand is named by who gave it; an invoice by the agent whose line it was.
const leaks = (timeZone: string) => `
  select h.outlet_id, h.product_id, a.id as agent_id, count(*) as hand_lines,
    sum(h.off_minor) as hand_minor, 0 as invoice_lines, 0 as invoice_minor,
    max((h.given_at at time zone ${timeZone})::date) as last_day
  from ordering.hand_discount h left join lateral (
    select g.id from outlets.agent g where g.distributor_id = $1 and g.person_id = h.giver_id
    order by g.left_at nulls first, g.kind desc, g.code limit 1) a on true
  where h.distributor_id = $1 and h.given_back_at is null and h.taken_from is not null
    and h.given_at > platform.now() - interval '${PARITY_WEEKS * 7} days'
  group by h.outlet_id, h.product_id, a.id
  union all
  select p.outlet_id, p.product_id, p.agent_id, 0, 0, p.lines, p.leak_minor, p.last_day
  from rollout.price_leak p where p.distributor_id = $1`

/** Who gets what cheaper by asking, the dearest first, with the sums of all that fits. */
export const leakPage = (db: Db, distributorId: string, asked: LeakFilters) =>
  prepared<LeakRow & Totals>(db, {
    name: 'leak_page',
    text: `with leak as (
        select outlet_id, product_id, agent_id, sum(hand_lines)::int as hand_lines,
          sum(hand_minor)::bigint as hand_minor, sum(invoice_lines)::int as invoice_lines,
          sum(invoice_minor)::bigint as invoice_minor, max(last_day) as last_day
        from (${leaks('$8')}) l group by outlet_id, product_id, agent_id)
      select l.outlet_id as "outletId", o.code as "outletCode", o.name as "outletName", o.city,
        l.product_id as "productId", p.code as "productCode", p.name as "productName",
        l.agent_id as "agentId", a.name as "agentName", l.hand_lines as "handLines",
        l.hand_minor as "handMinor", l.invoice_lines as "invoiceLines",
        l.invoice_minor as "invoiceMinor", l.hand_minor + l.invoice_minor as "leakMinor",
        l.last_day as "lastDay", count(*) over ()::int as total,
        (sum(l.hand_minor) over ())::bigint as "totalHandMinor",
        (sum(l.invoice_minor) over ())::bigint as "totalInvoiceMinor"
      from leak l
      join outlets.outlet o on o.distributor_id = $1 and o.id = l.outlet_id
      join catalogue.product p on p.distributor_id = $1 and p.id = l.product_id
      left join outlets.agent a on a.distributor_id = $1 and a.id = l.agent_id
      where ($2::uuid[] is null or l.outlet_id = any($2)) and o.closed_at is null
        and ($3 = '' or concat_ws(' ', o.name, o.code, o.city, p.name, p.code, a.name)
          ilike '%' || $3 || '%')
        and ($4::uuid is null or l.agent_id = $4)
        and ($5::text is null or case $5 when 'hand' then l.hand_lines else l.invoice_lines end > 0)
      order by "leakMinor" desc, o.code, p.code, l.agent_id limit $6 offset $7`,
    values: [
      distributorId,
      asked.seen,
      asked.search,
      asked.agentId,
      asked.by,
      asked.limit,
      asked.offset,
      asked.timeZone,
    ],
  })

/** Agents of whose lines something leaked, for a choice. */
export const leakAgents = (
  db: Db,
  distributorId: string,
  seen: string[] | null,
  timeZone: string,
) =>
  prepared<{ agentId: string; name: string }>(db, {
    name: 'leak_agents',
    text: `select distinct a.id as "agentId", a.name from (${leaks('$3')}) l
      join outlets.agent a on a.distributor_id = $1 and a.id = l.agent_id
      where ($2::uuid[] is null or l.outlet_id = any($2)) order by a.name, a.id`,
    values: [distributorId, seen, timeZone],
  })
