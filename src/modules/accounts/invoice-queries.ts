import { prepared, type Tx } from '../../platform/db.ts'

export type InvoiceTold = {
  contractId: string
  number: string
  /** Where the goods went; null: not told, any outlet of the payer. */
  outletId: string | null
  day: string
  /** Null: the invoice's day and the contract's deferral. */
  dueDay: string | null
  totalMinor: number
  /** Null: what is paid follows from the payments. */
  paidMinor: number | null
}
export type PaymentTold = {
  contractId: string
  number: string
  day: string
  amountMinor: number
  /** What it pays, as far as the ERP tells; the rest pays the oldest invoices. */
  invoices: { number: string; amountMinor: number }[]
}

type Told<T> = { distributorId: string; rows: (T & { id: string })[] }

/** Inserts or changes invoices by contract and number; returns how many rows were written. */
export const upsertInvoices = async (tx: Tx, { distributorId, rows }: Told<InvoiceTold>) =>
  (
    await prepared(tx, {
      name: 'upsert_invoices',
      text: `with r as (
          select distinct on (r."contractId", r.number) r.*
          from rows from (jsonb_to_recordset($2::jsonb) as (id uuid, "contractId" uuid,
              number text, "outletId" uuid, day date, "dueDay" date, "totalMinor" bigint,
              "paidMinor" bigint)) with ordinality r (id, "contractId", number, "outletId", day,
            "dueDay", "totalMinor", "paidMinor", at)
          order by r."contractId", r.number, r.at desc)
        insert into accounts.invoice as i (distributor_id, id, number, contract_id, outlet_id, day,
          due_day, total_minor, told_paid_minor, paid_minor)
        select $1, r.id, r.number, k.id, r."outletId", r.day,
          coalesce(r."dueDay", r.day + k.deferral_days), r."totalMinor", r."paidMinor",
          coalesce(r."paidMinor", 0)
        from r join accounts.contract k on k.distributor_id = $1 and k.id = r."contractId"
        order by k.id, r.number
        on conflict (distributor_id, contract_id, number) do update set
          outlet_id = excluded.outlet_id, day = excluded.day, due_day = excluded.due_day,
          total_minor = excluded.total_minor, told_paid_minor = excluded.told_paid_minor,
          paid_minor = coalesce(excluded.told_paid_minor, i.paid_minor)
        where (i.outlet_id, i.day, i.due_day, i.total_minor, i.told_paid_minor)
          is distinct from (excluded.outlet_id, excluded.day, excluded.due_day,
            excluded.total_minor, excluded.told_paid_minor)
        returning i.id`,
      values: [distributorId, JSON.stringify(rows)],
    })
  ).length

/** Inserts or changes payments by contract and number; returns how many rows were written. */
export const upsertPayments = async (tx: Tx, { distributorId, rows }: Told<PaymentTold>) =>
  (
    await prepared(tx, {
      name: 'upsert_payments',
      text: `with r as (
          select distinct on (r."contractId", r.number) r.*
          from rows from (jsonb_to_recordset($2::jsonb) as (id uuid, "contractId" uuid,
              number text, day date, "amountMinor" bigint)) with ordinality
            r (id, "contractId", number, day, "amountMinor", at)
          order by r."contractId", r.number, r.at desc)
        insert into accounts.payment as p (distributor_id, id, contract_id, number, day, amount_minor)
        select $1, r.id, k.id, r.number, r.day, r."amountMinor"
        from r join accounts.contract k on k.distributor_id = $1 and k.id = r."contractId"
        order by k.id, r.number
        on conflict (distributor_id, contract_id, number) do update set
          day = excluded.day, amount_minor = excluded.amount_minor
        where (p.day, p.amount_minor) is distinct from (excluded.day, excluded.amount_minor)
        returning p.id`,
      values: [distributorId, JSON.stringify(rows)],
    })
  ).length

/** Sets which invoices these payments pay as the ERP told; what it tells no more is taken back. */
export const setToldShares = async (tx: Tx, { distributorId, rows }: Told<PaymentTold>) =>
  (
    await prepared(tx, {
      name: 'set_told_shares',
      text: `with r as (
          select distinct on (r."contractId", r.number) r.*
          from rows from (jsonb_to_recordset($2::jsonb) as ("contractId" uuid, number text,
              invoices jsonb)) with ordinality r ("contractId", number, invoices, at)
          order by r."contractId", r.number, r.at desc),
        paid as materialized (
          select p.id, p.contract_id, r.invoices from r join accounts.payment p
            on p.distributor_id = $1 and p.contract_id = r."contractId" and p.number = r.number),
        wanted as materialized (
          select p.id as payment_id, i.id as invoice_id, sum(s."amountMinor")::bigint as amount
          from paid p, jsonb_to_recordset(p.invoices) s (number text, "amountMinor" bigint)
          join accounts.invoice i on i.distributor_id = $1 and i.number = s.number
          where i.contract_id = p.contract_id and s."amountMinor" > 0 group by p.id, i.id),
        gone as (
          delete from accounts.payment_share s using paid p
          where s.distributor_id = $1 and s.payment_id = p.id and s.told and not exists (
            select 1 from wanted w where w.payment_id = p.id and w.invoice_id = s.invoice_id)
          returning 1),
        put as (
          insert into accounts.payment_share as s
            (distributor_id, payment_id, invoice_id, amount_minor, told)
          select $1, payment_id, invoice_id, amount, true from wanted
          on conflict (distributor_id, payment_id, invoice_id, told) do update
            set amount_minor = excluded.amount_minor
            where s.amount_minor is distinct from excluded.amount_minor returning 1)
        select 1 from gone union all select 1 from put`,
      values: [distributorId, JSON.stringify(rows)],
    })
  ).length

