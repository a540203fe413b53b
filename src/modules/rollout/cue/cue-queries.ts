import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import type { CueFacts, Outcome, Strength } from './cue-rules.ts'

type Asked = { distributorId: string; outletIds: string[] }

export type CueOutlet = {
  outletId: string
  timeZone: string
  today: string
  registeredAt: string
  registeredDay: string
  /** The last day a cue is known for. */
  lastDay: string | null
}

/** Those of the outlets that have cues: invited in a wave, and registered. */
export const outletsWithCues = (db: Db, { distributorId, outletIds }: Asked) =>
  prepared<CueOutlet>(db, {
    name: 'outlets_with_cues',
    text: `select wo.outlet_id as "outletId", t.time_zone as "timeZone",
        (platform.now() at time zone t.time_zone)::date as today,
        l.reached ->> 'registered' as "registeredAt",
        ((l.reached ->> 'registered')::timestamptz at time zone t.time_zone)::date
          as "registeredDay",
        (select max(c.delivery_day) from rollout.cue c where c.distributor_id = $1
          and c.outlet_id = wo.outlet_id) as "lastDay"
      from rollout.wave_outlet wo
      join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = wo.outlet_id
        and l.reached ->> 'registered' is not null
      join identity.tenant t on t.id = $1
      where wo.distributor_id = $1 and wo.outlet_id = any($2::uuid[]) and wo.part = 'invited'`,
    values: [distributorId, outletIds],
  })

export type PlannedCue = {
  outletId: string
  deliveryDay: string
  cutOffAt: string
  calledOff: boolean
}

/**
 * Makes the open cues of outlets the planned ones. What has passed its cut-off stays, but for a day
 * that the zone calls off afterwards. Returns the open cut-offs that are new.
 */
export const syncCues = async (
  tx: Tx,
  { distributorId, outletIds }: Asked,
  planned: PlannedCue[],
): Promise<string[]> =>
  (
    await prepared<{ at: string }>(tx, {
      name: 'sync_cues',
      text: `with said as (
          select * from unnest($3::uuid[], $4::date[], $5::timestamptz[], $6::boolean[])
            s (outlet_id, delivery_day, cut_off_at, called_off)),
        gone as (
          delete from rollout.cue c where c.distributor_id = $1 and c.outlet_id = any($2::uuid[])
            and c.cut_off_at > platform.now() and not exists (select 1 from said s
              where s.outlet_id = c.outlet_id and s.delivery_day = c.delivery_day)),
        put as (
          insert into rollout.cue as c (distributor_id, outlet_id, delivery_day, cut_off_at,
            called_off)
          select $1, outlet_id, delivery_day, cut_off_at, called_off from said
          on conflict (distributor_id, outlet_id, delivery_day) do update
            set called_off = excluded.called_off,
              cut_off_at = case when c.cut_off_at > platform.now() then excluded.cut_off_at
                else c.cut_off_at end
            where c.called_off <> excluded.called_off
              or (c.cut_off_at <> excluded.cut_off_at and c.cut_off_at > platform.now())
          returning c.cut_off_at, c.called_off)
        select distinct cut_off_at as at from put
        where not called_off and cut_off_at > platform.now() order by 1`,
      values: [
        distributorId,
        outletIds,
        planned.map((cue) => cue.outletId),
        planned.map((cue) => cue.deliveryDay),
        planned.map((cue) => cue.cutOffAt),
        planned.map((cue) => cue.calledOff),
      ],
    })
  ).map((row) => row.at)

/** What makes it impossible or needless to order for a cue (c), as things stand now. */
export const EXCUSE = `case
  when o.closed_at is not null then 'closed'
  when exists (select 1 from rollout.aside a where a.distributor_id = c.distributor_id
    and a.outlet_id = c.outlet_id and a.ended_at is null) then 'paused'
  when c.cut_off_at > platform.now() - interval '2 days' and exists (
    select 1 from ordering.order h where h.distributor_id = c.distributor_id
      and h.outlet_id = c.outlet_id and h.status = 'on_hold' and h.hold_reason = 'credit')
    then 'on_hold'
  when c.cut_off_at > platform.now() - interval '2 days' and (
    select count(*) > 0 and 2 * count(*) filter (where not exists (
        select 1 from stock.balance b where b.distributor_id = c.distributor_id
          and b.product_id = u.product_id and (b.mode = 'open' or b.on_hand_milli
            - b.reserved_milli + case b.mode when 'expected' then b.expected_milli else 0 end > 0)
      )) > count(*)
    from habit.usual_line u where u.distributor_id = c.distributor_id
      and u.outlet_id = c.outlet_id) then 'out_of_stock'
  when (select (c.delivery_day - max(d.delivery_day)) * 4 < max(wo.cadence_days) * 3
    from delivery.drop d join rollout.wave_outlet wo on wo.distributor_id = c.distributor_id
      and wo.outlet_id = c.outlet_id
    where d.distributor_id = c.distributor_id and d.outlet_id = c.outlet_id and d.orders > 0
      and d.delivery_day < c.delivery_day) then 'stocked'
  end`

