import { type Db, prepared, type Tx } from '../../platform/db.ts'

/** Weeks that a baseline covers (domain.md §6). */
const BASELINE_WEEKS = 12

/**
 * Freezes what every outlet did in the 12 weeks of history up to its last known day, delivered net
 * of returns; edi and van stand outside both laws. Nothing delivered: no baseline.
 */
export const freezeBaseline = async (
  tx: Tx,
  asked: { distributorId: string; id: string; frozenBy: string; throughDay: string },
): Promise<number> =>
  (
    await prepared<{ outlets: number }>(tx, {
      name: 'freeze_baseline',
      text: `with made as (
          insert into goals.baseline (distributor_id, id, from_day, to_day, frozen_by)
          values ($1, $2, $4::date - ${BASELINE_WEEKS * 7} + 1, $4::date, $3) returning id),
        orders as materialized (
          select o.id, o.checkout_id, o.outlet_id, o.delivery_day, o.channel,
            ordering.kept(coalesce(o.delivered_minor, o.total_minor), o.returned_minor) as kept
          from ordering.order o where o.distributor_id = $1 and o.delivery_day <= $4::date
            and o.delivery_day > $4::date - ${BASELINE_WEEKS * 7}
            and o.status not in ('draft', 'cancelled', 'rejected', 'on_hold')
            and o.channel not in ('edi', 'van')),
        bought as (
          select o.outlet_id, count(*)::int as lines, count(distinct l.product_id)::int as products
          from orders o join ordering.order_line l
            on l.distributor_id = $1 and l.order_id = o.id group by o.outlet_id),
        kept as (
          insert into goals.baseline_outlet (distributor_id, baseline_id, outlet_id, drops, orders,
            lines, products, kept_minor, self_service_orders)
          select $1, made.id, o.outlet_id, count(distinct o.delivery_day)::int,
            count(distinct o.checkout_id)::int,
            coalesce(max(b.lines), 0), coalesce(max(b.products), 0), sum(o.kept)::bigint,
            (count(distinct o.checkout_id)
              filter (where o.channel in ('portal', 'chatbot', 'api')))::int
          from made, orders o left join bought b on b.outlet_id = o.outlet_id
          group by made.id, o.outlet_id returning 1)
        select count(*)::int as outlets from kept`,
      values: [asked.distributorId, asked.id, asked.frozenBy, asked.throughDay],
    })
  )[0]?.outlets ?? 0

/** How many outlets a baseline holds; undefined: there is none of this id. */
export const baselineSize = async (
  db: Db,
  distributorId: string,
  id: string,
): Promise<number | undefined> =>
  (
    await prepared<{ outlets: number }>(db, {
      name: 'baseline_size',
      text: `select (select count(*)::int from goals.baseline_outlet o
          where o.distributor_id = $1 and o.baseline_id = b.id) as outlets
        from goals.baseline b where b.distributor_id = $1 and b.id = $2`,
      values: [distributorId, id],
    })
  )[0]?.outlets

export type BaselineRow = {
  id: string
  fromDay: string
  toDay: string
  frozenAt: string
  outlets: number
  drops: number
  orders: number
  lines: number
  products: number
  keptMinor: number
  selfServiceOrders: number
}

/** Baselines, newest first, with their sums; products are summed over outlets. */
export const baselinesOf = (db: Db, distributorId: string, limit: number) =>
  prepared<BaselineRow>(db, {
    name: 'baselines_of',
    text: `select b.id, b.from_day as "fromDay", b.to_day as "toDay", b.frozen_at as "frozenAt",
        count(o.outlet_id)::int as outlets, coalesce(sum(o.drops), 0)::int as drops,
        coalesce(sum(o.orders), 0)::int as orders, coalesce(sum(o.lines), 0)::int as lines,
        coalesce(sum(o.products), 0)::int as products,
        coalesce(sum(o.kept_minor), 0)::bigint as "keptMinor",
        coalesce(sum(o.self_service_orders), 0)::int as "selfServiceOrders"
      from goals.baseline b left join goals.baseline_outlet o
        on o.distributor_id = $1 and o.baseline_id = b.id
      where b.distributor_id = $1 group by b.distributor_id, b.id
      order by b.frozen_at desc limit $2`,
    values: [distributorId, limit],
  })
