import { prepared, type Tx } from '../../platform/db.ts'

export type StandingOrder = {
  id: string
  weekdays: number[] | null
  cutOffDays: number | null
  cutOffTime: string | null
}

/** Orders of a zone that stand on a day which is moved now, and of which nothing is picked yet; locked. */
export const ordersOfMovedDay = (
  tx: Tx,
  asked: { distributorId: string; zoneId: string; day: string; movedTo: string },
) =>
  prepared<StandingOrder>(tx, {
    name: 'orders_of_moved_day',
    text: `select o.id, oz.weekdays, oz.cut_off_days as "cutOffDays",
        to_char(oz.cut_off_time, 'HH24:MI') as "cutOffTime"
      from ordering.order o
      left join delivery.outlet_zone oz on oz.distributor_id = $1 and oz.outlet_id = o.outlet_id
        and oz.zone_id = $2
      where o.distributor_id = $1 and o.zone_id = $2 and o.delivery_day = $3
        and o.status in ('placed', 'confirmed', 'on_hold')
        and exists (select 1 from delivery.zone_exception x where x.distributor_id = $1
          and x.zone_id = $2 and x.day = $3 and x.kind = 'moved' and x.moved_to = $4)
      order by o.id for update of o`,
    values: [asked.distributorId, asked.zoneId, asked.day, asked.movedTo],
  })

export type MovedOrder = {
  id: string
  outletId: string
  version: number
  status: string
  lockAt: string
  totalMinor: number
  weightGrams: number
}

/** Gives orders their new day with its cut-off and lock, and tells it in their timelines. */
export const moveOrdersToDay = (
  tx: Tx,
  moved: {
    distributorId: string
    from: string
    to: string
    reason: string
    orders: { id: string; cutOffAt: string; lockAt: string; eventId: string }[]
    /** Who did it; absent: the zone's own change. */
    by?: { personId: string; personName: string }
  },
) =>
  prepared<MovedOrder>(tx, {
    name: 'move_orders_to_day',
    text: `with wanted (id, cut_off_at, lock_at, event_id) as (
        select * from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::uuid[])),
      moved as (
        update ordering.order o set delivery_day = $6, cut_off_at = w.cut_off_at,
          lock_at = w.lock_at, version = o.version + 1, changed_at = platform.now()
        from wanted w where o.distributor_id = $1 and o.id = w.id
        returning o.id, o.outlet_id, o.version, o.status, o.lock_at, o.total_minor, o.weight_grams,
          w.event_id),
      events as (
        insert into ordering.order_event (distributor_id, order_id, id, kind, actor_kind, actor_id,
          actor_name, what, why)
        select $1::uuid, m.id, m.event_id, 'day_moved',
          case when $9::uuid is null then 'system' else 'staff' end, $9::uuid, $10::text,
          jsonb_build_object('from', $7::date, 'to', $6::date), $8::text from moved m)
      select id, outlet_id as "outletId", version, status, lock_at as "lockAt",
        total_minor as "totalMinor", weight_grams as "weightGrams" from moved`,
    values: [
      moved.distributorId,
      moved.orders.map(({ id }) => id),
      moved.orders.map(({ cutOffAt }) => cutOffAt),
      moved.orders.map(({ lockAt }) => lockAt),
      moved.orders.map(({ eventId }) => eventId),
      ...[moved.to, moved.from, moved.reason],
      ...[moved.by?.personId ?? null, moved.by?.personName ?? 'Tandem'],
    ],
  })