/** Writes down, once, what excuses the cues whose cut-off has passed. */
export const lookAtCues = (tx: Tx, { distributorId, outletIds }: Asked) =>
  prepared(tx, {
    name: 'look_at_cues',
    text: `update rollout.cue c set looked_at = platform.now(), excuse = ${EXCUSE}
      from outlets.outlet o
      where c.distributor_id = $1 and c.outlet_id = any($2::uuid[])
        and o.distributor_id = $1 and o.id = c.outlet_id
        and c.looked_at is null and c.cut_off_at <= platform.now()`,
    values: [distributorId, outletIds],
  })

export type CueRow = CueFacts & { outletId: string; outcome: Outcome | null }

/** The cues of outlets, each with the orders for its slot. */
export const cuesToJudge = (db: Db, { distributorId, outletIds }: Asked) =>
  prepared<CueRow>(db, {
    name: 'cues_to_judge',
    text: `select c.outlet_id as "outletId", c.delivery_day as "deliveryDay",
        c.cut_off_at <= platform.now() as passed, c.called_off as "calledOff", c.excuse, c.outcome,
        coalesce((select jsonb_agg(jsonb_build_object('channel', o.channel,
            'preparedBy', o.prepared_by, 'status', o.status, 'presence', p.verdict))
          from ordering.order o
          left join rollout.presence p on p.distributor_id = $1 and p.order_id = o.id
          where o.distributor_id = $1 and o.outlet_id = c.outlet_id
            and o.delivery_day = c.delivery_day), '[]') as orders
      from rollout.cue c where c.distributor_id = $1 and c.outlet_id = any($2::uuid[])`,
    values: [distributorId, outletIds],
  })

/** Days on which outlets got another assistant after their first cue. */
export const newcomersOf = (db: Db, { distributorId, outletIds }: Asked) =>
  prepared<{ outletId: string; day: string }>(db, {
    name: 'newcomers_of',
    text: `select b.outlet_id as "outletId", (b.since at time zone t.time_zone)::date as day
      from outlets.buyer b join identity.tenant t on t.id = $1
      where b.distributor_id = $1 and b.outlet_id = any($2::uuid[]) and b.position = 'assistant'
        and b.since > (select min(c.cut_off_at) from rollout.cue c
          where c.distributor_id = $1 and c.outlet_id = b.outlet_id)`,
    values: [distributorId, outletIds],
  })

export const putOutcomes = (
  tx: Tx,
  distributorId: string,
  rows: { outletId: string; deliveryDay: string; outcome: Outcome | null }[],
) =>
  prepared(tx, {
    name: 'put_outcomes',
    text: `update rollout.cue c set outcome = s.outcome
      from unnest($2::uuid[], $3::date[], $4::text[]) s (outlet_id, delivery_day, outcome)
      where c.distributor_id = $1 and c.outlet_id = s.outlet_id and c.delivery_day = s.delivery_day
        and c.outcome is distinct from s.outcome`,
    values: [
      distributorId,
      rows.map((row) => row.outletId),
      rows.map((row) => row.deliveryDay),
      rows.map((row) => row.outcome),
    ],
  })

/** Writes how strong habits are; those that stand as they did are not written. Returns how many. */
export const putStrengths = async (
  tx: Tx,
  distributorId: string,
  rows: (Strength & { outletId: string })[],
): Promise<number> =>
  (
    await prepared(tx, {
      name: 'put_strengths',
      text: `insert into rollout.strength as h (distributor_id, outlet_id, strength_bp, stage, streak,
          best_streak, kept, assisted, missed, excused, stage_since)
        select $1, r."outletId", r."strengthBp", r.stage, r.streak, r."bestStreak", r.kept,
          r.assisted, r.missed, r.excused, r."stageSince"
        from jsonb_to_recordset($2::jsonb) r ("outletId" uuid, "strengthBp" int, stage text,
          streak int, "bestStreak" int, kept int, assisted int, missed int, excused int,
          "stageSince" date)
        on conflict (distributor_id, outlet_id) do update set strength_bp = excluded.strength_bp,
          stage = excluded.stage, streak = excluded.streak, best_streak = excluded.best_streak,
          kept = excluded.kept, assisted = excluded.assisted, missed = excluded.missed,
          excused = excluded.excused, stage_since = excluded.stage_since
        where (h.strength_bp, h.stage, h.streak, h.best_streak, h.kept, h.assisted, h.missed,
          h.excused, h.stage_since) is distinct from (excluded.strength_bp, excluded.stage,
          excluded.streak, excluded.best_streak, excluded.kept, excluded.assisted, excluded.missed,
          excluded.excused, excluded.stage_since)
        returning h.outlet_id`,
      values: [distributorId, JSON.stringify(rows)],
    })
  ).length
