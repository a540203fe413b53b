import { sql } from 'kysely'
import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { visible } from '../outlets/outlets.ts'
import { type LicenceKind, WARN_DAYS } from './licence-rules.ts'

export type LicenceTold = {
  outletId: string
  kind: LicenceKind
  number: string
  fromDay: string
  /** Null: without an end. */
  toDay: string | null
}

/** Inserts or changes licences by outlet, kind and number; returns how many rows were written. */
export const upsertLicences = async (
  tx: Tx,
  told: { distributorId: string; toldBy: string; rows: (LicenceTold & { id: string })[] },
) =>
  (
    await prepared(tx, {
      name: 'upsert_licences',
      text: `with r as (
          select distinct on (r."outletId", r.kind, r.number) r.*
          from rows from (jsonb_to_recordset($2::jsonb) as (id uuid, "outletId" uuid, kind text,
              number text, "fromDay" date, "toDay" date)) with ordinality
            r (id, "outletId", kind, number, "fromDay", "toDay", at)
          order by r."outletId", r.kind, r.number, r.at desc)
        insert into accounts.licence as l (distributor_id, id, outlet_id, kind, number, from_day,
          to_day, told_by)
        select $1, r.id, o.id, r.kind, r.number, r."fromDay", r."toDay", $3
        from r join outlets.outlet o on o.distributor_id = $1 and o.id = r."outletId"
        order by o.id, r.kind, r.number
        on conflict (distributor_id, outlet_id, kind, number) do update set
          from_day = excluded.from_day, to_day = excluded.to_day, told_by = excluded.told_by,
          told_at = platform.now()
        where (l.from_day, l.to_day) is distinct from (excluded.from_day, excluded.to_day)
        returning l.id`,
      values: [told.distributorId, JSON.stringify(told.rows), told.toldBy],
    })
  ).length

export type LicenceRow = {
  id: string
  kind: LicenceKind
  number: string
  fromDay: string
  toDay: string | null
  today: string
}

/** All licences of a place; of each kind the one that lasts longest first. */
export const licencesOf = (
  db: Db,
  asked: { distributorId: string; outletId: string; timeZone: string },
) =>
  prepared<LicenceRow>(db, {
    name: 'licences_of',
    text: `select id, kind, number, from_day as "fromDay", to_day as "toDay",
        (platform.now() at time zone $3)::date as today
      from accounts.licence where distributor_id = $1 and outlet_id = $2
      order by kind, to_day desc nulls first, number limit 100`,
    values: [asked.distributorId, asked.outletId, asked.timeZone],
  })

export type LicencesAsked = {
  kind?: LicenceKind | undefined
  state: 'ending' | 'ended' | 'all'
  search?: string | undefined
  offset: number
  limit: number
}
type PlaceRow = LicenceRow & {
  outletId: string
  outletCode: string
  outletName: string
  city: string
  agentName: string | null
  rowCount: number
}

const likeOf = (search: string) => `%${search.replace(/[%_\\]/g, (sign) => `\\${sign}`)}%`

/** The longest licence of each place and kind in the member's scope, the soonest to end first. */
export async function licencePlaces(db: Db, member: Member, asked: LicencesAsked) {
  const { id: distributor, timeZone } = member.tenant
  const may = visible(member, 'account.read')(sql.ref('o.id'))
  const like = likeOf(asked.search?.trim() ?? '')
  const { rows } = await sql<PlaceRow>`
    with clock as materialized (
      select (platform.now() at time zone ${timeZone})::date as today),
    longest as (
      select distinct on (l.outlet_id, l.kind) l.* from accounts.licence l
      where l.distributor_id = ${distributor}
      order by l.outlet_id, l.kind, l.to_day desc nulls first, l.number)
    select l.id, l.kind, l.number, l.from_day as "fromDay", l.to_day as "toDay", clock.today,
      o.id as "outletId", o.code as "outletCode", o.name as "outletName", o.city,
      (select g.name from outlets.outlet_territory ot
        join outlets.team tm on tm.distributor_id = ${distributor} and tm.id = ot.team_id
        join outlets.territory t on t.distributor_id = ${distributor} and t.id = ot.territory_id
        left join outlets.territory_agent ta on ta.distributor_id = ${distributor}
          and ta.territory_id = t.id and ta.from_day <= clock.today
          and (ta.to_day is null or ta.to_day >= clock.today)
        join outlets.agent g on g.distributor_id = ${distributor}
          and g.id = coalesce(ta.agent_id, t.supervisor_id)
        where ot.distributor_id = ${distributor} and ot.outlet_id = o.id
          and ot.from_day <= clock.today and (ot.to_day is null or ot.to_day >= clock.today)
        order by tm.exclusive, tm.code limit 1) as "agentName",
      count(*) over ()::int as "rowCount"
    from clock, longest l
    join outlets.outlet o on o.distributor_id = ${distributor} and o.id = l.outlet_id
    where o.closed_at is null and ${may}
      and (${asked.kind ?? null}::text is null or l.kind = ${asked.kind ?? null})
      and (${like} = '%%' or concat_ws(' ', o.name, o.code, o.city, l.number) ilike ${like})
      and case ${asked.state} when 'ended' then l.to_day < clock.today
        when 'ending' then l.to_day between clock.today and clock.today + ${WARN_DAYS[0]}::int
        else true end
    order by l.to_day nulls last, o.code, l.kind offset ${asked.offset} limit ${asked.limit}
    `.execute(db)
  return {
    rows: rows.map((row) => {
      const { rowCount: _, ...shown } = row
      return shown
    }),
    rowCount: rows[0]?.rowCount ?? 0,
  }
}
