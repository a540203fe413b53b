import { type Db, prepared } from '../../../platform/db.ts'
import type { TypedOrder } from './sign-rules.ts'

/**
 * Orders of the last four weeks that our people typed for outlets that had been ordering alone: by whom,
 * whether just before the cut-off, whether after cancelling the shop's own for that day; seen: null is all.
 */
export const typedOrders = (db: Db, distributorId: string, seen: string[] | null) =>
  prepared<TypedOrder>(db, {
    name: 'typed_orders_of_help',
    text: `select o.entered_by as "personId", o.outlet_id as "outletId",
        o.placed_at > o.cut_off_at - interval '2 hours' as near,
        exists (select 1 from ordering.order s
          join ordering.order_event e on e.distributor_id = $1 and e.order_id = s.id
            and e.kind = 'cancelled' and e.actor_id = o.entered_by and e.at <= o.placed_at
          where s.distributor_id = $1 and s.outlet_id = o.outlet_id
            and s.delivery_day = o.delivery_day and s.status = 'cancelled'
            and s.channel in ('portal', 'chatbot', 'api')) as retyped
      from ordering.order o
      where o.distributor_id = $1 and o.channel in ('agent', 'phone', 'office')
        and o.entered_by is not null and o.status not in ('draft', 'cancelled', 'rejected')
        and o.placed_at > platform.now() - interval '28 days'
        and ($2::uuid[] is null or o.outlet_id = any($2))
        and exists (select 1 from rollout.presence p
          join ordering.order a on a.distributor_id = $1 and a.id = p.order_id
          where p.distributor_id = $1 and p.outlet_id = o.outlet_id and p.verdict = 'alone'
            and a.status not in ('draft', 'cancelled', 'rejected') and a.placed_at < o.placed_at)`,
    values: [distributorId, seen],
  })

/** What people are called who typed orders of the last four weeks, as the orders' timelines say. */
export const typersNames = async (
  db: Db,
  distributorId: string,
  personIds: string[],
): Promise<Map<string, string>> => {
  const rows = await prepared<{ personId: string; name: string }>(db, {
    name: 'typers_names',
    // Of few people: asked of each order of everybody it was the dearest part of the page.
    text: `select p.id as "personId", n.name from unnest($2::uuid[]) p (id)
      cross join lateral (select e.actor_name as name from ordering.order o
        join ordering.order_event e on e.distributor_id = $1 and e.order_id = o.id
          and e.actor_id = p.id and e.actor_name <> ''
        where o.distributor_id = $1 and o.entered_by = p.id
          and o.placed_at > platform.now() - interval '28 days'
        order by o.placed_at desc limit 1) n`,
    values: [distributorId, personIds],
  })
  return new Map(rows.map(({ personId, name }) => [personId, name]))
}
