import { type Db, prepared } from '../../platform/db.ts'

// The contracts of an outlet's payers, past ones too: an invoice of this outlet stays its own.
const PAPERS = `select k.id, k.code, (op.to_day is null or op.to_day >= clock.today) as current
  from outlets.outlet_payer op join accounts.contract k
    on k.distributor_id = op.distributor_id and k.payer_id = op.payer_id
  where op.distributor_id = $1 and op.outlet_id = $2`
const CLOCK = `clock as materialized (select (platform.now() at time zone $3)::date as today)`

type Asked = {
  distributorId: string
  outletId: string
  timeZone: string
  before: string | undefined
  limit: number
}
const beforeOf = ({ before }: Asked) => before?.split(' ') ?? [null, null]

export type InvoiceRow = {
  id: string
  number: string
  contractCode: string
  day: string
  dueDay: string
  totalMinor: number
  paidMinor: number
  state: 'open' | 'overdue' | 'paid'
}

/** Invoices of an outlet, or of its payers without naming one; newest first. */
export const invoicesPage = (db: Db, asked: Asked & { state: InvoiceRow['state'] | 'all' }) =>
  prepared<InvoiceRow>(db, {
    name: 'invoices_page',
    text: `with ${CLOCK}, papers as (select distinct on (p.id) p.* from clock, lateral (${PAPERS}) p
        order by p.id, p.current desc),
      shown as (
        select i.id, i.number, p.code as "contractCode", i.day, i.due_day as "dueDay",
          i.total_minor as "totalMinor", i.paid_minor as "paidMinor",
          case when i.paid_minor >= i.total_minor then 'paid'
            when i.due_day < clock.today then 'overdue' else 'open' end as state
        from clock, papers p join accounts.invoice i
          on i.distributor_id = $1 and i.contract_id = p.id
        where i.outlet_id = $2 or (i.outlet_id is null and p.current))
      select * from shown where ($4 = 'all' or state = $4 or ($4 = 'open' and state = 'overdue'))
        and ($5::date is null or (day, id) < ($5::date, $6::uuid))
      order by day desc, id desc limit $7`,
    values: [
      asked.distributorId,
      asked.outletId,
      asked.timeZone,
      asked.state,
      ...beforeOf(asked),
      asked.limit,
    ],
  })

export type PaymentRow = {
  id: string
  number: string
  contractCode: string
  day: string
  amountMinor: number
  invoices: { number: string; amountMinor: number }[]
}

/** Payments on the contracts of an outlet's payers of today, newest first, with what they paid. */
export const paymentsPage = (db: Db, asked: Asked) =>
  prepared<PaymentRow>(db, {
    name: 'payments_page',
    text: `with ${CLOCK}, papers as (select distinct p.id, p.code from clock, lateral (${PAPERS}) p
        where p.current)
      select y.id, y.number, p.code as "contractCode", y.day, y.amount_minor as "amountMinor",
        (select coalesce(json_agg(json_build_object('number', i.number,
            'amountMinor', s.amount_minor) order by i.due_day, i.number), '[]')
         from accounts.payment_share s
         join accounts.invoice i on i.distributor_id = $1 and i.id = s.invoice_id
         where s.distributor_id = $1 and s.payment_id = y.id
           and (i.outlet_id is null or i.outlet_id = $2)) as invoices
      from papers p join accounts.payment y on y.distributor_id = $1 and y.contract_id = p.id
      where $4::date is null or (y.day, y.id) < ($4::date, $5::uuid)
      order by y.day desc, y.id desc limit $6`,
    values: [asked.distributorId, asked.outletId, asked.timeZone, ...beforeOf(asked), asked.limit],
  })
