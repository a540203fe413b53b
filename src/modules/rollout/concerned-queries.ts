import { prepared, type Tx } from '../../platform/db.ts'
import { PARITY_WEEKS } from './fit-queries.ts'

const RECENT = `r.distributor_id = $1 and r.delivery_day > $4::date - ${PARITY_WEEKS * 7}
  and r.delivery_day <= $4::date and r.status not in ('draft', 'cancelled', 'rejected')`

// Whom a price list, or one below it, may price.
const PRICED = `exists (select 1 from pricing.signature s join below b on b.id = s.price_list_id
  where s.distributor_id = $1 and b.root = a.list_id
    and (s.price_zone is null or s.price_zone = o.price_zone)
    and (s.outlet_type is null or s.outlet_type = o.outlet_type)
    and (s.contract_id is null or exists (
      select 1 from outlets.outlet_payer op join accounts.contract k
        on k.distributor_id = $1 and k.payer_id = op.payer_id
      where op.distributor_id = $1 and op.outlet_id = o.id and k.id = s.contract_id)))`

/** A product whose price in a list changed, or that changed itself: no list. No product: all of the list's. */
export type Concern = { listId: string | null; productId: string | null }

/**
 * Puts on the list of those to check the outlets that buy what changed, and by those lists. What an outlet's
 * fit is judged by: its invoices of the last weeks of history, and its usual basket. Who buys is found
 * once for all changes: order by order, since lines are found by their order alone.
 */
export const addDueOf = (
  tx: Tx,
  asked: { distributorId: string; concerns: Concern[]; throughDay: string },
) =>
  prepared(tx, {
    name: 'add_fit_due_of',
    text: `with recursive wanted as materialized (
        select list_id, product_id from unnest($2::uuid[], $3::uuid[]) w (list_id, product_id)),
      below as (
        select distinct list_id as root, list_id as id from wanted where list_id is not null
        union
        select b.root, p.id from pricing.price_list p join below b on p.parent_id = b.id
        where p.distributor_id = $1),
      named as materialized (select distinct product_id from wanted where product_id is not null),
      bought as materialized (
        select u.outlet_id, u.product_id from named n
        join habit.usual_line u on u.distributor_id = $1 and u.product_id = n.product_id
        union
        select r.outlet_id, l.product_id from ordering.order r
        cross join lateral (select x.product_id from ordering.order_line x
          where x.distributor_id = $1 and x.order_id = r.id offset 0) l
        join named n on n.product_id = l.product_id
        where ${RECENT} and exists (select 1 from named)),
      buys_any as materialized (
        select u.outlet_id from habit.usual_line u where u.distributor_id = $1
          and exists (select 1 from wanted where product_id is null)
        union
        select r.outlet_id from ordering.order r where ${RECENT}
          and exists (select 1 from wanted where product_id is null)),
      asked as materialized (
        select b.outlet_id, w.list_id from bought b join wanted w on w.product_id = b.product_id
        union
        select b.outlet_id, w.list_id from buys_any b cross join wanted w where w.product_id is null)
      insert into rollout.fit_due (distributor_id, outlet_id)
      select distinct $1::uuid, o.id from asked a
      join outlets.outlet o on o.distributor_id = $1 and o.id = a.outlet_id and o.closed_at is null
      where a.list_id is null or ${PRICED} order by o.id
      on conflict do nothing returning outlet_id`,
    values: [
      asked.distributorId,
      asked.concerns.map(({ listId }) => listId),
      asked.concerns.map(({ productId }) => productId),
      asked.throughDay,
    ],
  })
