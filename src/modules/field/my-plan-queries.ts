import { type Db, prepared } from '../../platform/db.ts'

type Asked = { distributorId: string; personId: string; timeZone: string }

export type PlanRow = {
  measure: 'value' | 'quantity' | 'active_outlets' | 'lines' | 'collected' | 'new_outlets'
  scope: string
  target: number
  /** What lines credited to the person make of it this month; null: nothing here measures it. */
  actual: number | null
  /** Of that by orders the shops made themselves. */
  bySelf: number | null
}

// Lines credited to the person in the deliveries of this month, at their value: the portal's own
// benefits are no part of a line's price.
const CREDITED = `clock as materialized (
    select date_trunc('month', platform.now() at time zone $3)::date as month),
  me as materialized (
    select id from outlets.agent where distributor_id = $1 and person_id = $2 and left_at is null),
  orders as materialized (
    select o.id, o.outlet_id, o.channel, o.placed_at,
      o.channel in ('portal', 'chatbot', 'api') as self
    from clock, ordering.order o where o.distributor_id = $1
      and o.delivery_day >= clock.month and o.delivery_day < clock.month + interval '1 month'
      and o.status not in ('draft', 'cancelled', 'rejected')),
  credited as materialized (
    select o.outlet_id, o.id as order_id, o.self, o.placed_at, b.code as brand, b.name as brand_name,
      ordering.kept(coalesce(l.delivered_minor, l.total_minor), 0) as minor,
      coalesce(l.delivered_milli, l.base_quantity_milli) as milli
    from orders o
    join ordering.order_line l on l.distributor_id = $1 and l.order_id = o.id
      and l.credited_agent_id in (select id from me)
    join catalogue.product p on p.distributor_id = $1 and p.id = l.product_id
    left join catalogue.brand b on b.distributor_id = $1 and b.id = p.brand_id)`

/** The person's plans of this month with what is reached: every line counts, whoever typed it. */
export const myPlans = (db: Db, { distributorId, personId, timeZone }: Asked) =>
  prepared<PlanRow>(db, {
    name: 'my_plans',
    text: `with ${CREDITED},
      plans as (
        select pl.measure, pl.scope, sum(pl.target)::bigint as target from clock, field.plan pl
        where pl.distributor_id = $1 and pl.agent_id in (select id from me)
          and pl.month = clock.month
        group by pl.measure, pl.scope),
      sums as (
        select pl.measure, pl.scope, s.self, sum(c.minor)::bigint as minor,
          sum(c.milli)::bigint as milli, count(c.order_id)::bigint as lines,
          count(distinct c.outlet_id)::bigint as outlets,
          count(distinct c.outlet_id) filter (where not exists (select 1 from ordering.order before
            where before.distributor_id = $1 and before.outlet_id = c.outlet_id
              and before.delivery_day < (select month from clock)))::bigint as fresh
        from plans pl cross join (values (true), (false)) s (self)
        left join credited c on (c.self or not s.self)
          and (pl.scope = '' or pl.scope in (c.brand, c.brand_name))
        group by pl.measure, pl.scope, s.self),
      reached as (
        select measure, scope, self, case measure when 'value' then coalesce(minor, 0)
          when 'quantity' then coalesce(milli, 0) when 'lines' then lines
          when 'active_outlets' then outlets when 'new_outlets' then fresh end as reached from sums)
      select pl.measure, pl.scope, pl.target, a.reached as actual, p.reached as "bySelf"
      from plans pl
      join reached a on a.measure = pl.measure and a.scope = pl.scope and not a.self
      join reached p on p.measure = pl.measure and p.scope = pl.scope and p.self
      order by pl.scope <> '', pl.measure <> 'value', pl.measure, pl.scope`,
    values: [distributorId, personId, timeZone],
  })

export type PortalDid = {
  orders: number
  outlets: number
  valueMinor: number
  /** Placed before 8, after 18, or on a Sunday: nobody had to be there. */
  offHours: number
}

/** What shops did for the person by ordering themselves this month. */
export const portalDid = async (
  db: Db,
  { distributorId, personId, timeZone }: Asked,
): Promise<PortalDid> =>
  (
    await prepared<PortalDid>(db, {
      name: 'portal_did',
      text: `with ${CREDITED}
        select count(distinct order_id)::int as orders, count(distinct outlet_id)::int as outlets,
          coalesce(sum(minor), 0)::bigint as "valueMinor",
          (count(distinct order_id) filter (where extract(hour from placed_at at time zone $3)
            not between 8 and 17 or extract(isodow from placed_at at time zone $3) = 7))::int
            as "offHours"
        from credited where self`,
      values: [distributorId, personId, timeZone],
    })
  )[0] ?? { orders: 0, outlets: 0, valueMinor: 0, offHours: 0 }
