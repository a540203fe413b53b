import { type Db, prepared } from '../../platform/db.ts'
import type { PlanRow } from './queries.ts'
import type { PlanOverride } from './slot-rules.ts'

type Calendar = Pick<
  PlanRow,
  'zoneId' | 'weekdays' | 'cutOffDays' | 'cutOffTime' | 'lockMinutes' | 'holidays' | 'exceptions'
>

/** All zones with their holidays and exceptions from a day on, which may be long past. */
export const zoneCalendars = (db: Db, distributorId: string, fromDay: string) =>
  prepared<Calendar>(db, {
    name: 'zone_calendars',
    text: `select z.id as "zoneId", z.weekdays, z.cut_off_days as "cutOffDays",
        to_char(z.cut_off_time, 'HH24:MI') as "cutOffTime", z.lock_minutes as "lockMinutes",
        (select coalesce(json_agg(h.day), '[]') from delivery.holiday h
         where h.distributor_id = $1 and h.day >= $2::date) as holidays,
        (select coalesce(json_agg(json_build_object('day', x.day, 'kind', x.kind,
            'movedTo', x.moved_to) order by x.day), '[]')
         from delivery.zone_exception x where x.distributor_id = $1 and x.zone_id = z.id
           and (x.day >= $2::date or x.moved_to >= $2::date)) as exceptions
      from delivery.zone z where z.distributor_id = $1`,
    values: [distributorId, fromDay],
  })

/** The zones of outlets with what each has of its own. */
export const ownPlans = (
  db: Db,
  { distributorId, outletIds }: { distributorId: string; outletIds: string[] },
) =>
  prepared<PlanOverride & { outletId: string; zoneId: string }>(db, {
    name: 'own_plans',
    text: `select outlet_id as "outletId", zone_id as "zoneId", weekdays,
        cut_off_days as "cutOffDays", to_char(cut_off_time, 'HH24:MI') as "cutOffTime"
      from delivery.outlet_zone where distributor_id = $1 and outlet_id = any($2::uuid[])`,
    values: [distributorId, outletIds],
  })
