import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { FitDifference, FitVerdict, InvoiceLine, Mender } from './fit-rules.ts'
import type { Leak } from './leak-rules.ts'

/** Weeks of invoices that the portal's prices are held against (domain.md §7). */
export const PARITY_WEEKS = 8

const LISTED = `(l.total_minor + case when l.trace ? 'hand' then l.discount_minor else 0 end)`
const ASKED = `(o.channel not in ('portal', 'chatbot', 'api'))`

export type Asked = { distributorId: string; outletIds: string[] }

/**
 * What outlets were invoiced in the last weeks of history, alike lines together. What was taken off by
 * hand is told as what it is (price leaks), not as a price of the portal that is wrong.
 */
export const invoiceLines = (db: Db, { distributorId, outletIds, throughDay }: Invoiced) =>
  prepared<InvoiceLine & { outletId: string; agentId: string | null; asked: boolean }>(db, {
    name: 'invoice_lines',
    text: `select o.outlet_id as "outletId", l.product_id as "productId",
        max(l.product_name) as name, l.unit_code as "unitCode", l.quantity_milli as "quantityMilli",
        ${LISTED} as "totalMinor", l.credited_agent_id as "agentId", ${ASKED} as asked,
        max(o.delivery_day) as "lastDay", count(*)::int as lines
      from ordering.order o
      join ordering.order_line l on l.distributor_id = $1 and l.order_id = o.id
      where o.distributor_id = $1 and o.outlet_id = any($2::uuid[]) and o.delivery_day <= $3::date
        and o.delivery_day > $3::date - ${PARITY_WEEKS * 7}
        and o.status not in ('draft', 'cancelled', 'rejected')
      group by o.outlet_id, l.product_id, l.unit_code, l.quantity_milli, ${LISTED},
        l.credited_agent_id, ${ASKED}`,
    values: [distributorId, outletIds, throughDay],
  })
type Invoiced = Asked & { throughDay: string }

export type UsualProduct = { outletId: string; productId: string; name: string; unitCode: string }

export const usualProducts = (db: Db, { distributorId, outletIds }: Asked) =>
  prepared<UsualProduct>(db, {
    name: 'usual_products',
    text: `select u.outlet_id as "outletId", u.product_id as "productId", p.name,
        p.order_unit as "unitCode"
      from habit.usual_line u
      join catalogue.product p on p.distributor_id = $1 and p.id = u.product_id
      where u.distributor_id = $1 and u.outlet_id = any($2::uuid[])`,
    values: [distributorId, outletIds],
  })

export type WeekdayDrops = { outletId: string; weekdayDrops: number[] }

export const weekdayDropsOf = (db: Db, { distributorId, outletIds }: Asked) =>
  prepared<WeekdayDrops>(db, {
    name: 'weekday_drops_of',
    text: `select outlet_id as "outletId", weekday_drops as "weekdayDrops" from habit.pattern
      where distributor_id = $1 and outlet_id = any($2::uuid[])`,
    values: [distributorId, outletIds],
  })

export type BalanceFact = {
  outletId: string
  contractId: string
  code: string
  debtMinor: number
  ageHours: number | null
  unpaidMinor: number | null
}

/** The balances of outlets' contracts with their age, and what their unpaid invoices say. */
export const balanceFacts = (db: Db, { distributorId, outletIds }: Asked) =>
  prepared<BalanceFact>(db, {
    name: 'balance_facts',
    text: `with clock as materialized (select (platform.now() at time zone t.time_zone)::date
        as today from identity.tenant t where t.id = $1)
      select op.outlet_id as "outletId", k.id as "contractId", k.code,
        coalesce(c.debt_minor, 0) as "debtMinor",
        floor(extract(epoch from platform.now() - c.as_at) / 3600)::int as "ageHours",
        (select sum(i.total_minor - i.paid_minor)::bigint from accounts.invoice i
         where i.distributor_id = $1 and i.contract_id = k.id) as "unpaidMinor"
      from clock cross join outlets.outlet_payer op
      join accounts.contract k on k.distributor_id = $1 and k.payer_id = op.payer_id
        and k.from_day <= clock.today and (k.to_day is null or k.to_day >= clock.today)
      left join accounts.credit c on c.distributor_id = $1 and c.contract_id = k.id
      where op.distributor_id = $1 and op.outlet_id = any($2::uuid[])
        and op.from_day <= clock.today and (op.to_day is null or op.to_day >= clock.today)`,
    values: [distributorId, outletIds],
  })

export type ContactFact = {
  outletId: string
  personId: string
  phone: string
  confirmed: boolean
}

