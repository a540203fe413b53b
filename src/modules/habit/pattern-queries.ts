import { type Db, prepared, type Tx } from '../../platform/db.ts'

/** Weeks of drops that a pattern is learnt from. */
const PATTERN_WEEKS = 26
/** Drops that the usual basket is taken from; a product of at least half of them is usual. */
const BASKET_DROPS = 8

export type Learning = { distributorId: string; outletIds: string[]; throughDay: string }

/** Drops of history: what an outlet got on a day, over all its orders. */
const DROPS = `select o.outlet_id, o.delivery_day as day,
    sum(ordering.kept(coalesce(o.delivered_minor, o.total_minor), o.returned_minor))::bigint as value_minor
  from ordering.order o
  where o.distributor_id = $1 and o.outlet_id = any($2::uuid[]) and o.delivery_day <= $3::date
    and o.delivery_day > $3::date - ${PATTERN_WEEKS * 7}
    and o.status not in ('draft', 'cancelled', 'rejected')
  group by o.outlet_id, o.delivery_day
  having sum(ordering.kept(coalesce(o.delivered_minor, o.total_minor), o.returned_minor)) > 0`

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]
  .map((day) => `count(*) filter (where extract(isodow from day) = ${day})::int`)
  .join(', ')

/** Replaces the patterns of outlets by what their drops say; those without drops lose theirs. */
export const learnPatterns = (tx: Tx, { distributorId, outletIds, throughDay }: Learning) =>
  prepared(tx, {
    name: 'learn_patterns',
    text: `with drops as (${DROPS}),
      gaps as (
        select outlet_id, day, value_minor,
          day - lag(day) over (partition by outlet_id order by day) as gap from drops),
      learnt as (
        select outlet_id, count(*)::int as drops, min(day) as first_day, max(day) as last_day,
          percentile_disc(0.5) within group (order by gap) as median_gap_days,
          percentile_disc(0.5) within group (order by value_minor) as median_drop_minor,
          array[${WEEKDAYS}] as weekday_drops
        from gaps group by outlet_id),
      gone as (
        delete from habit.pattern where distributor_id = $1 and outlet_id = any($2::uuid[])
          and outlet_id not in (select outlet_id from learnt))
      insert into habit.pattern as p (distributor_id, outlet_id, drops, first_day, last_day,
        median_gap_days, weekday_drops, median_drop_minor)
      select $1, outlet_id, drops, first_day, last_day, median_gap_days, weekday_drops,
        median_drop_minor from learnt
      on conflict (distributor_id, outlet_id) do update set drops = excluded.drops,
        first_day = excluded.first_day, last_day = excluded.last_day,
        median_gap_days = excluded.median_gap_days, weekday_drops = excluded.weekday_drops,
        median_drop_minor = excluded.median_drop_minor, learnt_at = platform.now()
      where (p.drops, p.first_day, p.last_day, p.median_gap_days, p.weekday_drops,
        p.median_drop_minor) is distinct from (excluded.drops, excluded.first_day,
        excluded.last_day, excluded.median_gap_days, excluded.weekday_drops,
        excluded.median_drop_minor)`,
    values: [distributorId, outletIds, throughDay],
  })

/** Replaces the usual baskets: products of at least half (and two) of an outlet's last drops. */
export const learnBaskets = (tx: Tx, { distributorId, outletIds, throughDay }: Learning) =>
  prepared(tx, {
    name: 'learn_baskets',
    text: `with drops as (${DROPS}),
      last as (
        -- Counted here and carried along: joined later, it was read again for each product of each drop.
        select outlet_id, day, least(all_drops, ${BASKET_DROPS})::int as of_drops
        from (select outlet_id, day, count(*) over (partition by outlet_id) as all_drops,
          row_number() over (partition by outlet_id order by day desc) as nth from drops) d
        where nth <= ${BASKET_DROPS}),
      bought as (
        select l.outlet_id, l.day, l.of_drops, line.product_id,
          sum(ordering.kept(coalesce(line.delivered_milli, line.base_quantity_milli),
            line.returned_milli))::bigint as milli
        from last l
        join ordering.order o on o.distributor_id = $1 and o.outlet_id = l.outlet_id
          and o.delivery_day = l.day and o.status not in ('draft', 'cancelled', 'rejected')
        join ordering.order_line line on line.distributor_id = $1 and line.order_id = o.id
        group by l.outlet_id, l.day, l.of_drops, line.product_id),
      usual as materialized (
        select b.outlet_id, b.product_id, count(*)::int as drops, b.of_drops,
          percentile_disc(0.5) within group (order by b.milli) as median_quantity_milli,
          max(b.day) as last_day
        from bought b where b.milli > 0
        group by b.outlet_id, b.product_id, b.of_drops
        having count(*) >= 2 and count(*) * 2 >= b.of_drops),
      gone as (
        -- Hashed: row by row it took seconds for a few hundred outlets.
        delete from habit.usual_line u where u.distributor_id = $1
          and u.outlet_id = any($2::uuid[])
          and (u.outlet_id, u.product_id) not in (select outlet_id, product_id from usual))
      insert into habit.usual_line as u (distributor_id, outlet_id, product_id, drops, of_drops,
        median_quantity_milli, last_day)
      select $1, outlet_id, product_id, drops, of_drops, median_quantity_milli, last_day from usual
      on conflict (distributor_id, outlet_id, product_id) do update set drops = excluded.drops,
        of_drops = excluded.of_drops, median_quantity_milli = excluded.median_quantity_milli,
        last_day = excluded.last_day
      where (u.drops, u.of_drops, u.median_quantity_milli, u.last_day) is distinct from
        (excluded.drops, excluded.of_drops, excluded.median_quantity_milli, excluded.last_day)`,
    values: [distributorId, outletIds, throughDay],
  })

