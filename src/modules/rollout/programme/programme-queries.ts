import { type Db, prepared, type Tx } from '../../../platform/db.ts'

export type Programme = {
  id: string
  name: string
  purpose: string
  startsOn: string
  endsOn: string
  goalOutlets: number
  goalDropMinor: number
  leaderId: string | null
  gateFirstOrderBp: number
  gateThirdOrderBp: number
  bonusRegularMinor: number
  bonusHeldMinor: number
  createdAt: string
  endedAt: string | null
  today: string
  /** Outlets of all its waves that are regular now, and their average drop since. */
  regularOutlets: number
  invitedOutlets: number
}

/** The programme that runs; undefined: none. */
export const openProgramme = async (
  db: Db,
  distributorId: string,
): Promise<Programme | undefined> =>
  (
    await prepared<Programme>(db, {
      name: 'open_programme',
      text: `select p.id, p.name, p.purpose, p.starts_on as "startsOn", p.ends_on as "endsOn",
          p.goal_outlets as "goalOutlets", p.goal_drop_minor as "goalDropMinor",
          p.leader_id as "leaderId",
          p.gate_first_order_bp as "gateFirstOrderBp", p.gate_third_order_bp as "gateThirdOrderBp",
          p.bonus_regular_minor as "bonusRegularMinor", p.bonus_held_minor as "bonusHeldMinor",
          p.created_at as "createdAt", p.ended_at as "endedAt",
          (platform.now() at time zone t.time_zone)::date as today,
          coalesce(sum((l.step in ('regular', 'held'))::int), 0)::int as "regularOutlets",
          count(wo.outlet_id)::int as "invitedOutlets"
        from rollout.programme p
        join identity.tenant t on t.id = $1
        left join rollout.wave w on w.distributor_id = $1 and w.programme_id = p.id
        left join rollout.wave_outlet wo on wo.distributor_id = $1 and wo.wave_id = w.id
          and wo.part = 'invited'
        left join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = wo.outlet_id
        where p.distributor_id = $1 and p.ended_at is null
        group by p.distributor_id, p.id, t.time_zone`,
      values: [distributorId],
    })
  )[0]

export type ProgrammeSaid = Pick<
  Programme,
  | 'id'
  | 'name'
  | 'purpose'
  | 'startsOn'
  | 'endsOn'
  | 'goalOutlets'
  | 'goalDropMinor'
  | 'leaderId'
  | 'gateFirstOrderBp'
  | 'gateThirdOrderBp'
  | 'bonusRegularMinor'
  | 'bonusHeldMinor'
>

export const putProgramme = (
  tx: Tx,
  distributorId: string,
  said: ProgrammeSaid & { createdBy: string },
) =>
  prepared(tx, {
    name: 'put_programme',
    text: `insert into rollout.programme as p (distributor_id, id, name, purpose, starts_on, ends_on,
        goal_outlets, goal_drop_minor, leader_id, gate_first_order_bp,
        gate_third_order_bp, created_by, bonus_regular_minor, bonus_held_minor)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
      on conflict (distributor_id, id) do update set name = excluded.name,
        purpose = excluded.purpose, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
        goal_outlets = excluded.goal_outlets, goal_drop_minor = excluded.goal_drop_minor,
        leader_id = excluded.leader_id,
        gate_first_order_bp = excluded.gate_first_order_bp,
        gate_third_order_bp = excluded.gate_third_order_bp,
        bonus_regular_minor = excluded.bonus_regular_minor,
        bonus_held_minor = excluded.bonus_held_minor
      where p.ended_at is null`,
    values: [
      ...[distributorId, said.id, said.name, said.purpose, said.startsOn, said.endsOn],
      ...[said.goalOutlets, said.goalDropMinor, said.leaderId],
      ...[said.gateFirstOrderBp, said.gateThirdOrderBp, said.createdBy],
      ...[said.bonusRegularMinor, said.bonusHeldMinor],
    ],
  })

