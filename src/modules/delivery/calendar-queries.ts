import { type Db, prepared, type Tx } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import type { PlanOverride, SlotException } from './slot-rules.ts'

const CLOCK = `with clock as materialized (
  select platform.now() as now, (platform.now() at time zone $2)::date as today)`

export const holidaysFrom = (db: Db, distributorId: string, day: string) =>
  db
    .selectFrom('delivery.holiday')
    .select(['day', 'name'])
    .where('distributor_id', '=', distributorId)
    .where('day', '>=', day)
    .orderBy('day')
    .limit(LIMITS.holidaysMax)
    .execute()

/** Names a day of rest from today on; 'past' or 'full' when it may not be. */
export async function putHoliday(
  tx: Tx,
  holiday: { distributorId: string; day: string; name: string; timeZone: string },
): Promise<'put' | 'past' | 'full'> {
  const { distributorId, day, name, timeZone } = holiday
  const rows = await prepared<{ past: boolean; put: boolean }>(tx, {
    name: 'put_holiday',
    text: `${CLOCK}, put as (
        insert into delivery.holiday as h (distributor_id, day, name)
        select $1, $3, $4 from clock where $3::date >= clock.today and (select count(*)
          from delivery.holiday x where x.distributor_id = $1 and x.day >= clock.today
            and x.day <> $3) < $5
        on conflict (distributor_id, day) do update set name = excluded.name returning h.day)
      select $3::date < clock.today as past, exists (select 1 from put) as put from clock`,
    values: [distributorId, timeZone, day, name, LIMITS.holidaysMax],
  })
  const [row] = rows
  return row?.put ? 'put' : row?.past ? 'past' : 'full'
}

export async function deleteHoliday(tx: Tx, distributorId: string, day: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('delivery.holiday')
    .where('distributor_id', '=', distributorId)
    .where('day', '=', day)
    .executeTakeFirst()
  return gone.numDeletedRows === 1n
}

export async function putException(
  tx: Tx,
  distributorId: string,
  exception: SlotException & { zoneId: string; reason: string; madeBy: string },
): Promise<void> {
  const row = {
    kind: exception.kind,
    moved_to: exception.movedTo,
    reason: exception.reason,
    made_by: exception.madeBy,
  }
  await tx
    .insertInto('delivery.zone_exception')
    .values({
      distributor_id: distributorId,
      zone_id: exception.zoneId,
      day: exception.day,
      ...row,
    })
    .onConflict((oc) => oc.columns(['distributor_id', 'zone_id', 'day']).doUpdateSet(row))
    .execute()
}

export async function deleteException(
  tx: Tx,
  distributorId: string,
  zoneId: string,
  day: string,
): Promise<boolean> {
  const gone = await tx
    .deleteFrom('delivery.zone_exception')
    .where('distributor_id', '=', distributorId)
    .where('zone_id', '=', zoneId)
    .where('day', '=', day)
    .executeTakeFirst()
  return gone.numDeletedRows === 1n
}

export type AheadRow = {
  zoneId: string
  zoneName: string
  deliveryDay: string
  outletId: string
  outletName: string
  city: string
  orders: number
  valueMinor: number
  own: PlanOverride
}

/** What is ordered from today on: of one zone or all, of one day or all. */
export const dropsAhead = (
  db: Db,
  asked: { distributorId: string; timeZone: string; zoneId: string | null; day: string | null },
): Promise<AheadRow[]> =>
  prepared<AheadRow>(db, {
    name: 'drops_ahead',
    text: `${CLOCK} select d.zone_id as "zoneId", z.name as "zoneName",
        d.delivery_day as "deliveryDay", o.id as "outletId", o.name as "outletName", o.city,
        d.orders, d.value_minor as "valueMinor",
        json_build_object('weekdays', oz.weekdays, 'cutOffDays', oz.cut_off_days,
          'cutOffTime', to_char(oz.cut_off_time, 'HH24:MI')) as own
      from clock join delivery.drop d on d.distributor_id = $1 and d.delivery_day >= clock.today
      join delivery.zone z on z.distributor_id = $1 and z.id = d.zone_id
      join outlets.outlet o on o.distributor_id = $1 and o.id = d.outlet_id
      left join delivery.outlet_zone oz on oz.distributor_id = $1 and oz.outlet_id = d.outlet_id
        and oz.zone_id = d.zone_id
      where d.orders > 0 and ($3::uuid is null or d.zone_id = $3)
        and ($4::date is null or d.delivery_day = $4)
      order by d.delivery_day, o.name, o.id`,
    values: [asked.distributorId, asked.timeZone, asked.zoneId, asked.day],
  })
