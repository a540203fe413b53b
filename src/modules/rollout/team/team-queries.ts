import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import type { FormerTeam } from '../../catalogue/catalogue.ts'
import type { ByTeam } from '../../outlets/outlets.ts'
import { subjectOf } from '../subject-queries.ts'
import type { Sold, TeamFound } from './team-rules.ts'

type SoldOnDays = Sold & { firstDay: string; lastDay: string }

/**
 * Lines by outlet, brand and credited agent in the last weeks of what was delivered; brands of an
 * exclusive team are not looked at again. Week by week: all at once took longer than a statement may.
 */
export async function soldByBrand(
  db: Db,
  distributorId: string,
  weeks: number,
): Promise<SoldOnDays[]> {
  const sold = new Map<string, SoldOnDays>()
  for (let week = 0; week < weeks; week += 1) {
    for (const row of await soldInWeek(db, distributorId, week)) {
      const key = `${row.outletId} ${row.brandId} ${row.agentId}`
      const known = sold.get(key)
      // Each week read is earlier than those before it.
      sold.set(
        key,
        known ? { ...known, lines: known.lines + row.lines, firstDay: row.firstDay } : row,
      )
    }
  }
  return [...sold.values()]
}

/** The same in one week, so many weeks before the last one. */
const soldInWeek = (db: Db, distributorId: string, week: number) =>
  prepared<SoldOnDays>(db, {
    name: 'sold_by_brand',
    text: `with last as materialized (
        select max(r.delivery_day) as day from ordering.order r
        where r.distributor_id = $1 and r.status in ('delivered', 'partly_delivered'))
      select r.outlet_id as "outletId", p.brand_id as "brandId",
        l.credited_agent_id as "agentId", count(*)::int as lines,
        min(r.delivery_day)::text as "firstDay", max(r.delivery_day)::text as "lastDay"
      from last
      join ordering.order r on r.distributor_id = $1
        and r.delivery_day > last.day - ($2::int + 1) * 7 and r.delivery_day <= last.day - $2::int * 7
        and r.status in ('delivered', 'partly_delivered')
      join outlets.outlet o on o.distributor_id = $1 and o.id = r.outlet_id and o.closed_at is null
      -- The lines of the week's orders, order by order: of a large base the planner would read all lines by product.
      cross join lateral (select x.product_id, x.credited_agent_id from ordering.order_line x
        where x.distributor_id = $1 and x.order_id = r.id and x.credited_agent_id is not null
        offset 0) l
      join catalogue.product p on p.distributor_id = $1 and p.id = l.product_id
      left join outlets.team tm on tm.distributor_id = $1 and tm.id = p.team_id
      where p.brand_id is not null and tm.exclusive is not true
      group by r.outlet_id, p.brand_id, l.credited_agent_id`,
    values: [distributorId, week],
  })

export type NewTeam = TeamFound & { id: string; firstDay: string; lastDay: string }

