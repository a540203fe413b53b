import { reactions } from '../src/jobs.ts'
import type { UnderTest } from './under-test.ts'

type Query = UnderTest['query']

/** Breaches of what must hold of orders, stock, numbers and drops of every distributor; all 0. */
export type OrderBreaches = {
  numbersMissing: number
  numbersTwice: number
  checkoutsWithoutOrders: number
  ledgerOff: number
  oversold: number
  negative: number
  dropsOff: number
}

export async function auditOrders(query: Query): Promise<OrderBreaches> {
  const [found] = await query<OrderBreaches>(`
    with numbered as (
      select o.distributor_id, o.selling_entity_id, max(n.last_number) as last,
        count(distinct o.id) as orders, count(distinct o.number) as numbers
      from ordering.order o left join accounts.document_number n
        on n.distributor_id = o.distributor_id and n.selling_entity_id = o.selling_entity_id
          and n.kind = 'order'
      group by o.distributor_id, o.selling_entity_id),
    ledger as (
      select distributor_id, warehouse_id, product_id, sum(quantity_milli) as milli
      from stock.reservation group by distributor_id, warehouse_id, product_id),
    drops as (
      select distributor_id, outlet_id, delivery_day, count(*) as orders, sum(total_minor) as minor
      from ordering.order where status not in ('cancelled', 'rejected')
      group by distributor_id, outlet_id, delivery_day)
    select
      (select coalesce(sum(abs(last - numbers)), 0)::int from numbered) as "numbersMissing",
      (select coalesce(sum(orders - numbers), 0)::int from numbered) as "numbersTwice",
      (select count(*)::int from ordering.checkout c where not exists (select 1
        from ordering.order o where o.distributor_id = c.distributor_id
          and o.checkout_id = c.id)) as "checkoutsWithoutOrders",
      (select count(*)::int from stock.balance b left join ledger l
        using (distributor_id, warehouse_id, product_id)
        where b.reserved_milli <> coalesce(l.milli, 0)) as "ledgerOff",
      (select count(*)::int from stock.balance
        where mode = 'strict' and reserved_milli > on_hand_milli) as oversold,
      (select count(*)::int from stock.balance
        where reserved_milli < 0 or on_hand_milli < 0) as negative,
      (select count(*)::int from drops r full join delivery.drop d
        using (distributor_id, outlet_id, delivery_day)
        where coalesce(r.orders, 0) <> coalesce(d.orders, 0)
          or coalesce(r.minor, 0) <> coalesce(d.value_minor, 0)) as "dropsOff"`)
  if (!found) throw new Error('the audit told nothing')
  return found
}

/** Breaches of "each reaction once", against a raw recount; all 0 when the queue is empty. */
export type ReactionBreaches = {
  reactionsMissing: number
  noticesOff: number
  daysOff: number
  exportsOff: number
  jobsLeft: number
  parked: number
}

export async function auditReactions(query: Query): Promise<ReactionBreaches> {
  const names = Object.fromEntries(
    Object.entries(reactions).map(([type, by]) => [type, Object.keys(by)]),
  )
  const [found] = await query<ReactionBreaches>(
    `with placed as (
      select o.distributor_id, o.id, o.version, (select count(distinct l.credited_agent_id)
          from ordering.order_line l where l.distributor_id = o.distributor_id
            and l.order_id = o.id) as agents
      from platform.fact f join ordering.order o on o.distributor_id = f.distributor_id
        and o.id = (f.body ->> 'orderId')::uuid
      where f.type = 'ordering.order_placed'),
    days as (
      select distributor_id, outlet_id, delivery_day as day, channel, count(*) as orders,
        sum(line_count) as lines, sum(total_minor) as minor
      from ordering.order where status not in ('cancelled', 'rejected') group by 1, 2, 3, 4)
    select
      (select count(*)::int from platform.fact f
        cross join lateral jsonb_array_elements_text($1::jsonb -> f.type) r (reaction)
        where not exists (select 1 from platform.reaction_done d
          where d.distributor_id = f.distributor_id and d.fact_id = f.id
            and d.reaction = r.reaction)) as "reactionsMissing",
      (select coalesce(sum(abs(p.agents - (select count(*) from field.notice n
        where n.distributor_id = p.distributor_id and n.order_id = p.id
          and n.agent_id in (select l.credited_agent_id
          from ordering.order_line l where l.distributor_id = p.distributor_id
            and l.order_id = p.id)))), 0)::int
        from placed p) as "noticesOff",
      (select count(*)::int from days r full join goals.outlet_day d
        using (distributor_id, outlet_id, day, channel)
        where coalesce(r.orders, 0) <> coalesce(d.orders, 0)
          or coalesce(r.lines, 0) <> coalesce(d.lines, 0)
          or coalesce(r.minor, 0) <> coalesce(d.total_minor, 0)) as "daysOff",
      (select count(*)::int from placed p where 1 <> (select count(*)
        from exchange.order_export e where e.distributor_id = p.distributor_id
          and e.order_id = p.id)) as "exportsOff",
      (select count(*)::int from graphile_worker._private_jobs) as "jobsLeft",
      (select count(*)::int from platform.parked_reaction) as parked`,
    [JSON.stringify(names)],
  )
  if (!found) throw new Error('the audit told nothing')
  return found
}

export const breachesOf = (found: object): number =>
  Object.values(found as Record<string, number>).reduce((sum, count) => sum + count, 0)
