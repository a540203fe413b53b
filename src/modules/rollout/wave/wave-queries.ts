import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import { type Aside, STEPS, type Step } from '../ladder/ladder-rules.ts'
import type { Candidate, Chosen } from './wave-rules.ts'

/** Every open outlet that was judged, as one that may be put into a wave. */
export const candidatesOf = (db: Db, distributorId: string) =>
  prepared<Candidate>(db, {
    name: 'wave_candidates',
    text: `with clock as materialized (select (platform.now() at time zone t.time_zone)::date
        as today from identity.tenant t where t.id = $1),
      served as (
        select distinct on (ot.outlet_id) ot.outlet_id, a.id as agent_id
        from clock cross join outlets.outlet_territory ot
        join outlets.team tm on tm.distributor_id = $1 and tm.id = ot.team_id
        left join outlets.territory_agent ta on ta.distributor_id = $1
          and ta.territory_id = ot.territory_id and ta.from_day <= clock.today
          and (ta.to_day is null or ta.to_day >= clock.today)
        left join outlets.agent a on a.distributor_id = $1 and a.id = ta.agent_id
          and a.left_at is null
        where ot.distributor_id = $1 and ot.from_day <= clock.today
          and (ot.to_day is null or ot.to_day >= clock.today)
        order by ot.outlet_id, tm.exclusive, tm.code)
      select o.id as "outletId", coalesce(f.fit, false) as fit, r.readiness, r.worth, o.class,
        s.outlet_id is not null and s.agent_id is null as vacant, s.agent_id as "agentId",
        p.median_gap_days as "cadenceDays",
        coalesce(p.median_drop_minor, 0)::bigint as "medianDropMinor",
        wo.outlet_id is not null or exists (select 1 from rollout.aside a
          where a.distributor_id = $1 and a.outlet_id = o.id and a.ended_at is null) as taken,
        coalesce(l.reached ? 'third_order', false) as "ordersAlone"
      from rollout.readiness r
      join outlets.outlet o on o.distributor_id = $1 and o.id = r.outlet_id and o.closed_at is null
      left join rollout.fit f on f.distributor_id = $1 and f.outlet_id = o.id
      left join habit.pattern p on p.distributor_id = $1 and p.outlet_id = o.id
      left join rollout.wave_outlet wo on wo.distributor_id = $1 and wo.outlet_id = o.id
      left join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = o.id
      left join served s on s.outlet_id = o.id
      where r.distributor_id = $1`,
    values: [distributorId],
  })

export type CrowdRow = {
  activeOutlets: number
  activeAgents: number
  weeklyMinutes: number
  presentation: number | null
  firstOrder: number | null
  followUp: number | null
}

/** Contacts of a kind from which on its measured minutes count instead of the default. */
const MEASURED_FROM = 20

/** How many outlets and agents there are, what the focus team has, and what its contacts really take. */
export const crowdOf = async (
  db: Db,
  distributorId: string,
  programmeId: string,
): Promise<CrowdRow> =>
  (
    await prepared<CrowdRow>(db, {
      name: 'wave_crowd',
      text: `with measured as (
          select kind, percentile_cont(0.5) within group (
              order by extract(epoch from ended_at - started_at) / 60)::float8 as minutes
          from rollout.contact where distributor_id = $1
            and outcome not in ('no_answer', 'unreachable')
          group by kind having count(*) >= ${MEASURED_FROM})
        select (select count(*)::int from outlets.outlet o where o.distributor_id = $1
            and o.closed_at is null) as "activeOutlets",
          (select count(*)::int from outlets.agent a where a.distributor_id = $1
            and a.left_at is null and a.kind = 'agent') as "activeAgents",
          (select coalesce(sum(m.weekly_minutes), 0)::int from rollout.focus_member m
            where m.distributor_id = $1 and m.programme_id = $2) as "weeklyMinutes",
          (select minutes from measured where kind = 'presentation') as presentation,
          (select minutes from measured where kind = 'first_order') as "firstOrder",
          (select minutes from measured where kind = 'follow_up') as "followUp"`,
      values: [distributorId, programmeId],
    })
  )[0] ?? {
    ...{ activeOutlets: 0, activeAgents: 0, weeklyMinutes: 0 },
    ...{ presentation: null, firstOrder: null, followUp: null },
  }

