import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { visibleOutlets } from './scope-queries.ts'

/** Open outlets without a point that the member may see, by code; a page, or all to count. */
function placeless(db: Db, member: Member) {
  const may = visibleOutlets(member, 'outlet.read')
  return db
    .selectFrom('outlets.outlet as o')
    .where('o.distributor_id', '=', member.tenant.id)
    .where('o.closed_at', 'is', null)
    .where((eb) => eb.or([eb('o.latitude', 'is', null), eb('o.longitude', 'is', null)]))
    .where((eb) => may(eb.ref('o.id')))
}

export const outletsWithoutPlace = (
  db: Db,
  member: Member,
  page: { after?: string | undefined; limit: number },
) =>
  placeless(db, member)
    .select(['o.id', 'o.code', 'o.name', 'o.address', 'o.city'])
    .where('o.code', '>', page.after ?? '')
    .orderBy('o.code')
    .limit(page.limit)
    .execute()

export const countWithoutPlace = async (db: Db, member: Member): Promise<number> => {
  const row = await placeless(db, member)
    .select((eb) => eb.fn.countAll<number>().as('outlets'))
    .executeTakeFirstOrThrow()
  return row.outlets
}

/** Points of a distributor's outlets, enough to know where it trades. */
export const somePoints = (db: Db, distributorId: string) =>
  prepared<{ latitude: number; longitude: number }>(db, {
    name: 'some_points',
    text: `select latitude, longitude from outlets.outlet
      where distributor_id = $1 and latitude is not null and longitude is not null
        and closed_at is null order by id limit 500`,
    values: [distributorId],
  })

export type Place = { outletId: string; latitude: number | null; longitude: number | null }

export async function updatePlace(tx: Tx, distributorId: string, place: Place): Promise<boolean> {
  const rows = await prepared(tx, {
    name: 'update_place',
    text: `update outlets.outlet set latitude = $3, longitude = $4
      where distributor_id = $1 and id = $2 returning id`,
    values: [distributorId, place.outletId, place.latitude, place.longitude],
  })
  return rows.length === 1
}
