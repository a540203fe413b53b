import { type Db, prepared, type Tx } from '../../platform/db.ts'
import { overdueOf, staleOf } from './overdue-queries.ts'

export type BalanceTold = {
  contractId: string
  debtMinor: number
  /** Counts only where the contract's invoices are not known. */
  overdueMinor: number
  /** The moment of the ERP's statement. */
  asAt: string
}

/** Sets what is owed as the ERP told, unless it told something newer; returns the rows written. */
export const upsertBalances = async (tx: Tx, distributorId: string, rows: BalanceTold[]) =>
  (
    await prepared(tx, {
      name: 'upsert_balances_told',
      text: `with r as (
          select distinct on (r."contractId") r.*
          from jsonb_to_recordset($2::jsonb) r ("contractId" uuid, "debtMinor" bigint,
            "overdueMinor" bigint, "asAt" timestamptz)
          order by r."contractId", r."asAt" desc)
        insert into accounts.credit as c (distributor_id, contract_id, debt_minor, overdue_minor, as_at)
        select $1, k.id, r."debtMinor", r."overdueMinor", r."asAt"
        from r join accounts.contract k on k.distributor_id = $1 and k.id = r."contractId"
        order by k.id
        on conflict (distributor_id, contract_id) do update set debt_minor = excluded.debt_minor,
          overdue_minor = excluded.overdue_minor, as_at = excluded.as_at, from_invoices = false,
          shipped_minor = case when c.shipped_at > excluded.as_at then c.shipped_minor else 0 end
        where (c.as_at is null or c.as_at <= excluded.as_at)
          and (c.debt_minor, c.overdue_minor, c.as_at, c.from_invoices)
            is distinct from (excluded.debt_minor, excluded.overdue_minor, excluded.as_at, false)
        returning c.contract_id`,
      values: [distributorId, JSON.stringify(rows)],
    })
  ).length

/** Sums the debt from the invoices, where the ERP tells invoices and never told a balance. */
export const sumDebts = async (
  tx: Tx,
  summed: { distributorId: string; contractIds: string[]; asAt: string },
) =>
  (
    await prepared(tx, {
      name: 'sum_debts',
      text: `insert into accounts.credit as c
          (distributor_id, contract_id, debt_minor, as_at, from_invoices)
        select $1, i.contract_id, sum(i.total_minor - i.paid_minor), $3, true
        from accounts.invoice i
        where i.distributor_id = $1 and i.contract_id = any($2::uuid[])
        group by i.contract_id order by i.contract_id
        on conflict (distributor_id, contract_id) do update set debt_minor = excluded.debt_minor,
          as_at = excluded.as_at, from_invoices = true,
          shipped_minor = case when c.shipped_at > excluded.as_at then c.shipped_minor else 0 end
        where (c.from_invoices or c.as_at is null)
          and (c.as_at is null or c.as_at <= excluded.as_at)
          and (c.debt_minor, c.as_at) is distinct from (excluded.debt_minor, excluded.as_at)
        returning c.contract_id`,
      values: [summed.distributorId, summed.contractIds, summed.asAt],
    })
  ).length

export type BalanceRow = {
  contractId: string
  contractCode: string
  sellingEntity: string
  sellerTaxId: string | null
  iban: string | null
  payerName: string
  paymentForm: 'cash' | 'cashless' | 'prepaid'
  limitMinor: number | null
  debtMinor: number
  overdueMinor: number
  releasedMinor: number
  shippedMinor: number
  asAt: string | null
  doubtful: boolean
  overdueInvoices: { number: string; day: string; dueDay: string; restMinor: number }[]
}

/**
 * The contracts of an outlet's payers with what is owed and which invoices are overdue; invoices
 * of the payer's other outlets are not named.
 */
export const balancesOf = (
  db: Db,
  asked: { distributorId: string; outletId: string; timeZone: string },
) =>
  prepared<BalanceRow>(db, {
    name: 'balances_of',
    text: `with clock as materialized (select (platform.now() at time zone $3)::date as today)
      select k.id as "contractId", k.code as "contractCode", e.name as "sellingEntity",
        e.tax_id as "sellerTaxId", e.iban, p.name as "payerName",
        k.payment_form as "paymentForm", k.credit_limit_minor as "limitMinor",
        coalesce(c.debt_minor, 0) as "debtMinor",
        ${overdueOf('k.id', 'c.overdue_minor', 'clock.today')} as "overdueMinor",
        coalesce(c.released_minor, 0) as "releasedMinor",
        coalesce(c.shipped_minor, 0) as "shippedMinor", c.as_at as "asAt",
        ${staleOf('c')} as doubtful,
        (select coalesce(json_agg(json_build_object('number', i.number, 'day', i.day,
            'dueDay', i.due_day, 'restMinor', i.total_minor - i.paid_minor)
            order by i.due_day, i.number), '[]')
         from accounts.invoice i where i.distributor_id = $1 and i.contract_id = k.id
           and i.due_day < clock.today and i.paid_minor < i.total_minor
           and (i.outlet_id is null or i.outlet_id = $2)) as "overdueInvoices"
      from clock, outlets.outlet_payer op
      join accounts.contract k on k.distributor_id = op.distributor_id and k.payer_id = op.payer_id
      join accounts.selling_entity e on e.distributor_id = $1 and e.id = k.selling_entity_id
      join outlets.payer p on p.distributor_id = $1 and p.id = k.payer_id
      left join accounts.credit c on c.distributor_id = $1 and c.contract_id = k.id
      where op.distributor_id = $1 and op.outlet_id = $2 and op.from_day <= clock.today
        and (op.to_day is null or op.to_day >= clock.today) and k.from_day <= clock.today
        and (k.to_day is null or k.to_day >= clock.today)
      order by e.rank, k.code`,
    values: [asked.distributorId, asked.outletId, asked.timeZone],
  })
