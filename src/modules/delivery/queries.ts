import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { SlotException } from './slot-rules.ts'

export type PlanRow = {
  now: string
  zoneId: string
  zoneName: string
  weekdays: number[]
  cutOffDays: number
  cutOffTime: string
  lockMinutes: number
  capacityDrops: number | null
  minimumMinor: number
  ownWeekdays: number[] | null
  ownCutOffDays: number | null
  ownCutOffTime: string | null
  holidays: string[]
  exceptions: SlotException[]
  days: { day: string; drops: number }[]
  drops: { day: string; orders: number; valueMinor: number }[]
}

const CALENDAR = `(select coalesce(json_agg(h.day), '[]') from delivery.holiday h
    where h.distributor_id = $1 and h.day >= clock.today) as holidays,
  (select coalesce(json_agg(json_build_object('day', x.day, 'kind', x.kind, 'movedTo', x.moved_to,
      'reason', x.reason) order by x.day), '[]')
   from delivery.zone_exception x where x.distributor_id = $1 and x.zone_id = z.id
     and (x.day >= clock.today or x.moved_to >= clock.today)) as exceptions`

const ZONE = `z.id as "zoneId", z.name as "zoneName", z.weekdays, z.cut_off_days as "cutOffDays",
  to_char(z.cut_off_time, 'HH24:MI') as "cutOffTime", z.lock_minutes as "lockMinutes",
  z.capacity_drops as "capacityDrops", z.minimum_minor as "minimumMinor"`

const CLOCK = `with clock as materialized (
  select platform.now() as now, (platform.now() at time zone $2)::date as today)`

/** An outlet's plan: its zone, its own exceptions to it, the calendar, what is taken already. */
export const planOfOutlet = async (
  db: Db,
  asked: { distributorId: string; timeZone: string; outletId: string },
): Promise<PlanRow | undefined> =>
  (
    await prepared<PlanRow>(db, {
      name: 'plan_of_outlet',
      text: `${CLOCK} select clock.now, ${ZONE}, oz.weekdays as "ownWeekdays",
        oz.cut_off_days as "ownCutOffDays", to_char(oz.cut_off_time, 'HH24:MI') as "ownCutOffTime",
        ${CALENDAR},
        (select coalesce(json_agg(json_build_object('day', d.delivery_day, 'drops', d.drops)), '[]')
         from delivery.zone_day d where d.distributor_id = $1 and d.zone_id = z.id
           and d.delivery_day >= clock.today) as days,
        (select coalesce(json_agg(json_build_object('day', d.delivery_day, 'orders', d.orders,
            'valueMinor', d.value_minor)), '[]')
         from delivery.drop d where d.distributor_id = $1 and d.outlet_id = $3
           and d.delivery_day >= clock.today and d.orders > 0) as drops
        from clock, delivery.outlet_zone oz
        join delivery.zone z on z.distributor_id = oz.distributor_id and z.id = oz.zone_id
        where oz.distributor_id = $1 and oz.outlet_id = $3`,
      values: [asked.distributorId, asked.timeZone, asked.outletId],
    })
  )[0]

export type DropChange = {
  distributorId: string
  zoneId: string
  outletId: string
  deliveryDay: string
  orders: number
  valueMinor: number
  weightGrams: number
}

/** What came of asking for a place on the truck; a top-up rides with orders that are there already. */
export type SlotTaken = 'first' | 'top_up' | 'full'

/**
 * Adds orders to an outlet's drop. A first order takes a place on the truck, guarded by the
 * zone's capacity.
 */
