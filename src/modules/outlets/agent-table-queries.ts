import { prepared, type Tx } from '../../platform/db.ts'
import { type Staged, type StagedRow, stage } from '../../platform/stage-queries.ts'

const SERVED = {
  name: 'staged_served',
  columns: { line: 'bigint', outlet: 'text', team: 'text', agent: 'text' },
} as const satisfies Staged<string>
export type StagedServed = StagedRow<keyof typeof SERVED.columns>

/** Which agent serves which outlet for which team, as a table says. */
export const stageServed = (tx: Tx, rows: AsyncIterable<StagedServed[]>) => stage(tx, SERVED, rows)

/** Agents named by code or name, made where neither is known. */
export const insertAgents = async (tx: Tx, distributorId: string): Promise<number> =>
  (
    await prepared(tx, {
      name: '',
      text: `insert into outlets.agent (distributor_id, id, code, name, team_id)
        select distinct on (s.agent) $1::uuid, gen_random_uuid(), s.agent, s.agent, t.id
        from pg_temp.staged_served s
        join outlets.team t on t.distributor_id = $1 and t.code = s.team
        where not exists (select 1 from outlets.agent a where a.distributor_id = $1
          and s.agent in (a.code, a.name))
        order by s.agent, s.line on conflict (distributor_id, code) do nothing returning id`,
      values: [distributorId],
    })
  ).length

/** A territory for each agent and team that has none; it carries the agent's name. */
export const insertTerritories = async (tx: Tx, distributorId: string, today: string) =>
  (
    await prepared(tx, {
      name: '',
      text: `with named as (
          select distinct on (t.id, a.id) t.id as team_id, t.code as team, a.id as agent_id, a.name
          from pg_temp.staged_served s
          join outlets.team t on t.distributor_id = $1 and t.code = s.team
          join outlets.agent a on a.distributor_id = $1 and s.agent in (a.code, a.name)
          where not exists (select 1 from outlets.territory_agent ta
            join outlets.territory y on y.distributor_id = $1 and y.id = ta.territory_id
            where ta.distributor_id = $1 and ta.agent_id = a.id and y.team_id = t.id
              and (ta.to_day is null or ta.to_day >= $2::date))
          order by t.id, a.id, a.code),
        made as (
          insert into outlets.territory (distributor_id, id, code, name, team_id)
          select $1, gen_random_uuid(), concat(team, ': ', name), name, team_id from named
          on conflict (distributor_id, code) do update set name = excluded.name
          returning id, code)
        insert into outlets.territory_agent (distributor_id, territory_id, agent_id, from_day)
        select $1, made.id, named.agent_id, $2::date from named
        join made on made.code = concat(named.team, ': ', named.name)
        on conflict do nothing returning territory_id`,
      values: [distributorId, today],
    })
  ).length

const SERVES = `select distinct on (o.id, t.id) o.id as outlet_id, t.id as team_id,
    ta.territory_id
  from pg_temp.staged_served s
  join outlets.outlet o on o.distributor_id = $1 and o.code = s.outlet
  join outlets.team t on t.distributor_id = $1 and t.code = s.team
  join outlets.agent a on a.distributor_id = $1 and s.agent in (a.code, a.name)
  join outlets.territory_agent ta on ta.distributor_id = $1 and ta.agent_id = a.id
    and (ta.to_day is null or ta.to_day >= $2::date)
  join outlets.territory y on y.distributor_id = $1 and y.id = ta.territory_id
    and y.team_id = t.id
  order by o.id, t.id, s.line desc, ta.from_day desc`

/** Ends, the day before today, what another territory served; returns how many. */
export const endOtherTerritories = async (tx: Tx, distributorId: string, today: string) =>
  (
    await prepared(tx, {
      name: '',
      text: `with serves as (${SERVES})
        update outlets.outlet_territory ot set to_day = greatest(ot.from_day, $2::date - 1)
        from serves s where ot.distributor_id = $1 and ot.outlet_id = s.outlet_id
          and ot.team_id = s.team_id and ot.territory_id <> s.territory_id
          and (ot.to_day is null or ot.to_day >= $2::date) and ot.from_day < $2::date
        returning ot.outlet_id`,
      values: [distributorId, today],
    })
  ).length

/** Gives the outlets to the territories from today on, unless they are theirs already. */
export const insertServed = async (tx: Tx, distributorId: string, today: string) =>
  (
    await prepared(tx, {
      name: '',
      text: `with serves as (${SERVES})
        insert into outlets.outlet_territory as ot (distributor_id, outlet_id, team_id,
          territory_id, from_day)
        select $1, s.outlet_id, s.team_id, s.territory_id, $2::date from serves s
        where not exists (select 1 from outlets.outlet_territory k where k.distributor_id = $1
          and k.outlet_id = s.outlet_id and k.team_id = s.team_id
          and k.territory_id = s.territory_id and (k.to_day is null or k.to_day >= $2::date))
        on conflict (distributor_id, outlet_id, team_id, from_day)
          do update set territory_id = excluded.territory_id returning outlet_id`,
      values: [distributorId, today],
    })
  ).length
