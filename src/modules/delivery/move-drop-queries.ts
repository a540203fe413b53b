import { prepared, type Tx } from '../../platform/db.ts'

export type MovedDrops = {
  distributorId: string
  zoneId: string
  from: string
  to: string
  drops: { outletId: string; orders: number; valueMinor: number; weightGrams: number }[]
}

/** Takes what outlets were to get on a day to another, with their places on the trucks. */
export const moveDropsToDay = (tx: Tx, moved: MovedDrops) =>
  prepared(tx, {
    name: 'move_drops_to_day',
    text: `with moved (outlet_id, orders, value_minor, weight_grams) as (
        select * from unnest($5::uuid[], $6::int[], $7::bigint[], $8::bigint[])),
      known as materialized (
        select d.outlet_id from delivery.drop d join moved m on m.outlet_id = d.outlet_id
        where d.distributor_id = $1 and d.delivery_day = $4 and d.orders > 0 for update of d),
      gone as (
        update delivery.drop d set orders = d.orders - m.orders,
          value_minor = d.value_minor - m.value_minor,
          weight_grams = greatest(0, d.weight_grams - m.weight_grams)
        from moved m where d.distributor_id = $1 and d.outlet_id = m.outlet_id
          and d.delivery_day = $3
        returning d.orders),
      come as (
        insert into delivery.drop as d (distributor_id, outlet_id, delivery_day, zone_id, orders,
          value_minor, weight_grams)
        select $1::uuid, m.outlet_id, $4::date, $2::uuid, m.orders, m.value_minor, m.weight_grams
        from moved m
        on conflict (distributor_id, outlet_id, delivery_day) do update
          set orders = d.orders + excluded.orders, value_minor = d.value_minor + excluded.value_minor,
            weight_grams = d.weight_grams + excluded.weight_grams),
      freed as (
        update delivery.zone_day z
        set drops = greatest(0, z.drops - (select count(*)::int from gone where orders = 0))
        where z.distributor_id = $1 and z.zone_id = $2 and z.delivery_day = $3)
      insert into delivery.zone_day as z (distributor_id, zone_id, delivery_day, drops)
      select $1::uuid, $2::uuid, $4::date, count(*)::int from moved m
      where m.outlet_id not in (select outlet_id from known)
      on conflict (distributor_id, zone_id, delivery_day) do update
        set drops = z.drops + excluded.drops`,
    values: [
      ...[moved.distributorId, moved.zoneId, moved.from, moved.to],
      moved.drops.map(({ outletId }) => outletId),
      moved.drops.map(({ orders }) => orders),
      moved.drops.map(({ valueMinor }) => valueMinor),
      moved.drops.map(({ weightGrams }) => weightGrams),
    ],
  })
