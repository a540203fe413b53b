import { type Db, prepared } from '../../../platform/db.ts'
import type { HelpFacts } from './help-rules.ts'

export type HelpRow = HelpFacts & {
  outletId: string
  code: string
  name: string
  city: string
  waveId: string
  waveNumber: number
  agentId: string | null
  agentName: string | null
  contactId: string | null
  contactName: string | null
  contactKind: 'operator' | 'onboarder' | null
}

/**
 * The invited outlets of waves that run, with all that says where each is stuck: its step, its last own
 * order, what was said with it, its habit, whether its portal is true; seen: null is all.
 */
export const helpRows = (db: Db, distributorId: string, seen: string[] | null) =>
  prepared<HelpRow>(db, {
    name: 'help_rows',
    text: `with clock as materialized (select (platform.now() at time zone t.time_zone)::date
        as today from identity.tenant t where t.id = $1),
      invited as materialized (
        select wo.outlet_id, wo.wave_id, wo.cadence_days, w.number, w.starts_on, p.id as programme_id
        from clock cross join rollout.programme p
        join rollout.wave w on w.distributor_id = $1 and w.programme_id = p.id
          and w.stopped_at is null and w.starts_on <= clock.today
        join rollout.wave_outlet wo on wo.distributor_id = $1 and wo.wave_id = w.id
          and wo.part = 'invited'
        where p.distributor_id = $1 and p.ended_at is null
          and ($2::uuid[] is null or wo.outlet_id = any($2))),
      served as (
        select distinct on (i.outlet_id) i.outlet_id, a.id, a.name
        from clock cross join invited i
        join outlets.outlet_territory ot on ot.distributor_id = $1 and ot.outlet_id = i.outlet_id
          and ot.from_day <= clock.today and (ot.to_day is null or ot.to_day >= clock.today)
        join outlets.team tm on tm.distributor_id = $1 and tm.id = ot.team_id
        join outlets.territory_agent ta on ta.distributor_id = $1
          and ta.territory_id = ot.territory_id and ta.from_day <= clock.today
          and (ta.to_day is null or ta.to_day >= clock.today)
        join outlets.agent a on a.distributor_id = $1 and a.id = ta.agent_id and a.left_at is null
        order by i.outlet_id, tm.exclusive, tm.code, a.code),
      said as (
        select c.outlet_id, jsonb_agg(jsonb_build_object('id', c.id,
            'at', to_char(c.started_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'kind', c.kind, 'place', c.place, 'outcome', c.outcome, 'callBackAt',
            to_char(c.call_back_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
          as contacts,
          (array_agg(c.by_person order by c.started_at desc, c.id))[1] as by_person,
          (array_agg(c.by_name order by c.started_at desc, c.id))[1] as by_name
        from rollout.contact c join invited i on i.outlet_id = c.outlet_id
        where c.distributor_id = $1 and c.started_at > platform.now() - interval '400 days'
        group by c.outlet_id)
      select o.id as "outletId", o.code, o.name, o.city, i.wave_id as "waveId",
        i.number as "waveNumber", i.starts_on as "waveStartsOn",
        coalesce(l.step, 'planned') as step, l.aside, coalesce(l.reached, '{}') as reached,
        i.cadence_days as "cadenceDays", f.fit, h.stage, h.stage_since as "stageSince",
        (select max(r.placed_at) from ordering.order r where r.distributor_id = $1
          and r.outlet_id = o.id and r.channel in ('portal', 'chatbot', 'api')
          and r.status not in ('draft', 'cancelled', 'rejected')) as "lastOrderAt",
        s.id as "agentId", s.name as "agentName", said.by_person as "contactId",
        said.by_name as "contactName", m.kind as "contactKind",
        coalesce(said.contacts, '[]') as contacts
      from invited i
      join outlets.outlet o on o.distributor_id = $1 and o.id = i.outlet_id and o.closed_at is null
      left join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = o.id
      left join rollout.fit f on f.distributor_id = $1 and f.outlet_id = o.id
      left join rollout.strength h on h.distributor_id = $1 and h.outlet_id = o.id
      left join served s on s.outlet_id = o.id
      left join said on said.outlet_id = o.id
      left join rollout.focus_member m on m.distributor_id = $1
        and m.programme_id = i.programme_id and m.person_id = said.by_person
      order by i.number, o.code`,
    values: [distributorId, seen],
  })

/** The instant and the day on which the list is true. */
export const helpClock = async (
  db: Db,
  distributorId: string,
): Promise<{ now: string; today: string }> =>
  (
    await prepared<{ now: string; today: string }>(db, {
      name: 'help_clock',
      text: `select platform.now() as now, (platform.now() at time zone time_zone)::date as today
        from identity.tenant where id = $1`,
      values: [distributorId],
    })
  )[0] ?? { now: '', today: '' }
