import { sql } from 'kysely'
import { promiseStateOf } from '../../modules/accounts/accounts.ts'
import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Waiting } from './debt-rules.ts'

export type Shop = {
  outletId: string
  buyerId: string
  buyerName: string
  agentId: string | null
  agentName: string | null
  lastDay: string
  drops: number
  weekday: number
  /** Of its orders of the last 12 weeks, in ten-thousandths. */
  selfBp: number
  signedIn: boolean
  invited: boolean
  strengthBp: number
  /** Days for which it was reminded. */
  reminded: string[]
  /** Days for which it has ordered. */
  ordered: string[]
}

const SIGNED_IN = `'registered', 'first_order', 'third_order', 'regular', 'held'`

/** Open outlets that order, with what their habits say. */
export const shopsOf = (db: Db, distributorId: string, today: string): Promise<Shop[]> =>
  prepared<Shop>(db, {
    name: 'demo_shops',
    text: `with past as (
        select outlet_id, max(delivery_day) filter (where delivery_day <= $2::date) as last_day,
          count(distinct delivery_day)::int as drops,
          mode() within group (order by extract(isodow from delivery_day))::int as weekday,
          (coalesce(avg((channel in ('portal', 'chatbot', 'api'))::int)
            filter (where delivery_day > $2::date - 84), 0) * 10000)::int as self_bp,
          coalesce(array_agg(distinct delivery_day::text)
            filter (where delivery_day >= $2::date), '{}') as ordered
        from ordering.order where distributor_id = $1 and delivery_day > $2::date - 182
          and status not in ('cancelled', 'rejected') group by outlet_id)
      select o.id as "outletId", b.person_id as "buyerId", b.name as "buyerName",
        a.person_id as "agentId", a.name as "agentName", p.last_day as "lastDay", p.drops, p.weekday,
        p.self_bp as "selfBp", coalesce(l.step in (${SIGNED_IN}), false) as "signedIn",
        coalesce(l.step not in ('universe', 'fit'), false) as invited,
        coalesce(h.strength_bp, 0) as "strengthBp", p.ordered,
        (select coalesce(array_agg(r.delivery_day::text), '{}') from rollout.reminder r
          where r.distributor_id = $1 and r.outlet_id = o.id and r.message_id is not null
            and r.delivery_day >= $2::date) as reminded
      from outlets.outlet o
      join past p on p.outlet_id = o.id and p.last_day is not null
      join lateral (select b.person_id, b.name from outlets.buyer b where b.distributor_id = $1
        and b.outlet_id = o.id and b.revoked_at is null order by b.since limit 1) b on true
      left join lateral (select a.person_id, a.name from outlets.outlet_territory t
        join outlets.territory_agent ta on ta.distributor_id = $1
          and ta.territory_id = t.territory_id and ta.from_day <= $2
          and (ta.to_day is null or ta.to_day >= $2)
        join outlets.agent a on a.distributor_id = $1 and a.id = ta.agent_id
        join outlets.team m on m.distributor_id = $1 and m.id = a.team_id and not m.exclusive
        where t.distributor_id = $1 and t.outlet_id = o.id and t.from_day <= $2
          and (t.to_day is null or t.to_day >= $2) limit 1) a on true
      left join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = o.id
      left join rollout.strength h on h.distributor_id = $1 and h.outlet_id = o.id
      where o.distributor_id = $1 and o.closed_at is null order by o.id`,
    values: [distributorId, today],
  })

export type BasketLine = {
  outletId: string
  productId: string
  unitCode: string
  quantityMilli: number
}

/**
 * What outlets usually take: the lines of their last checkouts before anything was played, at their mean. Of
 * played ones a product that was left out a few times was never bought again, and baskets shrank.
 */
export const basketsOf = (db: Db, distributorId: string, outletIds: string[]) =>
  prepared<BasketLine>(db, {
    name: 'demo_baskets',
    text: `select o.outlet_id as "outletId", l.product_id as "productId",
        l.unit_code as "unitCode",
        (greatest(1, round(avg(l.quantity_milli) / 1000)) * 1000)::int as "quantityMilli"
      from unnest($2::uuid[]) w (id)
      join lateral (select c.checkout_id from ordering.order c where c.distributor_id = $1
        and c.outlet_id = w.id and c.status not in ('cancelled', 'rejected')
        and c.placed_at < coalesce((select min(r.from_at) from platform.clock_run r
          where r.distributor_id = $1), 'infinity')
        group by c.checkout_id order by max(c.placed_at) desc limit 8) c on true
      join ordering.order o on o.distributor_id = $1 and o.checkout_id = c.checkout_id
        and o.status not in ('cancelled', 'rejected')
      join ordering.order_line l on l.distributor_id = $1 and l.order_id = o.id
      join catalogue.product p on p.distributor_id = $1 and p.id = l.product_id
      group by o.outlet_id, l.product_id, l.unit_code
      order by o.outlet_id, count(*) desc, l.product_id`,
    values: [distributorId, outletIds],
  })

export type Open = { orderId: string; halfMilli: number }

