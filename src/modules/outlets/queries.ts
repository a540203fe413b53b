import { sql } from 'kysely'
import type { Right } from '../../platform/call.ts'
import { type Db, likeOf } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import type { ListedOutlet, OutletRow } from './contract.ts'
import { visibleOutlets } from './scope-queries.ts'

const COLUMNS = [
  'o.id',
  'o.code',
  'o.name',
  'o.address',
  'o.city',
  'o.outlet_type as outletType',
  'o.class',
  'o.latitude',
  'o.longitude',
] as const

const PHONE_DIGITS_MIN = 4

// What is typed of a phone, in any spelling; with letters, or with too few digits, it is none.
function phoneOf(search: string): string | null {
  const digits = search.replace(/[\s()+-]/g, '')
  return /^\d+$/.test(digits) && digits.length >= PHONE_DIGITS_MIN ? digits : null
}

/** Outlets that the member may see, by code; found by name, code, address, city or phone. */
export async function outletsPage(
  db: Db,
  member: Member,
  asked: { search?: string | undefined; after?: string | undefined; limit: number },
): Promise<ListedOutlet[]> {
  const may = visibleOutlets(member, 'outlet.read')
  const search = asked.search?.trim() ?? ''
  const phone = phoneOf(search)
  const called = sql<boolean>`regexp_replace(b.phone, '\\D', '', 'g') like ${`%${phone ?? ''}%`}`
  let query = db
    .selectFrom('outlets.outlet as o')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('outlets.buyer as b')
          .select(['b.name', 'b.phone', called.as('called')])
          .whereRef('b.distributor_id', '=', 'o.distributor_id')
          .whereRef('b.outlet_id', '=', 'o.id')
          .where('b.revoked_at', 'is', null)
          .orderBy(called, 'desc')
          .orderBy('b.name')
          .limit(1)
          .as('buyer'),
      (join) => join.onTrue(),
    )
    .select(COLUMNS)
    .select(
      sql<ListedOutlet['buyer']>`case when buyer.phone is null then null
        else json_build_object('name', buyer.name, 'phone', buyer.phone) end`.as('buyer'),
    )
    .$narrowType<{ class: OutletRow['class'] }>()
    .where('o.distributor_id', '=', member.tenant.id)
    .where('o.closed_at', 'is', null)
    .where((eb) => may(eb.ref('o.id')))
  if (asked.after) query = query.where('o.code', '>', asked.after)
  if (search) {
    const like = likeOf(search)
    const named = sql<boolean>`concat_ws(' ', o.name, o.code, o.address, o.city) ilike ${like}`
    query = query.where((eb) => (phone ? eb.or([named, eb('buyer.called', '=', true)]) : named))
  }
  return query.orderBy('o.code').limit(asked.limit).execute()
}

/** The ids of all outlets that the member sees by a right. */
export async function visibleOutletIds(db: Db, member: Member, right: Right): Promise<string[]> {
  const may = visibleOutlets(member, right)
  const rows = await db
    .selectFrom('outlets.outlet as o')
    .select('o.id')
    .where('o.distributor_id', '=', member.tenant.id)
    .where((eb) => may(eb.ref('o.id')))
    .execute()
  return rows.map((row) => row.id)
}

export const outletById = (db: Db, distributorId: string, outletId: string) =>
  db
    .selectFrom('outlets.outlet as o')
    .select(COLUMNS)
    .$narrowType<{ class: OutletRow['class'] }>()
    .where('o.distributor_id', '=', distributorId)
    .where('o.id', '=', outletId)
    .executeTakeFirst()

const TODAY = (timeZone: string) => sql<string>`(platform.now() at time zone ${timeZone})::date`

export const payersOf = (db: Db, distributorId: string, outletId: string, timeZone: string) =>
  db
    .selectFrom('outlets.outlet_payer as op')
    .innerJoin('outlets.payer as p', (join) =>
      join.onRef('p.distributor_id', '=', 'op.distributor_id').onRef('p.id', '=', 'op.payer_id'),
    )
    .select(['p.id', 'p.name', 'p.tax_id as taxId'])
    .where('op.distributor_id', '=', distributorId)
    .where('op.outlet_id', '=', outletId)
    .where('op.from_day', '<=', TODAY(timeZone))
    .where((eb) => eb.or([eb('op.to_day', 'is', null), eb('op.to_day', '>=', TODAY(timeZone))]))
    .orderBy('p.name')
    .execute()

export const buyersOf = (db: Db, distributorId: string, outletId: string) =>
  db
    .selectFrom('outlets.buyer')
    .select(['person_id as personId', 'name', 'phone', 'position'])
    .where('distributor_id', '=', distributorId)
    .where('outlet_id', '=', outletId)
    .where('revoked_at', 'is', null)
    .orderBy('name')
    .execute()

/** Who serves an outlet today, per team; a vacant territory has no agent. */
export const agentsOf = (db: Db, distributorId: string, outletId: string, timeZone: string) =>
  db
    .selectFrom('outlets.outlet_territory as ot')
    .innerJoin('outlets.team as team', (join) =>
      join
        .onRef('team.distributor_id', '=', 'ot.distributor_id')
        .onRef('team.id', '=', 'ot.team_id'),
    )
    .innerJoin('outlets.territory as t', (join) =>
      join
        .onRef('t.distributor_id', '=', 'ot.distributor_id')
        .onRef('t.id', '=', 'ot.territory_id'),
    )
    .leftJoin('outlets.territory_agent as ta', (join) =>
      join
        .onRef('ta.distributor_id', '=', 't.distributor_id')
        .onRef('ta.territory_id', '=', 't.id')
        .on('ta.from_day', '<=', TODAY(timeZone))
        .on((eb) => eb.or([eb('ta.to_day', 'is', null), eb('ta.to_day', '>=', TODAY(timeZone))])),
    )
    .leftJoin('outlets.agent as a', (join) =>
      join.onRef('a.distributor_id', '=', 'ta.distributor_id').onRef('a.id', '=', 'ta.agent_id'),
    )
    .select([
      'team.name as teamName',
      'a.id as agentId',
      'a.name as agentName',
      't.name as territory',
    ])
    .where('ot.distributor_id', '=', distributorId)
    .where('ot.outlet_id', '=', outletId)
    .where('ot.from_day', '<=', TODAY(timeZone))
    .where((eb) => eb.or([eb('ot.to_day', 'is', null), eb('ot.to_day', '>=', TODAY(timeZone))]))
    .orderBy('team.name')
    .execute()
