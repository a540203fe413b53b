import { prepared, type Tx } from '../../platform/db.ts'

/**
 * Counts what an order adds to its outlet's day now, less what it added when it was last counted.
 * A version counted before, or an older one that comes late, changes nothing.
 */
export const countVersion = (tx: Tx, distributorId: string, orderId: string) =>
  prepared(tx, {
    name: 'count_version',
    text: `with o as (
        select distributor_id, id, version, outlet_id, delivery_day as day, channel, line_count,
          total_minor, status in ('cancelled', 'rejected') as gone
        from ordering.order where distributor_id = $1 and id = $2),
      was as materialized (
        select c.* from goals.counted_order c join o on o.version > c.version
        where c.distributor_id = $1 and c.order_id = $2 for update of c),
      counted as (
        insert into goals.counted_order as c (distributor_id, order_id, version, outlet_id, day,
          channel, lines, total_minor, cancelled)
        select $1, id, version, outlet_id, day, channel, line_count, total_minor, gone from o
        on conflict (distributor_id, order_id) do update set version = excluded.version,
          lines = excluded.lines, total_minor = excluded.total_minor, cancelled = excluded.cancelled,
          day = excluded.day
        where c.version < excluded.version returning c.order_id),
      change as (
        select o.outlet_id, o.day, o.channel, 1 as orders, o.line_count as lines, o.total_minor
        from o, counted where not o.gone
        union all select outlet_id, day, channel, -1, -lines, -total_minor from was, counted
        where not was.cancelled)
      insert into goals.outlet_day as d (distributor_id, outlet_id, day, channel, orders, lines,
        total_minor)
      select $1, outlet_id, day, channel, sum(orders), sum(lines), sum(total_minor) from change
      group by outlet_id, day, channel
      on conflict (distributor_id, outlet_id, day, channel) do update set
        orders = d.orders + excluded.orders, lines = d.lines + excluded.lines,
        total_minor = d.total_minor + excluded.total_minor`,
    values: [distributorId, orderId],
  })
