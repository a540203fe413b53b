import { prepared, type Tx } from '../../platform/db.ts'
import { PARITY_WEEKS } from './fit-queries.ts'

// What an outlet's fit is judged by: its invoices of the last weeks of history, and its usual basket.
const buys = (products: string) => `exists (
    select 1 from habit.usual_line u where u.distributor_id = $1 and u.outlet_id = o.id
      and (${products}::uuid[] is null or u.product_id = any(${products})))
  or exists (
    select 1 from ordering.order r
    join ordering.order_line l on l.distributor_id = $1 and l.order_id = r.id
    where r.distributor_id = $1 and r.outlet_id = o.id
      and r.delivery_day > $3::date - ${PARITY_WEEKS * 7} and r.delivery_day <= $3::date
      and r.status not in ('draft', 'cancelled', 'rejected')
      and (${products}::uuid[] is null or l.product_id = any(${products})))`

type Asked = { distributorId: string; productIds: string[] | null; throughDay: string }

/** Puts on the list of those to check the outlets that buy some of the products. */
export const addDueOfProducts = (tx: Tx, asked: Asked) =>
  prepared(tx, {
    name: 'add_fit_due_of_products',
    text: `insert into rollout.fit_due (distributor_id, outlet_id)
      select $1, o.id from outlets.outlet o
      where o.distributor_id = $1 and o.closed_at is null and (${buys('$2')})
      on conflict do nothing returning outlet_id`,
    values: [asked.distributorId, asked.productIds, asked.throughDay],
  })

/** The same of those whom a price list, or one below it, may price. */
export const addDueOfPrices = (tx: Tx, asked: Asked & { listId: string }) =>
  prepared(tx, {
    name: 'add_fit_due_of_prices',
    text: `with recursive below as (
        select id from pricing.price_list where distributor_id = $1 and id = $4
        union
        select p.id from pricing.price_list p join below b on p.parent_id = b.id
        where p.distributor_id = $1)
      insert into rollout.fit_due (distributor_id, outlet_id)
      select $1, o.id from outlets.outlet o
      where o.distributor_id = $1 and o.closed_at is null
        and exists (select 1 from pricing.signature s join below b on b.id = s.price_list_id
          where s.distributor_id = $1
            and (s.price_zone is null or s.price_zone = o.price_zone)
            and (s.outlet_type is null or s.outlet_type = o.outlet_type)
            and (s.contract_id is null or exists (
              select 1 from outlets.outlet_payer op join accounts.contract k
                on k.distributor_id = $1 and k.payer_id = op.payer_id
              where op.distributor_id = $1 and op.outlet_id = o.id and k.id = s.contract_id)))
        and (${buys('$2')})
      on conflict do nothing returning outlet_id`,
    values: [asked.distributorId, asked.productIds, asked.throughDay, asked.listId],
  })