export type NewWave = {
  distributorId: string
  id: string
  programmeId: string
  number: number
  startsOn: string
  endsOn: string
  neededMinutes: number
  capacityMinutes: number
  seed: string
  compiledBy: string
  overridden: string[]
  overrideReason: string | null
  chosen: Chosen[]
}

/** One wave of a distributor is put together at a time: a second one waits and sees the first. */
export const lockWaves = (tx: Tx, distributorId: string) =>
  prepared(tx, {
    name: 'lock_waves',
    text: `select pg_advisory_xact_lock(hashtextextended('waves ' || $1, 0))`,
    values: [distributorId],
  })

/** Writes a wave with its outlets; cadence and drop are frozen as they are now. */
export const insertWave = (tx: Tx, wave: NewWave) => {
  const { chosen } = wave
  const heldOut = chosen.filter(({ part }) => part === 'held_out').length
  return prepared(tx, {
    name: 'insert_wave',
    text: `with wave as (
        insert into rollout.wave (distributor_id, id, programme_id, number, starts_on, ends_on,
          outlets, held_out, needed_minutes, capacity_minutes, seed, compiled_by, overridden,
          override_reason)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning id)
      insert into rollout.wave_outlet (distributor_id, wave_id, outlet_id, part, position, readiness,
        worth, vacant, cadence_days, median_drop_minor)
      select $1, wave.id, c.outlet_id, c.part, c.position, c.readiness, c.worth, c.vacant, c.cadence,
        c.median_drop
      from wave, unnest($15::uuid[], $16::text[], $17::int[], $18::int[], $19::int[],
        $20::boolean[], $21::int[], $22::bigint[])
        c (outlet_id, part, position, readiness, worth, vacant, cadence, median_drop)`,
    values: [
      ...[wave.distributorId, wave.id, wave.programmeId, wave.number, wave.startsOn, wave.endsOn],
      ...[chosen.length - heldOut, heldOut, wave.neededMinutes, wave.capacityMinutes, wave.seed],
      ...[wave.compiledBy, wave.overridden, wave.overrideReason],
      chosen.map((c) => c.outletId),
      chosen.map((c) => c.part),
      chosen.map((c) => c.position),
      chosen.map((c) => c.readiness),
      chosen.map((c) => c.worth),
      chosen.map((c) => c.vacant),
      chosen.map((c) => c.cadenceDays),
      chosen.map((c) => c.medianDropMinor),
    ],
  })
}

export type WaveRow = {
  id: string
  number: number
  startsOn: string
  endsOn: string
  outlets: number
  heldOut: number
  neededMinutes: number
  capacityMinutes: number
  compiledAt: string
  overridden: string[]
  overrideReason: string | null
  stoppedAt: string | null
  stopReason: string | null
  /** Outlets that reached at least the step. */
  contacted: number
  agreed: number
  registered: number
  firstOrder: number
  thirdOrder: number
  regular: number
  held: number
  aside: number
}

// Who entered without a word of consent agreed, too: a later step of the ladder holds the earlier ones.
const reachedAtLeast = (step: Step) =>
  `l.step in (${STEPS.slice(STEPS.indexOf(step))
    .map((name) => `'${name}'`)
    .join(', ')})`