/** Who orders for outlets; confirmed by somebody who knows, or by an own order from the portal. */
export const contactFacts = (db: Db, { distributorId, outletIds }: Asked) =>
  prepared<ContactFact>(db, {
    name: 'contact_facts',
    text: `select b.outlet_id as "outletId", b.person_id as "personId", b.phone,
        exists (select 1 from rollout.contact_confirmed c where c.distributor_id = $1
          and c.outlet_id = b.outlet_id and c.person_id = b.person_id and c.phone = b.phone)
        or exists (select 1 from ordering.order o where o.distributor_id = $1
          and o.outlet_id = b.outlet_id and o.entered_by = b.person_id
          and o.channel in ('portal', 'chatbot')) as confirmed
      from outlets.buyer b where b.distributor_id = $1 and b.outlet_id = any($2::uuid[])
        and b.revoked_at is null and b.phone <> '' order by b.outlet_id, b.since, b.person_id`,
    values: [distributorId, outletIds],
  })

/** Puts outlets on the list; null: all that are open. Returns how many are new on it. */
export const addDue = async (
  tx: Tx,
  distributorId: string,
  outletIds: string[] | null,
): Promise<number> =>
  (
    await prepared(tx, {
      name: 'add_fit_due',
      text: `insert into rollout.fit_due (distributor_id, outlet_id)
        select $1, o.id from outlets.outlet o where o.distributor_id = $1
          and o.closed_at is null and ($2::uuid[] is null or o.id = any($2::uuid[]))
        order by o.id on conflict do nothing returning outlet_id`,
      values: [distributorId, outletIds],
    })
  ).length

export type Judged = Omit<FitVerdict, 'differences'> & {
  outletId: string
  leaks: Leak[]
  differences: (FitDifference & { mender: Mender })[]
  counts: Record<string, number>
}

/** Writes verdicts; of a verdict that did not change only the moment of the check is new. */
export const putVerdicts = (tx: Tx, distributorId: string, rows: Judged[]) => {
  const said = rows.map(({ outletId, fit, lines, linesTrue, counts }) => ({
    outletId,
    fit,
    lines,
    linesTrue,
    counts,
  }))
  return prepared(tx, {
    name: 'put_fit_verdicts',
    text: `insert into rollout.fit (distributor_id, outlet_id, fit, lines, lines_true, differences)
      select $1, "outletId", fit, lines, "linesTrue", counts
      from jsonb_to_recordset($2::jsonb) r ("outletId" uuid, fit boolean, lines int,
        "linesTrue" int, counts jsonb)
      on conflict (distributor_id, outlet_id) do update set fit = excluded.fit,
        lines = excluded.lines, lines_true = excluded.lines_true,
        differences = excluded.differences, checked_at = platform.now()`,
    values: [distributorId, JSON.stringify(said)],
  })
}

/** Makes the differences of outlets the ones given; one that stays keeps the moment it came. */
export const putDifferences = (tx: Tx, distributorId: string, rows: Judged[]) => {
  const said = rows.flatMap(({ outletId, differences }) =>
    differences.map((difference) => ({ outletId, ...difference })),
  )
  return prepared(tx, {
    name: 'put_fit_differences',
    text: `with said as materialized (select * from jsonb_to_recordset($3::jsonb) r
        ("outletId" uuid, kind text, "subjectId" text, subject text, mender text, portal text,
          truth text, "weightMinor" bigint)),
      gone as (delete from rollout.fit_difference d where d.distributor_id = $1
        and d.outlet_id = any($2::uuid[]) and not exists (select 1 from said s
          where s."outletId" = d.outlet_id and s.kind = d.kind and s."subjectId" = d.subject_id))
      insert into rollout.fit_difference as d (distributor_id, outlet_id, kind, subject_id,
        subject, mender, portal, truth, weight_minor)
      select $1, "outletId", kind, "subjectId", subject, mender, portal, truth, "weightMinor"
      from said
      on conflict (distributor_id, outlet_id, kind, subject_id) do update set
        subject = excluded.subject, portal = excluded.portal, truth = excluded.truth,
        weight_minor = excluded.weight_minor
      where (d.subject, d.portal, d.truth, d.weight_minor) is distinct from
        (excluded.subject, excluded.portal, excluded.truth, excluded.weight_minor)`,
    values: [distributorId, rows.map((row) => row.outletId), JSON.stringify(said)],
  })
}

export const confirmContact = (
  tx: Tx,
  contact: { distributorId: string; outletId: string; personId: string; confirmedBy: string },
) =>
  prepared<{ phone: string }>(tx, {
    name: 'confirm_contact',
    text: `insert into rollout.contact_confirmed as c (distributor_id, outlet_id, person_id, phone,
        confirmed_by)
      select $1, b.outlet_id, b.person_id, b.phone, $4 from outlets.buyer b
      where b.distributor_id = $1 and b.outlet_id = $2 and b.person_id = $3
        and b.revoked_at is null and b.phone <> ''
      on conflict (distributor_id, outlet_id, person_id) do update set phone = excluded.phone,
        confirmed_by = excluded.confirmed_by, confirmed_at = platform.now()
      returning c.phone`,
    values: [contact.distributorId, contact.outletId, contact.personId, contact.confirmedBy],
  })
