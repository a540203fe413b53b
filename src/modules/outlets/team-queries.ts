import { type Db, prepared, type Tx } from '../../platform/db.ts'

/** The day it is for a distributor. */
export const dayThere = async (db: Db, timeZone: string): Promise<string> =>
  (
    await prepared<{ day: string }>(db, {
      name: 'day_there',
      text: `select timezone($1, platform.now())::date::text as day`,
      values: [timeZone],
    })
  )[0]?.day ?? ''

export type TeamRow = { id: string; exclusive: boolean }

/** The team of a name or code, in whatever case it is written. */
export const teamNamed = async (db: Db, distributorId: string, name: string) =>
  (
    await prepared<TeamRow>(db, {
      name: 'team_named',
      text: `select id, exclusive from outlets.team
        where distributor_id = $1 and lower($2) in (lower(name), lower(code)) order by code limit 1`,
      values: [distributorId, name],
    })
  )[0]

/** Makes an exclusive team; of two who make it at once the second takes the first one’s. */
export const insertExclusiveTeam = async (
  tx: Tx,
  team: { distributorId: string; id: string; name: string },
) =>
  (
    await prepared<TeamRow>(tx, {
      name: 'insert_exclusive_team',
      text: `insert into outlets.team as t (distributor_id, id, code, name, exclusive)
        values ($1, $2, $3, $3, true)
        on conflict (distributor_id, code) do update set name = t.name
        returning id, exclusive`,
      values: [team.distributorId, team.id, team.name],
    })
  )[0]

type Serving = { distributorId: string; teamId: string; day: string; agentIds: string[] }

/** A territory of the team for each agent who has none there on the day; of one who left, vacant. */
export const insertTeamTerritories = (tx: Tx, asked: Serving) =>
  prepared<{ id: string; agentId: string; vacant: boolean }>(tx, {
    name: 'insert_team_territories',
    text: `with wanted as materialized (
        select gen_random_uuid() as id, a.id as agent_id, a.name, a.supervisor_id, a.left_at,
          concat(tm.code, ': ', a.code) as code
        from outlets.agent a
        join outlets.team tm on tm.distributor_id = $1 and tm.id = $2
        where a.distributor_id = $1 and a.id = any($4::uuid[]) and not exists (
          select 1 from outlets.territory_agent ta
          join outlets.territory t on t.distributor_id = $1 and t.id = ta.territory_id
          where ta.distributor_id = $1 and ta.agent_id = a.id and t.team_id = $2
            and ta.from_day <= $3::date and (ta.to_day is null or ta.to_day >= $3::date))),
      made as (
        insert into outlets.territory (distributor_id, id, code, name, team_id, supervisor_id)
        select $1, w.id, case when exists (select 1 from outlets.territory x
            where x.distributor_id = $1 and x.code = w.code)
          then concat(w.code, ' ', left(w.id::text, 8)) else w.code end, w.name, $2, w.supervisor_id
        from wanted w returning id),
      given as (
        insert into outlets.territory_agent (distributor_id, territory_id, agent_id, from_day)
        select $1, w.id, w.agent_id, $3::date from wanted w join made m on m.id = w.id
        where w.left_at is null returning territory_id)
      select w.id, w.agent_id as "agentId", w.left_at is not null as vacant from wanted w`,
    values: [asked.distributorId, asked.teamId, asked.day, asked.agentIds],
  })

/** The team’s territory of each agent on the day. */
export const territoriesOfAgents = (db: Db, asked: Serving) =>
  prepared<{ id: string; agentId: string }>(db, {
    name: 'territories_of_agents',
    text: `select distinct on (ta.agent_id) t.id, ta.agent_id as "agentId"
      from outlets.territory_agent ta
      join outlets.territory t on t.distributor_id = $1 and t.id = ta.territory_id
      where ta.distributor_id = $1 and t.team_id = $2 and ta.agent_id = any($4::uuid[])
        and ta.from_day <= $3::date and (ta.to_day is null or ta.to_day >= $3::date)
      order by ta.agent_id, ta.from_day desc, t.code`,
    values: [asked.distributorId, asked.teamId, asked.day, asked.agentIds],
  })

export type Served = { outletId: string; territoryId: string }
type Giving = { distributorId: string; teamId: string; day: string; served: Served[] }
export type Ended = { outletId: string; fromDay: string; toDay: string | null }

/** Ends, the day before, what another territory of the team served; told as it was. */
export const endTeamTerritories = (tx: Tx, asked: Giving) =>
  prepared<Ended>(tx, {
    name: 'end_team_territories',
    text: `with served as materialized (
        select * from jsonb_to_recordset($4::jsonb) s ("outletId" uuid, "territoryId" uuid)),
      standing as materialized (
        select ot.outlet_id, ot.from_day, ot.to_day from outlets.outlet_territory ot
        join served s on s."outletId" = ot.outlet_id and s."territoryId" <> ot.territory_id
        where ot.distributor_id = $1 and ot.team_id = $2 and ot.from_day < $3::date
          and (ot.to_day is null or ot.to_day >= $3::date)),
      ended as (
        update outlets.outlet_territory ot set to_day = $3::date - 1 from standing x
        where ot.distributor_id = $1 and ot.team_id = $2 and ot.outlet_id = x.outlet_id
          and ot.from_day = x.from_day returning ot.outlet_id)
      select outlet_id as "outletId", from_day::text as "fromDay", to_day::text as "toDay"
      from standing`,
    values: [asked.distributorId, asked.teamId, asked.day, JSON.stringify(asked.served)],
  })