/** Makes the open proposals those given, named by their maker or brands; what was decided stays. */
export const replaceTeams = (tx: Tx, distributorId: string, teams: NewTeam[]) =>
  prepared(tx, {
    name: 'replace_teams',
    text: `with said as materialized (
        select r.*, ${subjectOf('r."brandIds"')} as subject,
          (select case when count(distinct b.manufacturer_id) = 1 and count(m.name) = count(*)
              then min(m.name) else left(string_agg(b.name, ', ' order by b.name), 60) end
            from catalogue.brand b
            left join catalogue.manufacturer m on m.distributor_id = $1 and m.id = b.manufacturer_id
            where b.distributor_id = $1 and b.id = any(r."brandIds")) as name
        from jsonb_to_recordset($2::jsonb) r (id uuid, "brandIds" uuid[], "agentIds" uuid[],
          "outletIds" uuid[], "servedBy" uuid[], "apartOutlets" int, lines int,
          "apartLines" int, "firstDay" date, "lastDay" date)),
      gone as (
        delete from rollout.team_proposal t where t.distributor_id = $1 and t.decided_at is null
          and not exists (select 1 from said s where s.subject = t.subject))
      insert into rollout.team_proposal as t (distributor_id, id, subject, name, brand_ids,
        agent_ids, outlet_ids, served_by, apart_outlets, lines, apart_lines, first_day, last_day)
      select $1, id, subject, name, "brandIds", "agentIds", "outletIds", "servedBy",
        "apartOutlets", lines, "apartLines", "firstDay", "lastDay" from said
      on conflict (distributor_id, subject) do update set agent_ids = excluded.agent_ids,
        outlet_ids = excluded.outlet_ids, served_by = excluded.served_by,
        apart_outlets = excluded.apart_outlets, lines = excluded.lines,
        apart_lines = excluded.apart_lines, first_day = excluded.first_day,
        last_day = excluded.last_day
        where t.decided_at is null`,
    values: [
      distributorId,
      JSON.stringify(
        teams.map(({ served, ...team }) => ({
          ...team,
          outletIds: served.map(({ outletId }) => outletId),
          servedBy: served.map(({ agentId }) => agentId),
        })),
      ),
    ],
  })

export type TeamRow = {
  id: string
  name: string
  brands: string[]
  agents: { id: string; name: string; outlets: number }[]
  outlets: number
  apartOutlets: number
  lines: number
  apartLines: number
  firstDay: string
  lastDay: string
  accepted: boolean | null
  teamName: string | null
  /** Today of the distributor it may still be taken back. */
  ofToday: boolean
}

/** Proposals of teams over outlets that are seen: those that are open, then what was decided last. */
export const teamRows = (
  db: Db,
  distributorId: string,
  asked: { seen: string[] | null; today: string; limit: number },
) =>
  prepared<TeamRow>(db, {
    name: 'team_rows',
    text: `select t.id, t.name, cardinality(t.outlet_ids) as outlets,
        (select coalesce(json_agg(b.name order by b.name), '[]') from catalogue.brand b
         where b.distributor_id = $1 and b.id = any(t.brand_ids)) as brands,
        (select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name,
            'outlets', (select count(*) from unnest(t.served_by) s (id) where s.id = a.id))
            order by a.name), '[]') from outlets.agent a
         where a.distributor_id = $1 and a.id = any(t.agent_ids)) as agents,
        t.apart_outlets as "apartOutlets", t.lines, t.apart_lines as "apartLines",
        t.first_day::text as "firstDay", t.last_day::text as "lastDay", t.accepted,
        tm.name as "teamName", t.from_day is not distinct from $3::date as "ofToday"
      from rollout.team_proposal t
      left join outlets.team tm on tm.distributor_id = $1 and tm.id = t.team_id
      where t.distributor_id = $1 and ($2::uuid[] is null or t.outlet_ids <@ $2)
      order by t.decided_at desc nulls first, t.apart_lines desc, t.id limit $4`,
    values: [distributorId, asked.seen, asked.today, asked.limit],
  })

/** All that was written when a proposal was accepted. */
export type TeamChanged = ByTeam & { products: FormerTeam[] }

export type TeamAsked = {
  accepted: boolean | null
  name: string
  brandIds: string[]
  outletIds: string[]
  servedBy: string[]
  fromDay: string | null
  changed: TeamChanged | null
}

/** A proposal, locked for whoever decides about it. */
export const teamToDecide = async (tx: Tx, distributorId: string, id: string) =>
  (
    await prepared<TeamAsked>(tx, {
      name: 'team_to_decide',
      text: `select accepted, name, brand_ids as "brandIds", outlet_ids as "outletIds",
          served_by as "servedBy", from_day::text as "fromDay", changed
        from rollout.team_proposal where distributor_id = $1 and id = $2 for update`,
      values: [distributorId, id],
    })
  )[0]

type Decided = { distributorId: string; id: string; decidedBy: string; changed: TeamChanged | null }

