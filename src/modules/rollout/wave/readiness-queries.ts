import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import type { Step } from '../ladder/ladder-rules.ts'
import type { OutletPast } from './past-queries.ts'
import type { Reason, Worth, WorthFacts } from './readiness-rules.ts'

export type Judged = {
  outletId: string
  facts: Omit<OutletPast, 'outletId'>
  score: number
  reasons: Reason[]
}

/** Replaces readiness and what it was judged by; what is the same is not written. Returns whose changed. */
export const putReadiness = async (
  tx: Tx,
  { distributorId, throughDay }: { distributorId: string; throughDay: string },
  rows: Judged[],
): Promise<string[]> =>
  (
    await prepared<{ id: string }>(tx, {
      name: 'put_readiness',
      text: `insert into rollout.readiness as r (distributor_id, outlet_id, readiness, reasons, worth,
          worth_reasons, facts, through_day)
        select $1, j.outlet_id, j.readiness, j.reasons::jsonb, 0, '[]', j.facts::jsonb, $6::date
        from unnest($2::uuid[], $3::int[], $4::text[], $5::text[])
          j (outlet_id, readiness, reasons, facts)
        on conflict (distributor_id, outlet_id) do update set readiness = excluded.readiness,
          reasons = excluded.reasons, facts = excluded.facts, through_day = excluded.through_day,
          computed_at = platform.now()
        where (r.readiness, r.reasons, r.facts, r.through_day) is distinct from
          (excluded.readiness, excluded.reasons, excluded.facts, excluded.through_day)
        returning r.outlet_id as id`,
      values: [
        distributorId,
        rows.map(({ outletId }) => outletId),
        rows.map(({ score }) => score),
        rows.map(({ reasons }) => JSON.stringify(reasons)),
        rows.map(({ facts }) => JSON.stringify(facts)),
        throughDay,
      ],
    })
  ).map(({ id }) => id)

/** What the worth of all open outlets is ranked by, as each was judged last. */
export const worthFacts = (db: Db, distributorId: string) =>
  prepared<WorthFacts>(db, {
    name: 'worth_facts',
    text: `select r.outlet_id as "outletId",
        (r.facts->>'assistedMonthly')::float8 as "assistedMonthly",
        (r.facts->>'valueMonthlyMinor')::bigint as "valueMonthlyMinor"
      from rollout.readiness r join outlets.outlet o on o.distributor_id = $1 and o.id = r.outlet_id
        and o.closed_at is null
      where r.distributor_id = $1 and r.facts is not null`,
    values: [distributorId],
  })

/** One judges a distributor's readiness at a time: the rank that worth is goes over the rows of all. */
export const lockReadiness = (tx: Tx, distributorId: string) =>
  prepared(tx, {
    name: 'lock_readiness',
    text: `select pg_advisory_xact_lock(hashtextextended('readiness ' || $1, 0))`,
    values: [distributorId],
  })

/** Replaces the worth of outlets; what is the same is not written. Returns whose changed. */
export const putWorth = async (
  tx: Tx,
  distributorId: string,
  worths: ReadonlyMap<string, Worth>,
): Promise<string[]> =>
  (
    await prepared<{ id: string }>(tx, {
      name: 'put_worth',
      text: `update rollout.readiness r set worth = j.worth, worth_reasons = j.reasons::jsonb,
          computed_at = platform.now()
        from unnest($2::uuid[], $3::int[], $4::text[]) j (outlet_id, worth, reasons)
        where r.distributor_id = $1 and r.outlet_id = j.outlet_id
          and (r.worth, r.worth_reasons) is distinct from (j.worth, j.reasons::jsonb)
        returning r.outlet_id as id`,
      values: [
        distributorId,
        [...worths.keys()],
        [...worths.values()].map(({ score }) => score),
        [...worths.values()].map(({ reasons }) => JSON.stringify(reasons)),
      ],
    })
  ).map(({ id }) => id)

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
  /** The day of history it was judged through. */
  throughDay: string | null
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

const RANKED = `case when $5 = 'worth' then r.worth else r.readiness end desc,
  case when $5 = 'worth' then r.readiness else r.worth end desc, o.code`

/** Outlets by readiness or worth, the highest first. */
export const readinessPage = (db: Db, distributorId: string, asked: ReadinessFilters) =>
  prepared<ReadinessRow>(db, {
    name: 'readiness_page',
    // The page is found first, and all else is asked of it alone: joined before, it was asked of all.
    text: `with clock as materialized (select (platform.now() at time zone t.time_zone)::date
        as today from identity.tenant t where t.id = $1),
      page as materialized (
        select o.id, o.code, o.name, o.city, o.class, f.fit, r.readiness, r.reasons, r.through_day,
          r.worth, r.worth_reasons
        from rollout.readiness r
        join outlets.outlet o on o.distributor_id = $1 and o.id = r.outlet_id and o.closed_at is null
        left join rollout.fit f on f.distributor_id = $1 and f.outlet_id = o.id
        where r.distributor_id = $1 and ($2::uuid[] is null or o.id = any($2))
          and ($3::boolean is null or coalesce(f.fit, false) = $3)
          and ($4 = '' or concat_ws(' ', o.name, o.code, o.address, o.city)
            ilike '%' || $4 || '%')
        order by ${RANKED} offset $6 limit $7)
      select r.id as "outletId", r.code, r.name, r.city, r.class, r.fit, r.readiness, r.reasons,
        r.through_day as "throughDay", r.worth, r.worth_reasons as "worthReasons", v.view as "agentView",
        (select a.name from outlets.outlet_territory ot
          join outlets.territory_agent ta on ta.distributor_id = $1
            and ta.territory_id = ot.territory_id and ta.from_day <= clock.today
            and (ta.to_day is null or ta.to_day >= clock.today)
          join outlets.agent a on a.distributor_id = $1 and a.id = ta.agent_id
            and a.left_at is null
          where ot.distributor_id = $1 and ot.outlet_id = r.id and ot.from_day <= clock.today
            and (ot.to_day is null or ot.to_day >= clock.today)
          order by a.code limit 1) as "agentName",
        w.number as wave, coalesce(l.step, 'universe') as step
      from clock cross join page r
      left join rollout.agent_view v on v.distributor_id = $1 and v.outlet_id = r.id
      left join rollout.wave_outlet wo on wo.distributor_id = $1 and wo.outlet_id = r.id
      left join rollout.wave w on w.distributor_id = $1 and w.id = wo.wave_id
      left join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = r.id
      order by ${RANKED.replaceAll('o.', 'r.')}`,
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
