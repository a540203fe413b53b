import { prepared, type Tx } from '../../platform/db.ts'

/** The drops and the zone of a joined outlet are the other's; a truck day is counted once. */
export const moveDrops = (tx: Tx, join: { distributorId: string; from: string; into: string }) =>
  prepared(tx, {
    name: 'move_drops',
    text: `with was as materialized (
        select * from delivery.drop where distributor_id = $1 and outlet_id = $2 and orders > 0
        for update),
      emptied as (
        update delivery.drop d set orders = 0, value_minor = 0, weight_grams = 0 from was
        where d.distributor_id = $1 and d.outlet_id = $2 and d.delivery_day = was.delivery_day),
      both_days as (
        update delivery.zone_day z set drops = greatest(0, z.drops - 1) from was
        join delivery.drop x on x.distributor_id = $1 and x.outlet_id = $3
          and x.delivery_day = was.delivery_day and x.zone_id = was.zone_id and x.orders > 0
        where z.distributor_id = $1 and z.zone_id = was.zone_id
          and z.delivery_day = was.delivery_day),
      zoned as (
        insert into delivery.outlet_zone (distributor_id, outlet_id, zone_id, weekdays,
          cut_off_days, cut_off_time)
        select $1, $3, zone_id, weekdays, cut_off_days, cut_off_time from delivery.outlet_zone
        where distributor_id = $1 and outlet_id = $2 on conflict do nothing)
      insert into delivery.drop as d (distributor_id, outlet_id, delivery_day, zone_id, orders,
        value_minor, weight_grams)
      select $1, $3, delivery_day, zone_id, orders, value_minor, weight_grams from was
      on conflict (distributor_id, outlet_id, delivery_day) do update
        set orders = d.orders + excluded.orders, value_minor = d.value_minor + excluded.value_minor,
          weight_grams = d.weight_grams + excluded.weight_grams`,
    values: [join.distributorId, join.from, join.into],
  })
