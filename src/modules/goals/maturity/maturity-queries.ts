import { type Db, prepared } from '../../../platform/db.ts'
import type { MaturityCounts } from './maturity-rules.ts'

export type TerritoryRow = MaturityCounts & {
  territoryId: string
  name: string
  agentName: string | null
}

/**
 * What each territory's outlets received in the 28 days up to a day, and how much of it they ordered
 * independently; edi and van stand outside both laws. An outlet counts in the territory of its
 * general team today.
 */
export const maturityRows = (
  db: Db,
  asked: { distributorId: string; throughDay: string; seen: string[] | null },
) =>
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
          and ($3::uuid[] is null or ot.outlet_id = any($3))
        order by ot.outlet_id, tm.exclusive, tm.code),
      orders as materialized (
        select h.territory_id, o.outlet_id,
          o.channel in ('portal', 'chatbot', 'api') and o.prepared_by in ('buyer', 'suggestion')
            and p.verdict = 'alone' as alone,
          ordering.kept(coalesce(o.delivered_minor, o.total_minor), o.returned_minor) as kept
        from ordering.order o join home h on h.outlet_id = o.outlet_id
        left join rollout.presence p on p.distributor_id = $1 and p.order_id = o.id
        where o.distributor_id = $1 and o.delivery_day between $2::date - 27 and $2::date
          and o.status in ('delivered', 'partly_delivered', 'returned')
          and o.channel not in ('edi', 'van'))
      select t.id as "territoryId", t.name,
        (select a.name from outlets.territory_agent ta
          join outlets.agent a on a.distributor_id = $1 and a.id = ta.agent_id
            and a.left_at is null
          where ta.distributor_id = $1 and ta.territory_id = t.id
            and ta.from_day <= (select today from clock)
            and (ta.to_day is null or ta.to_day >= (select today from clock))
          order by a.code limit 1) as "agentName",
        count(distinct o.outlet_id)::int as outlets,
        (count(distinct o.outlet_id) filter (where o.alone))::int as "aloneOutlets",
        count(o.outlet_id)::int as orders,
        (count(*) filter (where o.alone))::int as "aloneOrders",
        coalesce(sum(o.kept), 0)::bigint as "keptMinor",
        coalesce(sum(o.kept) filter (where o.alone), 0)::bigint as "aloneMinor"
      from (select distinct territory_id from home) h
      join outlets.territory t on t.distributor_id = $1 and t.id = h.territory_id
      left join orders o on o.territory_id = t.id
      group by t.id, t.name order by t.name, t.id`,
    values: [asked.distributorId, asked.throughDay, asked.seen],
  })
