import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import type { Step } from '../ladder/ladder-rules.ts'
import type { ReadinessFacts, Reason, Worth } from './readiness-rules.ts'

type Asked = { distributorId: string; throughDay: string }

export type OutletPast = ReadinessFacts & {
  outletId: string
  assistedMonthly: number
  valueMonthlyMinor: number
}

/** Weeks looked at, as habits are learnt; a month is a 26-week half year's sixth. */
const WEEKS = 26
const MONTHS = 6
/** A gap within a quarter of the outlet's median gap is a steady one. */
const STEADY = 0.25

/** What the past of all open outlets says of readiness and worth. */
export const outletPasts = (db: Db, { distributorId, throughDay }: Asked) =>
  prepared<OutletPast>(db, {
    name: 'outlet_pasts',
    text: `with drops as (
        select o.outlet_id, o.delivery_day as day,
          sum(ordering.kept(coalesce(o.delivered_minor, o.total_minor), o.returned_minor)) as minor,
          count(*) filter (where o.channel in ('agent', 'phone', 'office', 'unknown')) as assisted,
          count(*) filter (where o.channel in ('portal', 'chatbot', 'api')) as self
        from ordering.order o where o.distributor_id = $1 and o.delivery_day <= $2::date
          and o.delivery_day > $2::date - ${WEEKS * 7}
          and o.status not in ('draft', 'cancelled', 'rejected') and o.channel not in ('edi', 'van')
        group by o.outlet_id, o.delivery_day),
      gaps as (
        select d.outlet_id, d.day, d.minor, d.assisted, d.self, p.median_gap_days as median,
          d.day - lag(d.day) over (partition by d.outlet_id order by d.day) as gap
        from drops d left join habit.pattern p
          on p.distributor_id = $1 and p.outlet_id = d.outlet_id),
      past as (
        select outlet_id, count(*)::int as drops, max(day) as last_day, sum(minor) as minor,
          sum(assisted)::int as assisted, sum(self)::int as self,
          count(gap)::int as gaps,
          (count(*) filter (where abs(gap - median) <= median * ${STEADY}))::int as steady
        from gaps group by outlet_id),
      owed as (
        select i.outlet_id, max($2::date - i.due_day) as days from accounts.invoice i
        where i.distributor_id = $1 and i.outlet_id is not null and i.paid_minor < i.total_minor
          and i.due_day < $2::date group by i.outlet_id),
      refused as (
        select r.outlet_id, count(distinct r.id)::int as times from ordering.return_document r
        join ordering.return_line l on l.distributor_id = $1 and l.return_id = r.id
          and l.kind = 'refused_at_door'
        where r.distributor_id = $1 and r.day > $2::date - ${WEEKS * 7} group by r.outlet_id),
      contact as (
        select b.outlet_id, bool_or(c.person_id is not null) as confirmed,
          bool_or(exists (select 1 from platform.audit j where j.distributor_id = $1
            and j.actor_id = b.person_id and j.action = 'signed_in')) as signed_in
        from outlets.buyer b left join rollout.contact_confirmed c on c.distributor_id = $1
          and c.outlet_id = b.outlet_id and c.person_id = b.person_id and c.phone = b.phone
        where b.distributor_id = $1 and b.revoked_at is null and b.phone <> ''
        group by b.outlet_id)
      select o.id as "outletId", coalesce(past.drops, 0) as drops,
        case when past.gaps > 0 then past.steady * 10000 / past.gaps else 0 end as "steadyGapsBp",
        $2::date - past.last_day as "daysSinceDrop", p.median_gap_days as "medianGapDays",
        coalesce(owed.days, 0) as "oldestOverdueDays", coalesce(refused.times, 0) as "doorRefusals",
        coalesce(contact.confirmed, false) or coalesce(past.self, 0) > 0 as "phoneConfirmed",
        contact.outlet_id is not null as "phoneKnown",
        coalesce(past.self, 0) as "selfServiceOrders",
        coalesce(contact.signed_in, false) as "signedIn", v.view as "agentView",
        coalesce(past.assisted, 0)::float8 / ${MONTHS} as "assistedMonthly",
        (coalesce(past.minor, 0) / ${MONTHS})::bigint as "valueMonthlyMinor"
      from outlets.outlet o
      left join past on past.outlet_id = o.id
      left join habit.pattern p on p.distributor_id = $1 and p.outlet_id = o.id
      left join owed on owed.outlet_id = o.id
      left join refused on refused.outlet_id = o.id
      left join contact on contact.outlet_id = o.id
      left join rollout.agent_view v on v.distributor_id = $1 and v.outlet_id = o.id
      where o.distributor_id = $1 and o.closed_at is null`,
    values: [distributorId, throughDay],
  })

export type Judged = { outletId: string; score: number; reasons: Reason[]; worth: Worth }