/** Orders of a state that are to be delivered by a day, with half of their first line. */
export const ordersBy = (db: Db, asked: { distributorId: string; day: string; states: string[] }) =>
  prepared<Open>(db, {
    name: 'demo_orders_by',
    text: `select o.id as "orderId", (floor(l.quantity_milli / 2000) * 1000)::int as "halfMilli"
      from ordering.order o
      join ordering.order_line l on l.distributor_id = $1 and l.order_id = o.id and l.line_no = 1
      where o.distributor_id = $1 and o.delivery_day <= $2 and o.status = any($3)
        and o.delivery_day > $2::date - 14 order by o.id`,
    values: [asked.distributorId, asked.day, asked.states],
  })

type DocumentLine = {
  orderId: string
  lineNo: number
  productCode: string
  unitCode: string
  quantityMilli: number
}

/** All lines of these orders, as they were ordered. */
export const documentLines = (db: Db, asked: { distributorId: string; orderIds: string[] }) =>
  prepared<DocumentLine>(db, {
    name: 'demo_document_lines',
    text: `select order_id as "orderId", line_no as "lineNo", product_code as "productCode",
        unit_code as "unitCode", quantity_milli as "quantityMilli"
      from ordering.order_line where distributor_id = $1 and order_id = any($2::uuid[])
      order by order_id, line_no`,
    values: [asked.distributorId, asked.orderIds],
  })

export type Billed = {
  contractId: string
  number: string
  outletId: string
  day: string
  totalMinor: number
}

/** Orders that were delivered and have no invoice. */
export const unbilled = (db: Db, distributorId: string, day: string) =>
  prepared<Billed>(db, {
    name: 'demo_unbilled',
    text: `select o.contract_id as "contractId", replace(o.number, 'TD-', 'РН-') as number,
        o.outlet_id as "outletId", o.delivery_day as day, o.delivered_minor as "totalMinor"
      from ordering.order o where o.distributor_id = $1 and o.delivery_day <= $2
        and o.delivery_day > $2::date - 14 and o.delivered_minor > 0 and not exists (
          select 1 from accounts.invoice i where i.distributor_id = $1
            and i.contract_id = o.contract_id and i.number = replace(o.number, 'TD-', 'РН-'))
      order by o.number`,
    values: [distributorId, day],
  })

export type Owed = { contractId: string; number: string; restMinor: number; dueDay: string }

/** Invoices that are due. */
export const dueInvoices = (db: Db, distributorId: string, day: string) =>
  prepared<Owed>(db, {
    name: 'demo_due_invoices',
    text: `select contract_id as "contractId", number, total_minor - paid_minor as "restMinor",
        due_day as "dueDay"
      from accounts.invoice where distributor_id = $1 and due_day <= $2
        and paid_minor < total_minor order by contract_id, number`,
    values: [distributorId, day],
  })

export type Owing = Waiting & { outletId: string; contractId: string; overdueMinor: number }

/** What the payers of these orders owe beyond its day, with their last promise; the oldest order first. */
export const owingOf = (db: Db, asked: { distributorId: string; orderIds: string[] }) =>
  prepared<Owing>(db, {
    name: 'demo_owing',
    text: `with clock as (select (platform.now() at time zone t.time_zone)::date as today
        from identity.tenant t where t.id = $1)
      select o.id as "orderId", o.outlet_id as "outletId", o.contract_id as "contractId",
        i.since as "overdueSince", i.until as "overdueUntil", i.minor as "overdueMinor", r.promise
      from clock join ordering.order o on o.distributor_id = $1 and o.id = any($2::uuid[])
      cross join lateral (select min(i.due_day) as since, max(i.due_day) as until,
          coalesce(sum(i.total_minor - i.paid_minor), 0)::bigint as minor
        from accounts.invoice i where i.distributor_id = $1 and i.contract_id = o.contract_id
          and i.due_day < clock.today and i.paid_minor < i.total_minor) i
      left join lateral (select ${promiseStateOf('r', 'clock.today')} as promise
        from accounts.promise r where r.distributor_id = $1 and r.contract_id = o.contract_id
        order by r.promised_at desc limit 1) r on true
      order by o.placed_at, o.id`,
    values: [asked.distributorId, asked.orderIds],
  })

/** What each contract owes by its invoices. */
export const owedNow = (db: Db, distributorId: string) =>
  prepared<{ contractId: string; debtMinor: number; overdueMinor: number }>(db, {
    name: 'demo_owed_now',
    text: `select k.id as "contractId",
        coalesce(sum(i.total_minor - i.paid_minor), 0)::bigint as "debtMinor",
        coalesce(sum(i.total_minor - i.paid_minor)
          filter (where i.due_day < platform.now()::date), 0)::bigint as "overdueMinor"
      from accounts.contract k left join accounts.invoice i
        on i.distributor_id = k.distributor_id and i.contract_id = k.id
      where k.distributor_id = $1 group by k.id order by k.id`,
    values: [distributorId],
  })

/** The ERP tells of its stock every night: what ran low or out was bought again. */
export const restock = (tx: Tx, distributorId: string) =>
  sql`update stock.balance set as_at = platform.now(),
      on_hand_milli = greatest(on_hand_milli, reserved_milli + 1000000)
    where distributor_id = ${distributorId}`.execute(tx)
