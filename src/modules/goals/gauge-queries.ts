import { type Db, prepared, type Tx } from '../../platform/db.ts'
import { ACTIVE_DAYS, BEFORE_WEEKS, type Windows } from './window-due-queries.ts'

export type Period = 'now' | 'before'
export type GaugePart = 'invited' | 'held_out' | 'other'
export type GaugeRow = {
  period: Period
  part: GaugePart
  outlets: number
  drops: number
  orders: number
  lines: number
  /** Different products of each outlet, summed over outlets. */
  products: number
  keptMinor: number
  /** Over outlets, in whole units of money: squares and products that its interval is known by. */
  keptSquares: number
  keptByDrops: number
  dropSquares: number
  selfOrders: number
  selfMinor: number
  independentOrders: number
  independentMinor: number
}

/**
 * Counts what was delivered to these outlets and kept, net of returns, in the last 28 days of history and
 * in the 12 weeks before the launch. edi and van stand outside both laws (domain.md §3). A line of which
 * nothing was kept counts as none.
 */
export const countOutletWindows = (
  tx: Tx,
  distributorId: string,
  outletIds: string[],
  windows: Windows,
) =>
  prepared(tx, {
    name: 'count_outlet_windows',
    text: `with periods (period, from_day, to_day) as (values
        ('now', $3::date - ${ACTIVE_DAYS - 1}, $3::date),
        ('before', $4::date - ${BEFORE_WEEKS * 7}, $4::date - 1)),
      orders as materialized (
        select p.period, o.id, o.checkout_id, o.outlet_id, o.delivery_day,
          o.channel in ('portal', 'chatbot', 'api') as self,
          o.channel in ('portal', 'chatbot', 'api') and o.prepared_by in ('buyer', 'suggestion')
            and pr.verdict = 'alone' as independent,
          ordering.kept(coalesce(o.delivered_minor, o.total_minor), o.returned_minor) as kept
        from periods p join ordering.order o on o.distributor_id = $1
          and o.outlet_id = any($2::uuid[]) and o.delivery_day between p.from_day and p.to_day
          and o.status in ('delivered', 'partly_delivered', 'returned')
          and o.channel not in ('edi', 'van')
        left join rollout.presence pr on pr.distributor_id = $1 and pr.order_id = o.id),
      -- Both counts one above the other: joined, one was read again for each row of the other.
      counts as (
        select o.period, o.outlet_id, 0 as drops, 0 as orders, count(*)::int as lines,
          count(distinct l.product_id)::int as products, 0::bigint as kept, 0 as self,
          0::bigint as self_minor, 0 as independent, 0::bigint as independent_minor
        from orders o join ordering.order_line l on l.distributor_id = $1 and l.order_id = o.id
          and coalesce(l.delivered_milli, l.base_quantity_milli) > l.returned_milli
        group by o.period, o.outlet_id
        union all
        -- A checkout that was split is one order of the shop (domain.md §3), as it is in the history before.
        select o.period, o.outlet_id, count(distinct o.delivery_day)::int,
          count(distinct o.checkout_id)::int, 0, 0,
          sum(o.kept)::bigint, (count(distinct o.checkout_id) filter (where o.self))::int,
          coalesce(sum(o.kept) filter (where o.self), 0)::bigint,
          (count(distinct o.checkout_id) filter (where o.independent))::int,
          coalesce(sum(o.kept) filter (where o.independent), 0)::bigint
        from orders o group by o.period, o.outlet_id),
      counted as materialized (
        select outlet_id, period, sum(drops)::int as drops, sum(orders)::int as orders,
          sum(lines)::int as lines, sum(products)::int as products, sum(kept)::bigint as kept,
          sum(self)::int as self, sum(self_minor)::bigint as self_minor,
          sum(independent)::int as independent,
          sum(independent_minor)::bigint as independent_minor
        from counts group by outlet_id, period),
      gone as (
        delete from goals.outlet_window w where w.distributor_id = $1
          -- Hashed: row by row it grew with the square of the outlets.
          and w.outlet_id = any($2::uuid[])
          and (w.outlet_id, w.period) not in (select outlet_id, period from counted))
      insert into goals.outlet_window as w (distributor_id, outlet_id, period, drops, orders, lines,
        products, kept_minor, self_orders, self_minor, independent_orders, independent_minor)
      select $1, outlet_id, period, drops, orders, lines, products, kept, self, self_minor,
        independent, independent_minor from counted
      on conflict (distributor_id, outlet_id, period) do update set drops = excluded.drops,
        orders = excluded.orders, lines = excluded.lines, products = excluded.products,
        kept_minor = excluded.kept_minor, self_orders = excluded.self_orders,
        self_minor = excluded.self_minor, independent_orders = excluded.independent_orders,
        independent_minor = excluded.independent_minor
      where (w.drops, w.orders, w.lines, w.products, w.kept_minor, w.self_orders, w.self_minor,
          w.independent_orders, w.independent_minor)
        is distinct from (excluded.drops, excluded.orders, excluded.lines, excluded.products,
          excluded.kept_minor, excluded.self_orders, excluded.self_minor,
          excluded.independent_orders, excluded.independent_minor)`,
    values: [distributorId, outletIds, windows.throughDay, windows.launchDay],
  })

