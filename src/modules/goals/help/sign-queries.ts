import { type Db, prepared } from '../../../platform/db.ts'
import type { TypedOrder } from './sign-rules.ts'
import { SIGN_DAYS } from './typed-queries.ts'

/**
 * Orders of the last four weeks that our people typed for outlets that had been ordering alone: by whom,
 * whether just before the cut-off, whether after cancelling the shop's own for that day; seen: null is all.
 */
export async function typedOrders(
  db: Db,
  distributorId: string,
  seen: string[] | null,
): Promise<TypedOrder[]> {
  const alike = await prepared<TypedOrder & { orders: number }>(db, {
    name: 'typed_orders_of_help',
    text: `select t.person_id as "personId", t.outlet_id as "outletId", t.near, t.retyped,
        count(*)::int as orders
      from goals.typed_order t
      join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = t.outlet_id
        and l.alone_since < t.placed_at
      where t.distributor_id = $1 and t.placed_at > platform.now() - interval '${SIGN_DAYS} days'
        and ($2::uuid[] is null or t.outlet_id = any($2))
      group by t.person_id, t.outlet_id, t.near, t.retyped`,
    values: [distributorId, seen],
  })
  return alike.flatMap(({ orders, ...order }) => Array.from({ length: orders }, () => order))
}

/** How many of a person's newest orders are asked for his name. */
const ORDERS_ASKED = 20

/** What people are called who typed orders of the last four weeks, as the orders' timelines say. */
export const typersNames = async (
  db: Db,
  distributorId: string,
  personIds: string[],
): Promise<Map<string, string>> => {
  const rows = await prepared<{ personId: string; name: string }>(db, {
    name: 'typers_names',
    // Of few people, and of each only a few orders: their timelines are not looked through.
    text: `select p.id as "personId", n.name from unnest($2::uuid[]) p (id)
      cross join lateral (select e.actor_name as name
        from (select t.order_id, t.placed_at from goals.typed_order t
          where t.distributor_id = $1 and t.person_id = p.id
          order by t.placed_at desc limit ${ORDERS_ASKED}) o
        cross join lateral (select x.actor_name from ordering.order_event x
          where x.distributor_id = $1 and x.order_id = o.order_id and x.actor_id = p.id
            and x.actor_name <> '' limit 1) e
        order by o.placed_at desc limit 1) n`,
    values: [distributorId, personIds],
  })
  return new Map(rows.map(({ personId, name }) => [personId, name]))
}