export const endProgramme = async (tx: Tx, distributorId: string, id: string): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'end_programme',
      text: `update rollout.programme set ended_at = coalesce(ended_at, platform.now())
        where distributor_id = $1 and id = $2 returning id`,
      values: [distributorId, id],
    })
  ).length > 0

export type FocusMember = {
  personId: string
  name: string
  kind: 'operator' | 'onboarder'
  weeklyMinutes: number
}

/** Replaces the focus team and the pilot agents of a programme. */
export async function putTeam(
  tx: Tx,
  distributorId: string,
  team: { programmeId: string; members: FocusMember[]; pilotAgentIds: string[] },
): Promise<void> {
  const { programmeId, members, pilotAgentIds } = team
  await prepared(tx, {
    name: 'put_focus_team',
    text: `with gone as (
        delete from rollout.focus_member where distributor_id = $1 and programme_id = $2
          and person_id <> all($3::uuid[]))
      insert into rollout.focus_member as m (distributor_id, programme_id, person_id, person_name,
        kind, weekly_minutes)
      select $1, $2, f.id, f.name, f.kind, f.minutes
      from unnest($3::uuid[], $4::text[], $5::text[], $6::int[]) f (id, name, kind, minutes)
      on conflict (distributor_id, programme_id, person_id) do update set
        person_name = excluded.person_name, kind = excluded.kind,
        weekly_minutes = excluded.weekly_minutes`,
    values: [
      ...[distributorId, programmeId],
      members.map((member) => member.personId),
      members.map((member) => member.name),
      members.map((member) => member.kind),
      members.map((member) => member.weeklyMinutes),
    ],
  })
  await prepared(tx, {
    name: 'put_pilot_agents',
    text: `with gone as (
        delete from rollout.pilot_agent where distributor_id = $1 and programme_id = $2
          and agent_id <> all($3::uuid[]))
      insert into rollout.pilot_agent (distributor_id, programme_id, agent_id)
      select $1, $2, a.id from outlets.agent a where a.distributor_id = $1
        and a.id = any($3::uuid[]) and a.left_at is null
      on conflict (distributor_id, programme_id, agent_id) do nothing`,
    values: [distributorId, programmeId, pilotAgentIds],
  })
}

export const focusTeam = (db: Db, distributorId: string, programmeId: string) =>
  prepared<FocusMember>(db, {
    name: 'focus_team',
    text: `select person_id as "personId", person_name as name, kind,
        weekly_minutes as "weeklyMinutes"
      from rollout.focus_member where distributor_id = $1 and programme_id = $2 order by person_name`,
    values: [distributorId, programmeId],
  })

export type AgentRow = { id: string; name: string; team: string; pilot: boolean; outlets: number }

/** The agents who serve outlets today, and which of them go first. */
export const agentsOf = (db: Db, distributorId: string, programmeId: string | null) =>
  prepared<AgentRow>(db, {
    name: 'programme_agents',
    text: `with clock as materialized (select (platform.now() at time zone t.time_zone)::date
        as today from identity.tenant t where t.id = $1)
      select a.id, a.name, tm.name as team, p.agent_id is not null as pilot,
        count(distinct ot.outlet_id)::int as outlets
      from clock cross join outlets.agent a
      join outlets.team tm on tm.distributor_id = $1 and tm.id = a.team_id
      left join rollout.pilot_agent p on p.distributor_id = $1 and p.agent_id = a.id
        and p.programme_id = $2
      left join outlets.territory_agent ta on ta.distributor_id = $1 and ta.agent_id = a.id
        and ta.from_day <= clock.today and (ta.to_day is null or ta.to_day >= clock.today)
      left join outlets.outlet_territory ot on ot.distributor_id = $1
        and ot.territory_id = ta.territory_id and ot.from_day <= clock.today
        and (ot.to_day is null or ot.to_day >= clock.today)
      where a.distributor_id = $1 and a.left_at is null and a.kind = 'agent'
      group by a.distributor_id, a.id, tm.name, p.agent_id order by a.name`,
    values: [distributorId, programmeId],
  })