/** Decides a proposal: accepted with what was changed, or declined. */
export const decideTeam = (tx: Tx, { distributorId, id, decidedBy, changed }: Decided) =>
  prepared(tx, {
    name: 'decide_team',
    text: `update rollout.team_proposal set decided_at = platform.now(), decided_by = $3,
        accepted = $4::jsonb is not null, changed = $4, team_id = $5, from_day = $6::date
      where distributor_id = $1 and id = $2`,
    values: [
      ...[distributorId, id, decidedBy],
      ...[changed && JSON.stringify(changed), changed?.teamId ?? null, changed?.day ?? null],
    ],
  })

/** Opens a proposal again. */
export const reopenTeam = (tx: Tx, distributorId: string, id: string) =>
  prepared(tx, {
    name: 'reopen_team',
    text: `update rollout.team_proposal set decided_at = null, decided_by = null, accepted = null,
        changed = null, team_id = null, from_day = null
      where distributor_id = $1 and id = $2`,
    values: [distributorId, id],
  })

/** Outlets whose contracts of the team, and of the products' former teams, count for these brands. */
export const contractsConcerned = async (
  db: Db,
  distributorId: string,
  asked: { teamId: string; formerTeamIds: string[]; outletIds: string[]; day: string },
) =>
  (
    await prepared<{ ontoOwn: number; offFormer: number }>(db, {
      name: 'contracts_concerned',
      text: `select count(distinct op.outlet_id) filter (where k.team_id = $2)::int as "ontoOwn",
          count(distinct op.outlet_id) filter (where k.team_id = any($3::uuid[]))::int
            as "offFormer"
        from outlets.outlet_payer op
        join accounts.contract k on k.distributor_id = $1 and k.payer_id = op.payer_id
          and k.team_id is not null and k.from_day <= $5::date
          and (k.to_day is null or k.to_day >= $5::date)
        where op.distributor_id = $1 and op.outlet_id = any($4::uuid[])
          and op.from_day <= $5::date and (op.to_day is null or op.to_day >= $5::date)`,
      values: [...[distributorId, asked.teamId, asked.formerTeamIds, asked.outletIds], asked.day],
    })
  )[0] ?? { ontoOwn: 0, offFormer: 0 }

/** Whether anything was placed for the team since a proposal was accepted, of what it changed. */
export const placedUnder = async (db: Db, distributorId: string, id: string): Promise<boolean> =>
  (
    await prepared(db, {
      name: 'placed_under',
      text: `select 1 from rollout.team_proposal t
        join ordering.order r on r.distributor_id = $1 and r.placed_at >= t.decided_at
        join ordering.order_line l on l.distributor_id = $1 and l.order_id = r.id
          and l.team_id = t.team_id
        where t.distributor_id = $1 and t.id = $2 limit 1`,
      values: [distributorId, id],
    })
  ).length > 0

/** Whether a product, a paper or a line names a team. */
export const isTeamNamed = async (
  db: Db,
  distributorId: string,
  teamId: string,
): Promise<boolean> =>
  (
    await prepared(db, {
      name: 'is_team_named',
      text: `select 1 where exists (select 1 from catalogue.product x
          where x.distributor_id = $1 and x.team_id = $2)
        or exists (select 1 from catalogue.brand x
          where x.distributor_id = $1 and x.team_id = $2)
        or exists (select 1 from accounts.contract x
          where x.distributor_id = $1 and x.team_id = $2)
        or exists (select 1 from pricing.signature x
          where x.distributor_id = $1 and x.team_id = $2)
        or exists (select 1 from rollout.team_proposal x
          where x.distributor_id = $1 and x.team_id = $2)
        or exists (select 1 from ordering.return_line x
          where x.distributor_id = $1 and x.team_id = $2)
        or exists (select 1 from ordering.order_line x
          where x.distributor_id = $1 and x.team_id = $2)`,
      values: [distributorId, teamId],
    })
  ).length > 0