/** Both windows by outlets invited, held out, and the others: sums of what is counted by outlet. */
export const gaugeRows = (db: Db, distributorId: string) =>
  prepared<GaugeRow>(db, {
    name: 'gauge_rows',
    text: `select w.period, coalesce(wo.part, 'other') as part, count(*)::int as outlets,
        sum(w.drops)::int as drops, sum(w.orders)::int as orders, sum(w.lines)::int as lines,
        sum(w.products)::int as products, sum(w.kept_minor)::bigint as "keptMinor",
        sum(power(w.kept_minor / 100.0, 2))::float8 as "keptSquares",
        sum(w.kept_minor / 100.0 * w.drops)::float8 as "keptByDrops",
        sum(power(w.drops, 2))::float8 as "dropSquares",
        sum(w.self_orders)::int as "selfOrders", sum(w.self_minor)::bigint as "selfMinor",
        sum(w.independent_orders)::int as "independentOrders",
        sum(w.independent_minor)::bigint as "independentMinor"
      from goals.outlet_window w
      left join rollout.wave_outlet wo on wo.distributor_id = $1 and wo.outlet_id = w.outlet_id
      where w.distributor_id = $1
      group by w.period, coalesce(wo.part, 'other') order by 1, 2`,
    values: [distributorId],
  })

export type OutletWindow = {
  orders: number
  drops: number
  lines: number
  products: number
  keptMinor: number
  selfOrders: number
  independentOrders: number
}
export type OutletBehind = {
  outletId: string
  code: string
  name: string
  city: string
  step: string | null
  now: OutletWindow | null
  before: OutletWindow | null
}

const told = (w: string) => `case when ${w}.outlet_id is not null then json_build_object(
  'orders', ${w}.orders, 'drops', ${w}.drops, 'lines', ${w}.lines, 'products', ${w}.products,
  'keptMinor', ${w}.kept_minor, 'selfOrders', ${w}.self_orders,
  'independentOrders', ${w}.independent_orders) end`

/** The outlets behind the numbers of a part (absent: all), those that lost most first. */
export const outletsBehind = (
  db: Db,
  asked: { distributorId: string; part?: GaugePart | undefined; limit: number; offset: number },
) =>
  prepared<OutletBehind>(db, {
    name: 'outlets_behind',
    text: `with counted as (
        select coalesce(n.outlet_id, b.outlet_id) as outlet_id, ${told('n')} as now, ${told('b')} as before,
          coalesce(n.kept_minor, 0)::numeric / ${ACTIVE_DAYS}
            - coalesce(b.kept_minor, 0)::numeric / ${BEFORE_WEEKS * 7} as gained
        from (select * from goals.outlet_window where distributor_id = $1 and period = 'now') n
        full join (select * from goals.outlet_window where distributor_id = $1
          and period = 'before') b on b.outlet_id = n.outlet_id)
      select c.outlet_id as "outletId", o.code, o.name, o.city, l.step, c.now, c.before
      from counted c
      join outlets.outlet o on o.distributor_id = $1 and o.id = c.outlet_id
      left join rollout.wave_outlet wo on wo.distributor_id = $1 and wo.outlet_id = c.outlet_id
      left join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = c.outlet_id
      where $2::text is null or coalesce(wo.part, 'other') = $2
      order by c.gained, o.code limit $3 offset $4`,
    values: [asked.distributorId, asked.part ?? null, asked.limit, asked.offset],
  })

/** How many outlets stand behind the numbers of a part; absent: of all. */
export const outletsBehindCount = async (
  db: Db,
  asked: { distributorId: string; part?: GaugePart | undefined },
): Promise<number> =>
  (
    await prepared<{ n: number }>(db, {
      name: 'outlets_behind_count',
      text: `select count(distinct w.outlet_id)::int as n from goals.outlet_window w
        left join rollout.wave_outlet wo on wo.distributor_id = $1 and wo.outlet_id = w.outlet_id
        where w.distributor_id = $1 and ($2::text is null or coalesce(wo.part, 'other') = $2)`,
      values: [asked.distributorId, asked.part ?? null],
    })
  )[0]?.n ?? 0
