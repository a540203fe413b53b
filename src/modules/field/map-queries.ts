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
  lastDay: string | null
}

/** Open outlets that the member may see, by name, with their delivery plan and last order. */
export function mapOutlets(
  db: Db,
  member: Member,
  asked: { box: Box | null; limit: number },
): Promise<MapOutlet[]> {
  const may = visible(member, 'outlet.read')
  const { box } = asked
  let query = db
    .selectFrom('outlets.outlet as o')
    .leftJoin('delivery.outlet_zone as oz', (join) =>
      join.onRef('oz.distributor_id', '=', 'o.distributor_id').onRef('oz.outlet_id', '=', 'o.id'),
    )
    .leftJoin('delivery.zone as z', (join) =>
      join.onRef('z.distributor_id', '=', 'oz.distributor_id').onRef('z.id', '=', 'oz.zone_id'),
    )
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
      sql<string | null>`(select (r.placed_at at time zone ${member.tenant.timeZone})::date
        from ordering.order r where r.distributor_id = o.distributor_id and r.outlet_id = o.id
          and r.status not in ('cancelled', 'rejected')
        order by r.placed_at desc, r.id desc limit 1)`.as('lastDay'),
    ])
    .$narrowType<{ class: MapOutlet['class'] }>()
    .where('o.distributor_id', '=', member.tenant.id)
    .where('o.closed_at', 'is', null)
    .where((eb) => may(eb.ref('o.id')))
  if (box) {
    query = query
      .where('o.latitude', '>=', box.south)
      .where('o.latitude', '<=', box.north)
      .where('o.longitude', '>=', box.west)
      .where('o.longitude', '<=', box.east)
  }
  return query.orderBy('o.name').orderBy('o.code').limit(asked.limit).execute()
}

/** Of each outlet over twelve weeks: orders, those by the shop itself, and the usual weekday. */
export const habitsOf = (db: Db, distributorId: string, until: string) =>
  prepared<{ outletId: string; orders: number; own: number; weekday: number }>(db, {
    name: 'map_habits_of',
    text: `select o.outlet_id as "outletId", count(*)::int as orders,
        count(*) filter (where o.channel in ('portal', 'chatbot', 'api'))::int as own,
        mode() within group (order by extract(isodow from o.delivery_day)::int) as weekday
      from ordering.order o where o.distributor_id = $1 and o.delivery_day > $2::date - 84
        and o.delivery_day <= $2::date and o.status not in ('cancelled', 'rejected')
      group by o.outlet_id`,
    values: [distributorId, until],
  })

/** Whose each outlet is today, by team: the team for everybody first. */
export const agentsOfOutlets = (db: Db, distributorId: string, timeZone: string) =>
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
      order by m.exclusive, m.code, a.name`,
    values: [distributorId, timeZone],
  })

/** Which outlets got something on which of the seven days that end on a day. */
export const deliveriesOfWeek = (db: Db, distributorId: string, until: string) =>
  prepared<{ outletId: string; day: string }>(db, {
    name: 'deliveries_of_week',
    text: `select distinct o.outlet_id as "outletId", o.delivery_day as day from ordering.order o
      where o.distributor_id = $1 and o.delivery_day > $2::date - 7 and o.delivery_day <= $2::date
        and o.status not in ('cancelled', 'rejected')`,
    values: [distributorId, until],
  })