/** The waves of a programme with how far their invited outlets came; the last first. */
export const wavesOf = (db: Db, distributorId: string, programmeId: string) =>
  prepared<WaveRow>(db, {
    name: 'waves_of',
    text: `select w.id, w.number, w.starts_on as "startsOn", w.ends_on as "endsOn", w.outlets,
        w.held_out as "heldOut", w.needed_minutes as "neededMinutes",
        w.capacity_minutes as "capacityMinutes", w.compiled_at as "compiledAt", w.overridden,
        w.override_reason as "overrideReason", w.stopped_at as "stoppedAt",
        w.stop_reason as "stopReason",
        (count(*) filter (where ${reachedAtLeast('contacted')}))::int as contacted,
        (count(*) filter (where ${reachedAtLeast('agreed')}))::int as agreed,
        (count(*) filter (where ${reachedAtLeast('registered')}))::int as registered,
        (count(*) filter (where ${reachedAtLeast('first_order')}))::int as "firstOrder",
        (count(*) filter (where ${reachedAtLeast('third_order')}))::int as "thirdOrder",
        (count(*) filter (where l.step in ('regular', 'held')))::int as regular,
        (count(*) filter (where l.step = 'held'))::int as held,
        (count(*) filter (where l.aside is not null))::int as aside
      from rollout.wave w
      left join rollout.wave_outlet wo on wo.distributor_id = $1 and wo.wave_id = w.id
        and wo.part = 'invited'
      left join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = wo.outlet_id
      where w.distributor_id = $1 and w.programme_id = $2
      group by w.distributor_id, w.id order by w.number desc`,
    values: [distributorId, programmeId],
  })

export type WaveOutletRow = {
  outletId: string
  code: string
  name: string
  city: string
  class: string
  part: 'invited' | 'held_out'
  position: number
  readiness: number
  vacant: boolean
  step: Step
  aside: Aside | null
  objection: string | null
  reached: Record<string, string>
  independentOrders: number
  accompaniedOrders: number
  agentName: string | null
  lastContactAt: string | null
  lastContactBy: string | null
}

export type WaveOutletFilters = {
  waveId: string
  seen: string[] | null
  step: string | null
  aside: string | null
  part: string | null
}

/** The outlets of a wave in the order of invitation. */
export const waveOutlets = (db: Db, distributorId: string, asked: WaveOutletFilters) =>
  prepared<WaveOutletRow>(db, {
    name: 'wave_outlets',
    text: `with clock as materialized (select (platform.now() at time zone t.time_zone)::date
        as today from identity.tenant t where t.id = $1)
      select o.id as "outletId", o.code, o.name, o.city, o.class, wo.part, wo.position,
        wo.readiness, wo.vacant, coalesce(l.step, 'planned') as step, l.aside, l.objection,
        coalesce(l.reached, '{}') as reached,
        coalesce(l.independent_orders, 0) as "independentOrders",
        coalesce(l.accompanied_orders, 0) as "accompaniedOrders",
        (select a.name from outlets.outlet_territory ot
          join outlets.territory_agent ta on ta.distributor_id = $1
            and ta.territory_id = ot.territory_id and ta.from_day <= clock.today
            and (ta.to_day is null or ta.to_day >= clock.today)
          join outlets.agent a on a.distributor_id = $1 and a.id = ta.agent_id
            and a.left_at is null
          where ot.distributor_id = $1 and ot.outlet_id = o.id and ot.from_day <= clock.today
            and (ot.to_day is null or ot.to_day >= clock.today)
          order by a.code limit 1) as "agentName",
        c.started_at as "lastContactAt", c.by_name as "lastContactBy"
      from clock cross join rollout.wave_outlet wo
      join outlets.outlet o on o.distributor_id = $1 and o.id = wo.outlet_id
      left join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = wo.outlet_id
      left join lateral (select c.started_at, c.by_name from rollout.contact c
        where c.distributor_id = $1 and c.outlet_id = wo.outlet_id
        order by c.started_at desc limit 1) c on true
      where wo.distributor_id = $1 and wo.wave_id = $2 and ($3::uuid[] is null or o.id = any($3))
        and ($4::text is null or coalesce(l.step, 'planned') = $4)
        and ($5::text is null or l.aside = $5) and ($6::text is null or wo.part = $6)
      order by wo.part desc, wo.position limit 2000`,
    values: [distributorId, asked.waveId, asked.seen, asked.step, asked.aside, asked.part],
  })

/** Stops a wave: nobody of it is invited any more. The first reason stands. False: no such wave. */
export const stopWave = async (
  tx: Tx,
  stop: { distributorId: string; id: string; reason: string },
): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'stop_wave',
      text: `update rollout.wave set stopped_at = coalesce(stopped_at, platform.now()),
          stop_reason = coalesce(stop_reason, $3)
        where distributor_id = $1 and id = $2 returning id`,
      values: [stop.distributorId, stop.id, stop.reason],
    })
  ).length > 0
