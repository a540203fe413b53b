import { type Db, prepared, type Tx } from '../../../platform/db.ts'

/**
 * Writes down what the agent of an outlet earned when it became regular, or held: once for each outlet,
 * at the programme's amounts, for the agent of its general team today, or his supervisor's pool.
 */
export const earnBonus = (
  tx: Tx,
  earned: { distributorId: string; outletId: string; kind: 'regular' | 'held' },
) =>
  prepared(tx, {
    name: 'earn_bonus',
    text: `insert into rollout.bonus (distributor_id, outlet_id, kind, programme_id, agent_id,
        amount_minor)
      select $1, wo.outlet_id, $3, p.id, coalesce(a.id, t.supervisor_id),
        case $3 when 'held' then p.bonus_held_minor else p.bonus_regular_minor end
      from rollout.wave_outlet wo
      join rollout.wave w on w.distributor_id = $1 and w.id = wo.wave_id
      join rollout.programme p on p.distributor_id = $1 and p.id = w.programme_id
      join identity.tenant clock on clock.id = $1
      join lateral (
        select ot.territory_id from outlets.outlet_territory ot
        join outlets.team tm on tm.distributor_id = $1 and tm.id = ot.team_id
        where ot.distributor_id = $1 and ot.outlet_id = wo.outlet_id
          and ot.from_day <= (platform.now() at time zone clock.time_zone)::date
          and (ot.to_day is null or ot.to_day >= (platform.now() at time zone clock.time_zone)::date)
        order by tm.exclusive, tm.code limit 1) served on true
      join outlets.territory t on t.distributor_id = $1 and t.id = served.territory_id
      left join outlets.territory_agent ta on ta.distributor_id = $1 and ta.territory_id = t.id
        and ta.from_day <= (platform.now() at time zone clock.time_zone)::date
        and (ta.to_day is null or ta.to_day >= (platform.now() at time zone clock.time_zone)::date)
      left join outlets.agent a on a.distributor_id = $1 and a.id = ta.agent_id and a.left_at is null
      where wo.distributor_id = $1 and wo.outlet_id = $2 and wo.part = 'invited'
        and coalesce(a.id, t.supervisor_id) is not null
        and case $3 when 'held' then p.bonus_held_minor else p.bonus_regular_minor end > 0
      on conflict (distributor_id, outlet_id, kind) do nothing`,
    values: [earned.distributorId, earned.outletId, earned.kind],
  })

export type BonusRow = {
  outletId: string
  outletName: string
  kind: 'regular' | 'held'
  amountMinor: number
  earnedAt: string
}

/** What a person earned by his outlets, newest first. */
export const bonusesOf = (db: Db, distributorId: string, personId: string) =>
  prepared<BonusRow>(db, {
    name: 'bonuses_of',
    text: `select b.outlet_id as "outletId", o.name as "outletName", b.kind,
        b.amount_minor as "amountMinor", b.earned_at as "earnedAt"
      from rollout.bonus b
      join outlets.agent a on a.distributor_id = $1 and a.id = b.agent_id and a.person_id = $2
      join outlets.outlet o on o.distributor_id = $1 and o.id = b.outlet_id
      where b.distributor_id = $1 order by b.earned_at desc, b.outlet_id limit 200`,
    values: [distributorId, personId],
  })

export type BonusTotal = { kind: 'regular' | 'held'; outlets: number; amountMinor: number }

/** What agents earned in a programme, by kind. */
export const bonusTotals = (db: Db, distributorId: string, programmeId: string) =>
  prepared<BonusTotal>(db, {
    name: 'bonus_totals',
    text: `select kind, count(*)::int as outlets, coalesce(sum(amount_minor), 0)::bigint as "amountMinor"
      from rollout.bonus where distributor_id = $1 and programme_id = $2
      group by kind order by kind desc`,
    values: [distributorId, programmeId],
  })
