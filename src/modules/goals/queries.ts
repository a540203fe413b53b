import { prepared, type Tx } from '../../platform/db.ts'

// What an order adds to its day: placed unless it went, delivered and come back once it arrived.
const COUNTED = `o.id, o.version, o.outlet_id, o.delivery_day as day, o.channel,
  o.line_count as lines, o.total_minor, o.status in ('cancelled', 'rejected') as gone,
  case when o.status in ('delivered', 'partly_delivered', 'returned')
    then coalesce(o.delivered_minor, o.total_minor) else 0 end as delivered,
  case when o.status in ('delivered', 'partly_delivered', 'returned')
    then o.returned_minor else 0 end as returned`

/** Counting orders goes on together, recounting days alone: its sums overwrite. */
export const lockCounting = (tx: Tx, distributorId: string, how: 'together' | 'alone') =>
  prepared(tx, {
    name: `lock_counting_${how}`,
    text: `select pg_advisory_xact_lock${how === 'alone' ? '' : '_shared'}(
      hashtextextended('goals.outlet_day ' || $1, 0))`,
    values: [distributorId],
  })

/**
 * Counts what orders add to their outlets' days now, less what they added when they were last counted.
 * A version counted before, or an older one that comes late, changes nothing.
 */
export const countVersions = (tx: Tx, distributorId: string, orderIds: string[]) =>
  prepared(tx, {
    name: 'count_versions',
    // In one order everywhere, so that two that count the same orders or days do not wait in a circle.
    text: `with o as materialized (
        select ${COUNTED} from ordering.order o
        where o.distributor_id = $1 and o.id = any($2::uuid[]) order by o.id),
      was as materialized (
        select c.* from goals.counted_order c join o on o.id = c.order_id and o.version > c.version
        where c.distributor_id = $1 and c.order_id = any($2::uuid[])
        order by c.order_id for update of c),
      counted as (
        insert into goals.counted_order as c (distributor_id, order_id, version, outlet_id, day,
          channel, lines, total_minor, cancelled, delivered_minor, returned_minor)
        select $1, id, version, outlet_id, day, channel, lines, total_minor, gone, delivered, returned
        from o
        -- Read before it is overwritten: a row this statement changed can no longer be locked by it.
        where (select count(*) from was) >= 0
        on conflict (distributor_id, order_id) do update set version = excluded.version,
          outlet_id = excluded.outlet_id, day = excluded.day, channel = excluded.channel,
          lines = excluded.lines, total_minor = excluded.total_minor,
          cancelled = excluded.cancelled, delivered_minor = excluded.delivered_minor,
          returned_minor = excluded.returned_minor
        where c.version < excluded.version returning c.order_id),
      change as (
        select o.outlet_id, o.day, o.channel, 1 as orders, o.lines, o.total_minor, o.delivered,
          o.returned from o join counted on counted.order_id = o.id where not o.gone
        union all
        select outlet_id, day, channel, -1, -lines, -total_minor, -delivered_minor, -returned_minor
        from was join counted using (order_id) where not was.cancelled)
      insert into goals.outlet_day as d (distributor_id, outlet_id, day, channel, orders, lines,
        total_minor, delivered_minor, returned_minor)
      select $1, outlet_id, day, channel, sum(orders), sum(lines), sum(total_minor), sum(delivered),
        sum(returned)
      from change group by outlet_id, day, channel order by outlet_id, day, channel
      on conflict (distributor_id, outlet_id, day, channel) do update set
        orders = d.orders + excluded.orders, lines = d.lines + excluded.lines,
        total_minor = d.total_minor + excluded.total_minor,
        delivered_minor = d.delivered_minor + excluded.delivered_minor,
        returned_minor = d.returned_minor + excluded.returned_minor`,
    values: [distributorId, orderIds],
  })

type Days = { distributorId: string; fromDay: string; toDay: string }

/** How many orders each of some days has. */
export const orderDays = (tx: Tx, { distributorId, fromDay, toDay }: Days) =>
  prepared<{ day: string; orders: number }>(tx, {
    name: 'order_days',
    text: `select o.delivery_day as day, count(*)::int as orders from ordering.order o
      where o.distributor_id = $1 and o.delivery_day between $2 and $3
      group by o.delivery_day order by o.delivery_day`,
    values: [distributorId, fromDay, toDay],
  })