/** Gives open outlets to territories of the team from the day on, until what is planned there later. */
export const insertTeamOutlets = (tx: Tx, asked: Giving) =>
  prepared<{ outletId: string }>(tx, {
    name: 'insert_team_outlets',
    text: `insert into outlets.outlet_territory (distributor_id, outlet_id, team_id, territory_id,
        from_day, to_day)
      select $1, o.id, $2, s."territoryId", $3::date,
        (select min(k.from_day) - 1 from outlets.outlet_territory k where k.distributor_id = $1
          and k.outlet_id = o.id and k.team_id = $2 and k.from_day > $3::date)
      from jsonb_to_recordset($4::jsonb) s ("outletId" uuid, "territoryId" uuid)
      join outlets.outlet o on o.distributor_id = $1 and o.id = s."outletId" and o.closed_at is null
      where not exists (select 1 from outlets.outlet_territory k where k.distributor_id = $1
        and k.outlet_id = o.id and k.team_id = $2 and k.from_day <= $3::date
        and (k.to_day is null or k.to_day >= $3::date))
      on conflict do nothing returning outlet_id as "outletId"`,
    values: [asked.distributorId, asked.teamId, asked.day, JSON.stringify(asked.served)],
  })

/** Open outlets that nobody of a team serves on a day. */
export const countUnserved = async (
  db: Db,
  asked: { distributorId: string; teamId: string; day: string },
): Promise<number> =>
  (
    await prepared<{ n: number }>(db, {
      name: 'count_unserved',
      text: `select count(*)::int as n from outlets.outlet o
        where o.distributor_id = $1 and o.closed_at is null and not exists (
          select 1 from outlets.outlet_territory ot where ot.distributor_id = $1
            and ot.outlet_id = o.id and ot.team_id = $2 and ot.from_day <= $3::date
            and (ot.to_day is null or ot.to_day >= $3::date))`,
      values: [asked.distributorId, asked.teamId, asked.day],
    })
  )[0]?.n ?? 0

type Taken = { distributorId: string; teamId: string; day: string }

/** Takes back that the team served outlets from the day on. */
export const deleteTeamOutlets = (tx: Tx, taken: Taken & { outletIds: string[] }) =>
  prepared(tx, {
    name: 'delete_team_outlets',
    text: `delete from outlets.outlet_territory where distributor_id = $1 and team_id = $2
      and from_day = $3::date and outlet_id = any($4::uuid[])`,
    values: [taken.distributorId, taken.teamId, taken.day, taken.outletIds],
  })

/** Gives what had ended its former last day back. */
export const reopenTeamOutlets = (tx: Tx, taken: Taken & { ended: Ended[] }) =>
  prepared(tx, {
    name: 'reopen_team_outlets',
    text: `update outlets.outlet_territory ot set to_day = e."toDay"
      from jsonb_to_recordset($4::jsonb) e ("outletId" uuid, "fromDay" date, "toDay" date)
      where ot.distributor_id = $1 and ot.team_id = $2 and ot.outlet_id = e."outletId"
        and ot.from_day = e."fromDay" and ot.to_day = $3::date - 1`,
    values: [taken.distributorId, taken.teamId, taken.day, JSON.stringify(taken.ended)],
  })

/** Takes the agents from territories that serve no outlet any more. */
export const deleteAgentsOfFree = (tx: Tx, distributorId: string, territoryIds: string[]) =>
  prepared(tx, {
    name: 'delete_agents_of_free',
    text: `delete from outlets.territory_agent ta
      where ta.distributor_id = $1 and ta.territory_id = any($2::uuid[]) and not exists (
        select 1 from outlets.outlet_territory ot
        where ot.distributor_id = $1 and ot.territory_id = ta.territory_id)`,
    values: [distributorId, territoryIds],
  })

/** Deletes territories of neither an outlet nor an agent. */
export const deleteFreeTerritories = (tx: Tx, distributorId: string, territoryIds: string[]) =>
  prepared(tx, {
    name: 'delete_free_territories',
    text: `delete from outlets.territory t
      where t.distributor_id = $1 and t.id = any($2::uuid[])
        and not exists (select 1 from outlets.outlet_territory ot
          where ot.distributor_id = $1 and ot.territory_id = t.id)
        and not exists (select 1 from outlets.territory_agent ta
          where ta.distributor_id = $1 and ta.territory_id = t.id)`,
    values: [distributorId, territoryIds],
  })

/** Deletes a team of neither a territory nor an agent. */
export const deleteFreeTeam = (tx: Tx, distributorId: string, teamId: string) =>
  prepared(tx, {
    name: 'delete_free_team',
    text: `delete from outlets.team tm where tm.distributor_id = $1 and tm.id = $2
      and not exists (select 1 from outlets.territory t
        where t.distributor_id = $1 and t.team_id = tm.id)
      and not exists (select 1 from outlets.agent a
        where a.distributor_id = $1 and a.team_id = tm.id)`,
    values: [distributorId, teamId],
  })