/** Outlets that were delivered to between two days (both in), by id. */
export const outletsDelivered = async (
  db: Db,
  asked: { distributorId: string; fromDay: string; toDay: string },
): Promise<string[]> =>
  (
    await prepared<{ id: string }>(db, {
      name: 'outlets_delivered',
      text: `select distinct outlet_id as id from ordering.order where distributor_id = $1
        and delivery_day between $2 and $3 and status not in ('draft', 'cancelled', 'rejected')
        order by 1`,
      values: [asked.distributorId, asked.fromDay, asked.toDay],
    })
  ).map((row) => row.id)

/**
 * The day up to which history is known: the distributor's today, or the last day it was delivered
 * on when its base ends earlier, as one brought in from elsewhere does.
 */
export const historyEnd = async (db: Db, distributorId: string): Promise<string | null> =>
  (
    await prepared<{ day: string | null }>(db, {
      name: 'history_end',
      // Today is asked once and the index read from its end: asked of each order it took a third of a second.
      text: `with clock as materialized (
          select (platform.now() at time zone time_zone)::date as today
          from identity.tenant where id = $1)
        select o.day from clock join lateral (select o.delivery_day as day from ordering.order o
          where o.distributor_id = $1 and o.delivery_day <= clock.today
            and o.status not in ('draft', 'cancelled', 'rejected')
          order by o.delivery_day desc limit 1) o on true`,
      values: [distributorId],
    })
  )[0]?.day ?? null

export type PatternRow = {
  outletId: string
  drops: number
  firstDay: string
  lastDay: string
  medianGapDays: number | null
  weekdayDrops: number[]
  medianDropMinor: number
}

export const patternsOf = (db: Db, distributorId: string, outletIds: string[]) =>
  db
    .selectFrom('habit.pattern')
    .select([
      'outlet_id as outletId',
      'drops',
      'first_day as firstDay',
      'last_day as lastDay',
      'median_gap_days as medianGapDays',
      'weekday_drops as weekdayDrops',
      'median_drop_minor as medianDropMinor',
    ])
    .where('distributor_id', '=', distributorId)
    .where('outlet_id', 'in', outletIds)
    .execute()

export type UsualRow = {
  outletId: string
  productId: string
  name: string
  baseUnit: string
  drops: number
  ofDrops: number
  medianQuantityMilli: number
  lastDay: string
}

export const usualLinesOf = (db: Db, distributorId: string, outletIds: string[]) =>
  db
    .selectFrom('habit.usual_line as u')
    .innerJoin('catalogue.product as p', (join) =>
      join.onRef('p.distributor_id', '=', 'u.distributor_id').onRef('p.id', '=', 'u.product_id'),
    )
    .select([
      'u.outlet_id as outletId',
      'u.product_id as productId',
      'p.name',
      'p.base_unit as baseUnit',
      'u.drops',
      'u.of_drops as ofDrops',
      'u.median_quantity_milli as medianQuantityMilli',
      'u.last_day as lastDay',
    ])
    .where('u.distributor_id', '=', distributorId)
    .where('u.outlet_id', 'in', outletIds)
    .orderBy('u.outlet_id')
    .orderBy('u.drops', 'desc')
    .orderBy('p.name')
    .execute()
