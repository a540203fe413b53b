import { sql } from 'kysely'
import { type Db, prepared } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { type Box, visible } from '../outlets/outlets.ts'

/** Today, or the last delivery day of a history that ended: the day that "days since" counts from. */
export const lastKnownDay = async (db: Db, distributorId: string, timeZone: string) =>
  (
    await prepared<{ day: string }>(db, {
      name: 'last_known_day',
      text: `select least((platform.now() at time zone $2)::date, coalesce((
          select max(o.delivery_day) from ordering.order o where o.distributor_id = $1),
        (platform.now() at time zone $2)::date)) as day`,
      values: [distributorId, timeZone],
    })
  )[0]?.day ?? ''

export type MapOutlet = {
  id: string
  code: string
  name: string
  city: string
  latitude: number | null
  longitude: number | null
  class: 'A' | 'B' | 'C' | 'D'
  zoneId: string | null
  zoneName: string | null
  weekdays: number[] | null
}

/** Open outlets that the member may see, with their delivery plan. */
function seenOutlets(db: Db, member: Member) {
  const may = visible(member, 'outlet.read')
  return db
    .selectFrom('outlets.outlet as o')
    .leftJoin('delivery.outlet_zone as oz', (join) =>
      join.onRef('oz.distributor_id', '=', 'o.distributor_id').onRef('oz.outlet_id', '=', 'o.id'),
    )
    .leftJoin('delivery.zone as z', (join) =>
      join.onRef('z.distributor_id', '=', 'oz.distributor_id').onRef('z.id', '=', 'oz.zone_id'),
    )
    .where('o.distributor_id', '=', member.tenant.id)
    .where('o.closed_at', 'is', null)
    .where((eb) => may(eb.ref('o.id')))
}

/** Open outlets that the member may see, by name, with their delivery plan. */
export function mapOutlets(
  db: Db,
  member: Member,
  asked: { box: Box | null; limit: number },
): Promise<MapOutlet[]> {
  const { box } = asked
  let query = seenOutlets(db, member)
    .select([
      'o.id',
      'o.code',
      'o.name',
      'o.city',
      'o.latitude',
      'o.longitude',
      'o.class',
      'z.id as zoneId',
      'z.name as zoneName',
      sql<number[] | null>`coalesce(oz.weekdays, z.weekdays)`.as('weekdays'),
    ])
    .$narrowType<{ class: MapOutlet['class'] }>()
  if (box) {
    query = query
      .where('o.latitude', '>=', box.south)
      .where('o.latitude', '<=', box.north)
      .where('o.longitude', '>=', box.west)
      .where('o.longitude', '<=', box.east)
  }
  return query.orderBy('o.name').orderBy('o.code').limit(asked.limit).execute()
}

/** Nobody orders so many days ahead: what was placed earlier is not read. */
const PLACED_BEFORE_DAYS = 60
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]
  .map((day) => `count(*) filter (where extract(isodow from o.delivery_day) = ${day})::int`)
  .join(', ')

export type MapHabit = {
  outletId: string
  orders: number
  own: number
  weekdayOrders: number[]
  lastDay: string | null
}

/**
 * Of these outlets over twelve weeks: orders, those by the shop itself, and orders by weekday, Monday
 * first; and the day of the last order ever.
 */
export const habitsOf = (
  db: Db,
  asked: { distributorId: string; outletIds: string[]; until: string; timeZone: string },
) =>
  prepared<MapHabit>(db, {
    name: 'map_habits_of',
    text: `with habit as materialized (
        select o.outlet_id, count(*)::int as orders,
          count(*) filter (where o.channel in ('portal', 'chatbot', 'api'))::int as own,
          array[${WEEKDAYS}] as weekday_orders
        from ordering.order o where o.distributor_id = $1 and o.outlet_id = any($2::uuid[])
          and o.placed_at > $3::date - ${84 + PLACED_BEFORE_DAYS}
          and o.delivery_day > $3::date - 84 and o.delivery_day <= $3::date
          and o.status not in ('cancelled', 'rejected')
        group by o.outlet_id)
      select w.id as "outletId", coalesce(h.orders, 0) as orders, coalesce(h.own, 0) as own,
        coalesce(h.weekday_orders, '{}') as "weekdayOrders",
        (select (r.placed_at at time zone $4)::date from ordering.order r
          where r.distributor_id = $1 and r.outlet_id = w.id
            and r.status not in ('cancelled', 'rejected')
          order by r.placed_at desc, r.id desc limit 1) as "lastDay"
      from unnest($2::uuid[]) w (id) left join habit h on h.outlet_id = w.id`,
    values: [asked.distributorId, asked.outletIds, asked.until, asked.timeZone],
  })

/** Whose each of these outlets is today, by team: the team for everybody first; null: all. */
export const agentsOfOutlets = (
  db: Db,
  asked: { distributorId: string; outletIds: string[] | null; timeZone: string },
) =>
  prepared<{ outletId: string; agentId: string; name: string }>(db, {
    name: 'map_agents_of_outlets',
    text: `with clock as materialized (select (platform.now() at time zone $2)::date as today)
      select ot.outlet_id as "outletId", a.id as "agentId", a.name
      from clock cross join outlets.outlet_territory ot
      join outlets.team m on m.distributor_id = $1 and m.id = ot.team_id
      join outlets.territory_agent ta on ta.distributor_id = $1 and ta.territory_id = ot.territory_id
        and ta.from_day <= clock.today and (ta.to_day is null or ta.to_day >= clock.today)
      join outlets.agent a on a.distributor_id = $1 and a.id = ta.agent_id and a.left_at is null
      where ot.distributor_id = $1 and ot.from_day <= clock.today
        and (ot.to_day is null or ot.to_day >= clock.today)
        and ($3::uuid[] is null or ot.outlet_id = any($3))
      order by m.exclusive, m.code, a.name`,
    values: [asked.distributorId, asked.timeZone, asked.outletIds],
  })

export type CoveredRow = { id: string; placed: boolean; weekdays: number[] | null }

/** All open outlets that the member may see, with their delivery days, and whether they have a place. */
export function coveredOutlets(db: Db, member: Member): Promise<CoveredRow[]> {
  return seenOutlets(db, member)
    .select([
      'o.id',
      sql<boolean>`o.latitude is not null and o.longitude is not null`.as('placed'),
      sql<number[] | null>`coalesce(oz.weekdays, z.weekdays)`.as('weekdays'),
    ])
    .execute()
}

/** Which outlets got something on which of the seven days that end on a day. */
export const deliveriesOfWeek = (db: Db, distributorId: string, until: string) =>
  prepared<{ outletId: string; day: string }>(db, {
    name: 'deliveries_of_week',
    text: `select distinct o.outlet_id as "outletId", o.delivery_day as day from ordering.order o
      where o.distributor_id = $1 and o.delivery_day > $2::date - 7 and o.delivery_day <= $2::date
        and o.status not in ('cancelled', 'rejected')`,
    values: [distributorId, until],
  })
