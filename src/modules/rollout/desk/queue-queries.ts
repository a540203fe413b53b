import { type Db, prepared } from '../../../platform/db.ts'
import type { Said } from './cap-rules.ts'

export type QueueRow = {
  outletId: string
  code: string
  name: string
  city: string
  buyerName: string | null
  phone: string | null
  step: string
  aside: string | null
  cadenceDays: number
  position: number
  contacts: Said[]
  answeredHours: number[]
  orderHours: number[]
  zoneId: string | null
  weekdays: number[] | null
  cutOffDays: number | null
  cutOffTime: string | null
  hour: number
}

const HOURS = (from: string, at: string, where: string) => `coalesce((
    select array_agg(coalesce(h.n, 0) order by g.hour) from generate_series(0, 23) g (hour)
    left join (select extract(hour from ${at} at time zone $3)::int as hour, count(*)::int as n
      from ${from} where ${where} group by 1) h on h.hour = g.hour), '{}')`

/** The invited outlets of waves that run, with all that says whose turn it is; seen: null is all. */
export const queueRows = (
  db: Db,
  asked: { distributorId: string; timeZone: string; seen: string[] | null },
) =>
  prepared<QueueRow>(db, {
    name: 'desk_queue',
    text: `select o.id as "outletId", o.code, o.name, o.city, buyer.name as "buyerName", buyer.phone,
        coalesce(l.step, 'planned') as step, l.aside, wo.cadence_days as "cadenceDays", wo.position,
        z.zone_id as "zoneId", z.weekdays, z.cut_off_days as "cutOffDays",
        to_char(z.cut_off_time, 'HH24:MI') as "cutOffTime",
        extract(hour from platform.now() at time zone $3)::int as hour,
        coalesce((select jsonb_agg(jsonb_build_object('id', c.id,
            'at', to_char(c.started_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'kind', c.kind, 'place', c.place, 'outcome', c.outcome, 'callBackAt',
            to_char(c.call_back_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
          from rollout.contact c where c.distributor_id = $1 and c.outlet_id = o.id
            and c.started_at > platform.now() - interval '400 days'), '[]') as contacts,
        ${HOURS(
          'rollout.contact c',
          'c.started_at',
          `c.distributor_id = $1 and c.outlet_id = o.id
          and c.outcome not in ('no_answer', 'unreachable')`,
        )} as "answeredHours",
        ${HOURS(
          'ordering.order r',
          'r.placed_at',
          `r.distributor_id = $1 and r.outlet_id = o.id
          and r.placed_at > platform.now() - interval '90 days'`,
        )} as "orderHours"
      from rollout.programme p
      join rollout.wave w on w.distributor_id = $1 and w.programme_id = p.id
        and w.stopped_at is null and w.starts_on <= (platform.now() at time zone $3)::date
      join rollout.wave_outlet wo on wo.distributor_id = $1 and wo.wave_id = w.id
        and wo.part = 'invited'
      join outlets.outlet o on o.distributor_id = $1 and o.id = wo.outlet_id
        and o.closed_at is null
      left join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = o.id
      left join delivery.outlet_zone z on z.distributor_id = $1 and z.outlet_id = o.id
      left join lateral (select b.name, b.phone from outlets.buyer b where b.distributor_id = $1
        and b.outlet_id = o.id and b.revoked_at is null
        order by (b.position = 'owner') desc, b.since, b.person_id limit 1) buyer on true
      where p.distributor_id = $1 and p.ended_at is null
        and ($2::uuid[] is null or o.id = any($2))
        and coalesce(l.step, 'planned') not in ('regular', 'held')
      order by w.number, wo.position`,
    values: [asked.distributorId, asked.seen, asked.timeZone],
  })