/**
 * What no told share covers pays the oldest invoices of its contract: on one line of money the ends
 * of invoices and payments cut stretches, each of one invoice and one payment.
 */
export const shareOldestFirst = async (tx: Tx, distributorId: string, contractIds: string[]) =>
  (
    await prepared(tx, {
      name: 'share_oldest_first',
      text: `with told as materialized (
          select s.payment_id, s.invoice_id, s.amount_minor from accounts.payment_share s
          join accounts.payment p on p.distributor_id = $1 and p.id = s.payment_id
          where s.distributor_id = $1 and s.told and p.contract_id = any($2::uuid[])),
        d as materialized (
          select i.id, i.contract_id, sum(i.rest) over (partition by i.contract_id
            order by i.due_day, i.day, i.number) as upto
          from (select i.*, i.total_minor - coalesce(t.minor, 0) as rest from accounts.invoice i
            left join (select invoice_id, sum(amount_minor) as minor from told group by 1) t
              on t.invoice_id = i.id
            where i.distributor_id = $1 and i.told_paid_minor is null
              and i.contract_id = any($2::uuid[])) i where i.rest > 0),
        f as materialized (
          select p.id, p.contract_id, sum(p.rest) over (partition by p.contract_id
            order by p.day, p.number) as upto
          from (select p.*, p.amount_minor - coalesce(t.minor, 0) as rest from accounts.payment p
            left join (select payment_id, sum(amount_minor) as minor from told group by 1) t
              on t.payment_id = p.id
            where p.distributor_id = $1 and p.contract_id = any($2::uuid[])) p where p.rest > 0),
        ends as (
          select contract_id, upto, true as due from d
          union all select contract_id, upto, false from f),
        cut as (
          select contract_id,
            upto - coalesce(lag(upto) over (partition by contract_id order by upto, due), 0) as amount,
            min(upto) filter (where due) over onwards as due_upto,
            min(upto) filter (where not due) over onwards as free_upto
          from ends window onwards as (partition by contract_id order by upto, due
            rows between current row and unbounded following)),
        wanted as materialized (
          select f.id as payment_id, d.id as invoice_id, cut.amount::bigint as amount from cut
          join d on d.contract_id = cut.contract_id and d.upto = cut.due_upto
          join f on f.contract_id = cut.contract_id and f.upto = cut.free_upto
          where cut.amount > 0),
        gone as (
          delete from accounts.payment_share s using accounts.payment p
          where s.distributor_id = $1 and p.distributor_id = $1 and p.id = s.payment_id
            and p.contract_id = any($2::uuid[]) and not s.told and not exists (select 1
              from wanted w where w.payment_id = s.payment_id and w.invoice_id = s.invoice_id)
          returning 1),
        put as (
          insert into accounts.payment_share as s
            (distributor_id, payment_id, invoice_id, amount_minor, told)
          select $1, payment_id, invoice_id, amount, false from wanted
          on conflict (distributor_id, payment_id, invoice_id, told) do update
            set amount_minor = excluded.amount_minor
            where s.amount_minor is distinct from excluded.amount_minor returning 1)
        select 1 from gone union all select 1 from put`,
      values: [distributorId, contractIds],
    })
  ).length

/** What is paid of an invoice is the sum of its shares, where the ERP did not say it itself. */
export const payInvoices = async (tx: Tx, distributorId: string, contractIds: string[]) =>
  (
    await prepared(tx, {
      name: 'pay_invoices',
      text: `with paid as (
          select i.id, coalesce(sum(s.amount_minor), 0)::bigint as minor from accounts.invoice i
          left join accounts.payment_share s on s.distributor_id = $1 and s.invoice_id = i.id
          where i.distributor_id = $1 and i.contract_id = any($2::uuid[])
            and i.told_paid_minor is null group by i.id)
        update accounts.invoice i set paid_minor = paid.minor from paid
        where i.distributor_id = $1 and i.id = paid.id and i.paid_minor <> paid.minor returning 1`,
      values: [distributorId, contractIds],
    })
  ).length
