import { type Db, prepared } from '../../platform/db.ts'
import type { Balance } from './contract.ts'

/** The contracts of an outlet's payers with what is owed and which invoices are overdue. */
export const balancesOf = (
  db: Db,
  asked: { distributorId: string; outletId: string; timeZone: string },
) =>
  prepared<Balance>(db, {
    name: 'balances_of',
    text: `with clock as materialized (select (platform.now() at time zone $3)::date as today)
      select k.id as "contractId", k.code as "contractCode", e.name as "sellingEntity",
        p.name as "payerName", k.payment_form as "paymentForm", k.credit_limit_minor as "limitMinor",
        coalesce(c.debt_minor, 0) as "debtMinor", coalesce(c.overdue_minor, 0) as "overdueMinor",
        coalesce(c.released_minor, 0) as "releasedMinor", c.as_at as "asAt",
        (select coalesce(json_agg(json_build_object('number', i.number, 'day', i.day,
            'dueDay', i.due_day, 'restMinor', i.total_minor - i.paid_minor) order by i.due_day), '[]')
         from accounts.invoice i where i.distributor_id = $1 and i.contract_id = k.id
           and i.due_day < clock.today and i.paid_minor < i.total_minor) as "overdueInvoices"
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
