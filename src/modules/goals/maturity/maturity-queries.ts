import { type Db, prepared } from '../../../platform/db.ts'
import type { MaturityCounts } from './maturity-rules.ts'

export type TerritoryRow = MaturityCounts & {
  territoryId: string
  name: string
  agentName: string | null
}

/**
 * What each territory's outlets received in the gauge's 28 days, and how much of it they ordered
 * independently, as it is counted by outlet. An outlet counts in the territory of its
 * general team today.
 */
export const maturityRows = (db: Db, asked: { distributorId: string; seen: string[] | null }) =>
  prepared<TerritoryRow>(db, {
    name: 'maturity_rows',
    text: `with clock as materialized (select (platform.now() at time zone t.time_zone)::date
        as today from identity.tenant t where t.id = $1),
      home as materialized (
        select distinct on (ot.outlet_id) ot.outlet_id, ot.territory_id
        from clock cross join outlets.outlet_territory ot
        join outlets.team tm on tm.distributor_id = $1 and tm.id = ot.team_id
        where ot.distributor_id = $1 and ot.from_day <= clock.today
          and (ot.to_day is null or ot.to_day >= clock.today)
          and ($2::uuid[] is null or ot.outlet_id = any($2))
        order by ot.outlet_id, tm.exclusive, tm.code),
      kept as materialized (
        select h.territory_id, w.* from home h
        join goals.outlet_window w on w.distributor_id = $1 and w.outlet_id = h.outlet_id
          and w.period = 'now')
      select t.id as "territoryId", t.name,
        (select a.name from outlets.territory_agent ta
          join outlets.agent a on a.distributor_id = $1 and a.id = ta.agent_id
            and a.left_at is null
          where ta.distributor_id = $1 and ta.territory_id = t.id
            and ta.from_day <= (select today from clock)
            and (ta.to_day is null or ta.to_day >= (select today from clock))
          order by a.code limit 1) as "agentName",
        count(k.outlet_id)::int as outlets,
        (count(*) filter (where k.independent_orders > 0))::int as "aloneOutlets",
        coalesce(sum(k.orders), 0)::int as orders,
        coalesce(sum(k.independent_orders), 0)::int as "aloneOrders",
        coalesce(sum(k.kept_minor), 0)::bigint as "keptMinor",
        coalesce(sum(k.independent_minor), 0)::bigint as "aloneMinor"
      from (select distinct territory_id from home) h
      join outlets.territory t on t.distributor_id = $1 and t.id = h.territory_id
      left join kept k on k.territory_id = t.id
      group by t.id, t.name order by t.name, t.id`,
    values: [asked.distributorId, asked.seen],
  })