/** Notes what the orders of some days, and those last counted on them, add now. */
export const noteOrders = (tx: Tx, { distributorId, fromDay, toDay }: Days) =>
  prepared<{ fromDay: string | null; toDay: string | null }>(tx, {
    name: 'note_orders',
    text: `with was as materialized (
        select c.order_id, c.day from goals.counted_order c
        join ordering.order o on o.distributor_id = $1 and o.id = c.order_id
        where c.distributor_id = $1 and (o.delivery_day between $2 and $3 or c.day between $2 and $3)),
      put as (
        insert into goals.counted_order as c (distributor_id, order_id, version, outlet_id, day,
          channel, lines, total_minor, cancelled, delivered_minor, returned_minor)
        select $1, x.id, x.version, x.outlet_id, x.day, x.channel, x.lines, x.total_minor, x.gone,
          x.delivered, x.returned
        from (select ${COUNTED} from ordering.order o where o.distributor_id = $1
          and (o.delivery_day between $2 and $3 or o.id in (select order_id from was))) x
        on conflict (distributor_id, order_id) do update set version = excluded.version,
          outlet_id = excluded.outlet_id, day = excluded.day, channel = excluded.channel,
          lines = excluded.lines, total_minor = excluded.total_minor,
          cancelled = excluded.cancelled, delivered_minor = excluded.delivered_minor,
          returned_minor = excluded.returned_minor
        where (c.outlet_id, c.day, c.channel, c.lines, c.total_minor, c.cancelled,
            c.delivered_minor, c.returned_minor, c.version)
          is distinct from (excluded.outlet_id, excluded.day, excluded.channel, excluded.lines,
            excluded.total_minor, excluded.cancelled, excluded.delivered_minor,
            excluded.returned_minor, excluded.version)
        returning c.day)
      select least(min(was.day), (select min(day) from put)) as "fromDay",
        greatest(max(was.day), (select max(day) from put)) as "toDay" from was`,
    values: [distributorId, fromDay, toDay],
  })

/** Notes the returns of no known order that are done on some days. */
export const noteReturns = (tx: Tx, { distributorId, fromDay, toDay }: Days) =>
  prepared(tx, {
    name: 'note_returns',
    text: `insert into goals.counted_return as c (distributor_id, return_id, outlet_id, day, channel,
        returned_minor)
      select $1, r.id, r.outlet_id, r.day, r.channel, r.total_minor
      from ordering.return_document r where r.distributor_id = $1 and r.order_id is null
        and r.status = 'done' and (r.day between $2 and $3 or r.id in (
          select return_id from goals.counted_return
          where distributor_id = $1 and day between $2 and $3))
      on conflict (distributor_id, return_id) do update set outlet_id = excluded.outlet_id,
        day = excluded.day, channel = excluded.channel, returned_minor = excluded.returned_minor
      where (c.outlet_id, c.day, c.channel, c.returned_minor)
        is distinct from (excluded.outlet_id, excluded.day, excluded.channel,
          excluded.returned_minor)`,
    values: [distributorId, fromDay, toDay],
  })

/** Sets the outlets' days to the sums of what is noted; a day that lost everything becomes 0. */
export const sumDays = (tx: Tx, { distributorId, fromDay, toDay }: Days) =>
  prepared(tx, {
    name: 'sum_days',
    text: `with noted as (
        select outlet_id, day, channel, 1 as orders, lines, total_minor, delivered_minor,
          returned_minor from goals.counted_order
        where distributor_id = $1 and day between $2 and $3 and not cancelled
        union all
        select outlet_id, day, channel, 0, 0, 0, 0, returned_minor from goals.counted_return
        where distributor_id = $1 and day between $2 and $3
        union all
        select outlet_id, day, channel, 0, 0, 0, 0, 0 from goals.outlet_day
        where distributor_id = $1 and day between $2 and $3)
      insert into goals.outlet_day as d (distributor_id, outlet_id, day, channel, orders, lines,
        total_minor, delivered_minor, returned_minor)
      select $1, outlet_id, day, channel, sum(orders), sum(lines), sum(total_minor),
        sum(delivered_minor), sum(returned_minor)
      from noted group by outlet_id, day, channel
      on conflict (distributor_id, outlet_id, day, channel) do update set
        orders = excluded.orders, lines = excluded.lines, total_minor = excluded.total_minor,
        delivered_minor = excluded.delivered_minor, returned_minor = excluded.returned_minor
      where (d.orders, d.lines, d.total_minor, d.delivered_minor, d.returned_minor)
        is distinct from (excluded.orders, excluded.lines, excluded.total_minor,
          excluded.delivered_minor, excluded.returned_minor)`,
    values: [distributorId, fromDay, toDay],
  })
