import type { Figure } from './figure.ts'
import { drained } from './kills.ts'
import { type LargeBase, largeBase } from './large-base.ts'

const SEED = 7
const LINES = 5_000_000
const CHANGED = 2_000

/**
 * The roll-ups against a raw recount over 5 million lines: the outlets' days, and both windows of the gauge;
 * again after thousands of orders were delivered short, came back or were decided otherwise, with facts
 * told twice and in any order. The control changes orders that no fact tells of.
 */
export async function run(): Promise<Figure> {
  const base = await largeBase({ lines: LINES, seed: SEED })
  try {
    const before = await differencesOf(base)
    const changed = await changeOrders(base, true)
    const worker = await base.under.startWorker()
    await drained(base.under, 600)
    await worker.stop()
    const after = await differencesOf(base)
    await changeOrders(base, false)
    const untold = await differencesOf(base)
    const value = before.days + before.windows + after.days + after.windows
    return {
      name: 'gauge-equals-recount',
      value,
      unit: 'rows of roll-ups that differ from the raw recount',
      bar: '0',
      ok: value === 0 && changed > 0 && untold.days > 0 && untold.windows > 0,
      control: { untold, before, after, changed, lines: base.lines },
      seed: SEED,
    }
  } finally {
    await base.under.stop()
  }
}

/** Delivers orders of the last weeks short, or takes them back; told by facts, some of them twice. */
async function changeOrders({ under, distributorId }: LargeBase, told: boolean): Promise<number> {
  const rows = await under.query(
    `with chosen as (
       select id, row_number() over (order by id) as n from (
         select o.id from ordering.order o where o.distributor_id = $1 and o.status = 'delivered'
         order by md5(o.id::text || $3) limit $2) picked),
     changed as (
       update ordering.order o set version = o.version + 1,
         status = case when n % 3 = 0 then 'returned' else 'partly_delivered' end,
         delivered_minor = coalesce(o.delivered_minor, o.total_minor) / 2,
         returned_minor = case when n % 3 = 0 then coalesce(o.delivered_minor, o.total_minor) / 2
           else 0 end
       from chosen where o.distributor_id = $1 and o.id = chosen.id
       returning o.id, o.outlet_id, o.version, n)
     insert into platform.fact (distributor_id, id, type, body)
     select $1, gen_random_uuid(), 'ordering.order_status_changed', jsonb_build_object(
       'type', 'ordering.order_status_changed', 'distributorId', $1, 'orderId', c.id,
       'outletId', c.outlet_id, 'version', c.version)
     from changed c cross join generate_series(1, 2) again
     where $4 and (again = 1 or c.n % 5 = 0) order by random() returning 1`,
    [distributorId, CHANGED, told ? 'told' : 'untold', told],
  )
  return rows.length
}

async function differencesOf({ under, distributorId }: LargeBase) {
  const [days] = await under.query<{ n: number }>(DAYS, [distributorId])
  const [windows] = await under.query<{ n: number }>(WINDOWS, [distributorId])
  return { days: days?.n ?? -1, windows: windows?.n ?? -1 }
}

const DELIVERED = `o.status in ('delivered', 'partly_delivered', 'returned')`

const DAYS = `with raw as (
    select outlet_id, day, channel, sum(orders)::int as orders, sum(lines)::int as lines,
      sum(total)::bigint as total, sum(delivered)::bigint as delivered,
      sum(returned)::bigint as returned
    from (select o.outlet_id, o.delivery_day as day, o.channel,
        case when o.status in ('cancelled', 'rejected') then 0 else 1 end as orders,
        case when o.status in ('cancelled', 'rejected') then 0 else o.line_count end as lines,
        case when o.status in ('cancelled', 'rejected') then 0 else o.total_minor end as total,
        case when ${DELIVERED} then coalesce(o.delivered_minor, o.total_minor) else 0 end as delivered,
        case when ${DELIVERED} then o.returned_minor else 0 end as returned
      from ordering.order o where o.distributor_id = $1
      union all select r.outlet_id, r.day, r.channel, 0, 0, 0, 0, r.total_minor
      from ordering.return_document r where r.distributor_id = $1 and r.order_id is null
        and r.status = 'done') counted
    group by outlet_id, day, channel)
  select count(*)::int as n from raw r full join (
    select * from goals.outlet_day where distributor_id = $1) d
    on d.outlet_id = r.outlet_id and d.day = r.day and d.channel = r.channel
  where (coalesce(r.orders, 0), coalesce(r.lines, 0), coalesce(r.total, 0), coalesce(r.delivered, 0),
      coalesce(r.returned, 0)) is distinct from (coalesce(d.orders, 0), coalesce(d.lines, 0),
      coalesce(d.total_minor, 0), coalesce(d.delivered_minor, 0), coalesce(d.returned_minor, 0))`

const WINDOWS = `with w as (select * from goals.gauge_window where distributor_id = $1),
  orders as materialized (
    select case when o.delivery_day > w.through_day - 28 and o.delivery_day <= w.through_day
        then 'now' end as now,
      case when o.delivery_day >= w.launch_day - 84 and o.delivery_day < w.launch_day
        then 'before' end as before,
      o.checkout_id, o.outlet_id, o.delivery_day, o.channel in ('portal', 'chatbot', 'api') as self,
      o.prepared_by in ('buyer', 'suggestion') and p.verdict = 'alone' as alone,
      coalesce(o.delivered_minor, o.total_minor) - o.returned_minor as kept,
      (select array_agg(l.product_id) from ordering.order_line l where l.distributor_id = $1
        and l.order_id = o.id
        and coalesce(l.delivered_milli, l.base_quantity_milli) - l.returned_milli > 0) as products
    from w cross join ordering.order o
    left join rollout.presence p on p.distributor_id = $1 and p.order_id = o.id
    where o.distributor_id = $1 and ${DELIVERED} and o.channel <> all('{edi,van}')),
  spread as (
    select now as period, * from orders where now is not null
    union all select before, * from orders where before is not null),
  raw as (
    select period, outlet_id, count(distinct delivery_day)::int as drops,
      count(distinct checkout_id)::int as orders,
      sum(coalesce(array_length(products, 1), 0))::int as lines, sum(kept)::bigint as kept,
      (count(distinct checkout_id) filter (where self))::int as self,
      (count(distinct checkout_id) filter (where self and alone))::int as independent,
      coalesce(sum(kept) filter (where self and alone), 0)::bigint as independent_minor
    from spread group by period, outlet_id),
  bought as (
    select period, outlet_id, count(distinct product)::int as products
    from spread cross join lateral unnest(products) product group by period, outlet_id)
  select count(*)::int as n from raw r
  full join (select * from goals.outlet_window where distributor_id = $1) g
    on g.outlet_id = r.outlet_id and g.period = r.period
  left join bought b on b.outlet_id = r.outlet_id and b.period = r.period
  where (r.drops, r.orders, r.lines, r.kept, r.self, r.independent, r.independent_minor,
      coalesce(b.products, 0)) is distinct from (g.drops, g.orders, g.lines, g.kept_minor,
      g.self_orders, g.independent_orders, g.independent_minor, g.products)`