export async function addToDrop(
  tx: Tx,
  change: DropChange & { capacityDrops: number | null },
): Promise<SlotTaken> {
  const rows = await prepared<{ taken: SlotTaken }>(tx, {
    name: 'add_to_drop',
    text: `with known as materialized (
        select orders from delivery.drop
        where distributor_id = $1 and outlet_id = $3 and delivery_day = $4 for update),
      place as (
        insert into delivery.zone_day as d (distributor_id, zone_id, delivery_day, drops)
        select $1, $2, $4, 1 where not exists (select 1 from known where orders > 0)
        on conflict (distributor_id, zone_id, delivery_day) do update set drops = d.drops + 1
          where $8::int is null or d.drops < $8 returning 1),
      dropped as (
        insert into delivery.drop as d (distributor_id, outlet_id, delivery_day, zone_id, orders,
          value_minor, weight_grams)
        select $1, $3, $4, $2, $5, $6, $7
        where exists (select 1 from place) or exists (select 1 from known where orders > 0)
        on conflict (distributor_id, outlet_id, delivery_day) do update
          set orders = d.orders + excluded.orders, value_minor = d.value_minor + excluded.value_minor,
            weight_grams = d.weight_grams + excluded.weight_grams
        returning 1)
      select case when not exists (select 1 from dropped) then 'full'
        when exists (select 1 from place) then 'first' else 'top_up' end as taken`,
    values: [...dropValues(change), change.capacityDrops],
  })
  return rows[0]?.taken ?? 'full'
}

/** Changes what a drop carries; when its last order goes, its place on the truck is free again. */
export async function changeDrop(tx: Tx, change: DropChange): Promise<void> {
  await prepared(tx, {
    name: 'change_drop',
    text: `with changed as (
        update delivery.drop set orders = orders + $5, value_minor = value_minor + $6,
          weight_grams = greatest(0, weight_grams + $7)
        where distributor_id = $1 and outlet_id = $3 and delivery_day = $4 and zone_id = $2
        returning orders)
      update delivery.zone_day set drops = greatest(0, drops - 1)
      where distributor_id = $1 and zone_id = $2 and delivery_day = $4 and $5 < 0
        and exists (select 1 from changed where orders = 0)`,
    values: dropValues(change),
  })
}

const dropValues = (c: DropChange) => [
  c.distributorId,
  c.zoneId,
  c.outletId,
  c.deliveryDay,
  c.orders,
  c.valueMinor,
  c.weightGrams,
]

export type ZoneRow = Omit<
  PlanRow,
  'days' | 'drops' | 'exceptions' | 'ownWeekdays' | 'ownCutOffDays' | 'ownCutOffTime'
> & {
  code: string
  outlets: number
  exceptions: (SlotException & { reason: string })[]
  days: { day: string; drops: number; valueMinor: number }[]
}

/** All zones with what their next days carry. */
export const zonesOf = (db: Db, distributorId: string, timeZone: string) =>
  prepared<ZoneRow>(db, {
    name: 'zones_of',
    text: `${CLOCK} select clock.now, z.code, ${ZONE}, ${CALENDAR},
      (select count(*)::int from delivery.outlet_zone oz
       where oz.distributor_id = $1 and oz.zone_id = z.id) as outlets,
      (select coalesce(json_agg(json_build_object('day', s.delivery_day, 'drops', s.drops,
          'valueMinor', s.value)), '[]')
       from (select d.delivery_day, count(*) filter (where d.orders > 0)::int as drops,
           sum(d.value_minor)::bigint as value
         from delivery.drop d where d.distributor_id = $1 and d.zone_id = z.id
           and d.delivery_day >= clock.today group by d.delivery_day) s) as days
      from clock, delivery.zone z where z.distributor_id = $1 order by z.code`,
    values: [distributorId, timeZone],
  })

export async function updateZone(
  tx: Tx,
  distributorId: string,
  zone: {
    zoneId: string
    weekdays: number[]
    cutOffDays: number
    cutOffTime: string
    lockMinutes: number
    capacityDrops: number | null
    minimumMinor: number
  },
): Promise<boolean> {
  const updated = await tx
    .updateTable('delivery.zone')
    .set({
      weekdays: zone.weekdays,
      cut_off_days: zone.cutOffDays,
      cut_off_time: zone.cutOffTime,
      lock_minutes: zone.lockMinutes,
      capacity_drops: zone.capacityDrops,
      minimum_minor: zone.minimumMinor,
    })
    .where('distributor_id', '=', distributorId)
    .where('id', '=', zone.zoneId)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}

export const clockNow = async (db: Db): Promise<string> =>
  (
    await prepared<{ now: string }>(db, {
      name: 'delivery_clock',
      text: 'select platform.now() as now',
      values: [],
    })
  )[0]?.now ?? ''