/** Replaces readiness and worth; what is the same is not written. Returns how many changed. */
export const putReadiness = async (
  tx: Tx,
  distributorId: string,
  rows: Judged[],
): Promise<number> =>
  (
    await prepared(tx, {
      name: 'put_readiness',
      text: `insert into rollout.readiness as r (distributor_id, outlet_id, readiness, reasons, worth,
          worth_reasons)
        select $1, j.outlet_id, j.readiness, j.reasons::jsonb, j.worth, j.worth_reasons::jsonb
        from unnest($2::uuid[], $3::int[], $4::text[], $5::int[], $6::text[])
          j (outlet_id, readiness, reasons, worth, worth_reasons)
        on conflict (distributor_id, outlet_id) do update set readiness = excluded.readiness,
          reasons = excluded.reasons, worth = excluded.worth,
          worth_reasons = excluded.worth_reasons, computed_at = platform.now()
        where (r.readiness, r.reasons, r.worth, r.worth_reasons) is distinct from
          (excluded.readiness, excluded.reasons, excluded.worth, excluded.worth_reasons)
        returning 1`,
      values: [
        distributorId,
        rows.map((row) => row.outletId),
        rows.map((row) => row.score),
        rows.map((row) => JSON.stringify(row.reasons)),
        rows.map((row) => row.worth.score),
        rows.map((row) => JSON.stringify(row.worth.reasons)),
      ],
    })
  ).length

/** What an agent thinks of an outlet, in one tap; the last word counts. */
export const putAgentView = (
  tx: Tx,
  said: { distributorId: string; outletId: string; view: string; saidBy: string },
) =>
  prepared(tx, {
    name: 'put_agent_view',
    text: `insert into rollout.agent_view as v (distributor_id, outlet_id, view, said_by)
      values ($1, $2, $3, $4) on conflict (distributor_id, outlet_id) do update
      set view = excluded.view, said_by = excluded.said_by, said_at = platform.now()`,
    values: [said.distributorId, said.outletId, said.view, said.saidBy],
  })

export type ReadinessRow = {
  outletId: string
  code: string
  name: string
  city: string
  class: string
  fit: boolean | null
  readiness: number
  reasons: Reason[]
  worth: number
  worthReasons: Worth['reasons']
  agentView: 'yes' | 'maybe' | 'no' | null
  agentName: string | null
  wave: number | null
  step: Step
}

export type ReadinessFilters = {
  seen: string[] | null
  fit: boolean | null
  search: string
  sort: 'readiness' | 'worth'
  offset: number
  limit: number
}

/** Outlets by readiness or worth, the highest first. */
export const readinessPage = (db: Db, distributorId: string, asked: ReadinessFilters) =>
  prepared<ReadinessRow>(db, {
    name: 'readiness_page',
    text: `with clock as materialized (select (platform.now() at time zone t.time_zone)::date
        as today from identity.tenant t where t.id = $1)
      select o.id as "outletId", o.code, o.name, o.city, o.class, f.fit, r.readiness, r.reasons,
        r.worth, r.worth_reasons as "worthReasons", v.view as "agentView",
        (select a.name from outlets.outlet_territory ot
          join outlets.territory_agent ta on ta.distributor_id = $1
            and ta.territory_id = ot.territory_id and ta.from_day <= clock.today
            and (ta.to_day is null or ta.to_day >= clock.today)
          join outlets.agent a on a.distributor_id = $1 and a.id = ta.agent_id
            and a.left_at is null
          where ot.distributor_id = $1 and ot.outlet_id = o.id and ot.from_day <= clock.today
            and (ot.to_day is null or ot.to_day >= clock.today)
          order by a.code limit 1) as "agentName",
        w.number as wave, coalesce(l.step, 'universe') as step
      from clock cross join rollout.readiness r
      join outlets.outlet o on o.distributor_id = $1 and o.id = r.outlet_id and o.closed_at is null
      left join rollout.fit f on f.distributor_id = $1 and f.outlet_id = o.id
      left join rollout.agent_view v on v.distributor_id = $1 and v.outlet_id = o.id
      left join rollout.wave_outlet wo on wo.distributor_id = $1 and wo.outlet_id = o.id
      left join rollout.wave w on w.distributor_id = $1 and w.id = wo.wave_id
      left join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = o.id
      where r.distributor_id = $1 and ($2::uuid[] is null or o.id = any($2))
        and ($3::boolean is null or coalesce(f.fit, false) = $3)
        and ($4 = '' or concat_ws(' ', o.name, o.code, o.address, o.city)
          ilike '%' || $4 || '%')
      order by case when $5 = 'worth' then r.worth else r.readiness end desc,
        case when $5 = 'worth' then r.readiness else r.worth end desc, o.code
      offset $6 limit $7`,
    values: [
      distributorId,
      asked.seen,
      asked.fit,
      asked.search,
      asked.sort,
      asked.offset,
      asked.limit,
    ],
  })
