import { prepared, type Tx } from '../../../platform/db.ts'

/** Days in which an order that our people typed may be a sign of something. */
export const SIGN_DAYS = 28

// Typed by one of us for a shop: near its cut-off, or after cancelling the shop's own for that day.
const TYPED = `o.channel in ('agent', 'phone', 'office') and o.entered_by is not null
  and o.status not in ('draft', 'cancelled', 'rejected')
  and o.placed_at > platform.now() - interval '${SIGN_DAYS} days'`
const NEAR = `o.placed_at > o.cut_off_at - interval '2 hours'`
const RETYPED = `exists (select 1 from ordering.order s
  join ordering.order_event e on e.distributor_id = $1 and e.order_id = s.id
    and e.kind = 'cancelled' and e.actor_id = o.entered_by and e.at <= o.placed_at
  where s.distributor_id = $1 and s.outlet_id = o.outlet_id
    and s.delivery_day = o.delivery_day and s.status = 'cancelled'
    and s.channel in ('portal', 'chatbot', 'api'))`

const put = (orders: string, gone: string) => `with o as materialized (
    select o.id, o.outlet_id, o.entered_by, o.placed_at, ${NEAR} as near, ${RETYPED} as retyped
    from ordering.order o where o.distributor_id = $1 and ${orders} and ${TYPED} order by o.id),
  gone as (
    delete from goals.typed_order t where t.distributor_id = $1 and ${gone}
      and t.order_id not in (select id from o))
  insert into goals.typed_order as t (distributor_id, order_id, outlet_id, person_id, placed_at, near,
    retyped)
  select $1, id, outlet_id, entered_by, placed_at, near, retyped from o
  on conflict (distributor_id, order_id) do update set outlet_id = excluded.outlet_id,
    person_id = excluded.person_id, placed_at = excluded.placed_at, near = excluded.near,
    retyped = excluded.retyped
  where (t.outlet_id, t.person_id, t.placed_at, t.near, t.retyped) is distinct from
    (excluded.outlet_id, excluded.person_id, excluded.placed_at, excluded.near, excluded.retyped)`

/** Notes which of these orders our people typed; one that went is noted no more. */
export const noteTyped = (tx: Tx, distributorId: string, orderIds: string[]) =>
  prepared(tx, {
    name: 'note_typed',
    text: put('o.id = any($2::uuid[])', 't.order_id = any($2::uuid[])'),
    values: [distributorId, orderIds],
  })

/** The same of all orders of some days (both in). */
export const noteTypedOfDays = (
  tx: Tx,
  days: { distributorId: string; fromDay: string; toDay: string },
) =>
  prepared(tx, {
    name: 'note_typed_of_days',
    text: put(
      'o.delivery_day between $2 and $3',
      `t.order_id in (select d.id from ordering.order d where d.distributor_id = $1
        and d.delivery_day between $2 and $3)`,
    ),
    values: [days.distributorId, days.fromDay, days.toDay],
  })
