import { type Db, prepared } from '../../platform/db.ts'

/** Days in which an outlet counts as active (domain.md §6). */
const ACTIVE_DAYS = 28
/** Weeks before the launch that it is held against. */
const BEFORE_WEEKS = 12

export type GaugeRow = {
  period: 'now' | 'before'
  part: 'invited' | 'held_out' | 'other'
  outlets: number
  drops: number
  orders: number
  lines: number
  /** Different products of each outlet, summed over outlets. */
  products: number
  keptMinor: number
  selfOrders: number
  selfMinor: number
  independentOrders: number
  independentMinor: number
}

/**
 * What was delivered and kept, net of returns, in the last 28 days of history and in the 12 weeks before
 * the launch: by outlets invited, held out, and the others. edi and van stand outside both laws (§3).
 */
export const gaugeRows = (
  db: Db,
  asked: { distributorId: string; throughDay: string; launchDay: string },
) =>
  prepared<GaugeRow>(db, {
    name: 'gauge_rows',
    text: `with periods (period, from_day, to_day) as (values
        ('now', $2::date - ${ACTIVE_DAYS - 1}, $2::date),
        ('before', $3::date - ${BEFORE_WEEKS * 7}, $3::date - 1)),
      orders as materialized (
        select p.period, coalesce(wo.part, 'other') as part, o.id, o.outlet_id, o.delivery_day,
          o.channel in ('portal', 'chatbot', 'api') as self,
          o.channel in ('portal', 'chatbot', 'api') and o.prepared_by in ('buyer', 'suggestion')
            and pr.verdict = 'alone' as independent,
          ordering.kept(coalesce(o.delivered_minor, o.total_minor), o.returned_minor) as kept
        from periods p join ordering.order o on o.distributor_id = $1
          and o.delivery_day between p.from_day and p.to_day
          and o.status in ('delivered', 'partly_delivered', 'returned')
          and o.channel not in ('edi', 'van')
        left join rollout.wave_outlet wo on wo.distributor_id = $1 and wo.outlet_id = o.outlet_id
        left join rollout.presence pr on pr.distributor_id = $1 and pr.order_id = o.id),
      bought as (
        select o.period, o.part, o.outlet_id, count(*)::bigint as lines,
          count(distinct l.product_id)::bigint as products
        from orders o join ordering.order_line l on l.distributor_id = $1 and l.order_id = o.id
        group by o.period, o.part, o.outlet_id),
      lines as (
        select period, part, sum(lines)::bigint as lines, sum(products)::bigint as products
        from bought group by period, part)
      select o.period, o.part, count(distinct o.outlet_id)::int as outlets,
        count(distinct (o.outlet_id, o.delivery_day))::int as drops, count(*)::int as orders,
        coalesce(max(l.lines), 0)::int as lines, coalesce(max(l.products), 0)::int as products,
        coalesce(sum(o.kept), 0)::bigint as "keptMinor",
        (count(*) filter (where o.self))::int as "selfOrders",
        coalesce(sum(o.kept) filter (where o.self), 0)::bigint as "selfMinor",
        (count(*) filter (where o.independent))::int as "independentOrders",
        coalesce(sum(o.kept) filter (where o.independent), 0)::bigint as "independentMinor"
      from orders o left join lines l on l.period = o.period and l.part = o.part
      group by o.period, o.part order by o.period, o.part`,
    values: [asked.distributorId, asked.throughDay, asked.launchDay],
  })
