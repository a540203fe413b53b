import { sql } from 'kysely'
import type { Tx } from '../platform/db.ts'
import type { Ground } from './world.ts'

// The same order always draws the same lot: the world follows from its seed.
const lotOf = (id: string, of: number) =>
  sql<number>`(('x' || substr(md5(${sql.ref(id)}::text), 1, 7))::bit(28)::int % ${sql.lit(of)})`
const idFrom = (id: string, kind: string) =>
  sql`md5(concat(${sql.ref(id)}, ${sql.lit(kind)}))::uuid`

/** The papers of the world: paid invoices with payments, licences, returns, orders that wait. */
export async function makePapers(tx: Tx, { distributorId, today }: Ground): Promise<void> {
  await makePaidInvoices(tx, distributorId, today)
  await makeLicences(tx, distributorId, today)
  await makeReturns(tx, distributorId, today)
  await holdDebtors(tx, distributorId, today)
  await holdStock(tx, distributorId)
  await takeCredit(tx, distributorId)
}

async function makePaidInvoices(tx: Tx, distributorId: string, today: string): Promise<void> {
  await sql`insert into accounts.invoice (distributor_id, id, number, contract_id, outlet_id, day,
      due_day, total_minor, told_paid_minor, paid_minor)
    select o.distributor_id, ${idFrom('o.id', 'invoice')}, replace(o.number, 'TD-', 'РН-'),
      o.contract_id, o.outlet_id, o.delivery_day, o.delivery_day + k.deferral_days,
      o.delivered_minor, o.delivered_minor, o.delivered_minor
    from ordering.order o join accounts.contract k
      on k.distributor_id = o.distributor_id and k.id = o.contract_id
    where o.distributor_id = ${distributorId} and o.delivered_minor > 0
      and o.delivery_day > ${today}::date - 56`.execute(tx)
  await sql`insert into accounts.payment (distributor_id, id, contract_id, number, day, amount_minor)
    select i.distributor_id, ${idFrom('i.id', 'payment')}, i.contract_id,
      replace(i.number, 'РН-', 'ПЛ-'), least(i.due_day, ${today}::date), i.total_minor
    from accounts.invoice i where i.distributor_id = ${distributorId}
      and i.told_paid_minor is not null`.execute(tx)
  await sql`insert into accounts.payment_share (distributor_id, payment_id, invoice_id, amount_minor,
      told)
    select i.distributor_id, ${idFrom('i.id', 'payment')}, i.id, i.total_minor, true
    from accounts.invoice i where i.distributor_id = ${distributorId}
      and i.told_paid_minor is not null`.execute(tx)
}

// Two of three places sell tobacco or alcohol; some licences end within the month, some have ended.
const makeLicences = (tx: Tx, distributorId: string, today: string) =>
  sql`insert into accounts.licence (distributor_id, id, outlet_id, kind, number, from_day, to_day,
      told_at, told_by)
    select o.distributor_id, ${idFrom('o.id', 'licence')}, o.id,
      case when ${lotOf('o.id', 2)} = 0 then 'tobacco' else 'alcohol' end,
      concat('Л-', 100000 + ${lotOf('o.id', 800_000)}), ${today}::date - 340,
      ${today}::date - 10 + ${lotOf('o.id', 300)}, o.opened_at, 'ERP'
    from outlets.outlet o where o.distributor_id = ${distributorId}
      and ${lotOf('o.id', 3)} <> 0`.execute(tx)

async function makeReturns(tx: Tx, distributorId: string, today: string): Promise<void> {
  await sql`insert into ordering.return_document (distributor_id, id, number, outlet_id, order_id,
      contract_id, day, channel, status, net_minor, vat_minor, total_minor, note, asked_at,
      asked_by_name, decided_at, decided_by_name, done_at)
    select o.distributor_id, ${idFrom('o.id', 'return')},
      concat('TD-R', lpad((row_number() over (order by o.number))::text, 6, '0')), o.outlet_id,
      o.id, o.contract_id, o.delivery_day, o.channel, s.status, l.net_minor, l.vat_minor,
      l.total_minor, '', o.changed_at, 'Магазин',
      case when s.status <> 'asked' then o.changed_at end,
      case when s.status <> 'asked' then 'Офіс' else '' end,
      case when s.status = 'done' then o.changed_at end
    from ordering.order o
    join ordering.order_line l on l.distributor_id = o.distributor_id and l.order_id = o.id
      and l.line_no = 1
    cross join lateral (select (array['asked', 'accepted', 'done', 'done'])[
      1 + ${lotOf('o.id', 4)}] as status) s
    where o.distributor_id = ${distributorId} and o.status = 'delivered' and o.line_count > 1
      and o.delivery_day > ${today}::date - 28 and ${lotOf('o.id', 41)} = 0`.execute(tx)
  await sql`insert into ordering.return_line (distributor_id, return_id, line_no, kind,
      order_line_no, product_id, product_code, product_name, unit_code, unit_numerator,
      unit_denominator, quantity_milli, base_quantity_milli, net_minor, vat_bp, vat_minor,
      total_minor, team_id, credited_agent_id)
    select r.distributor_id, r.id, 1, (array['wrong_or_damaged', 'expired_or_swap',
        'refused_at_door', 'unsold_promotion'])[1 + ${lotOf('r.id', 4)}], 1, l.product_id,
      l.product_code, l.product_name, l.unit_code, l.unit_numerator, l.unit_denominator,
      l.quantity_milli, l.base_quantity_milli, l.net_minor, l.vat_bp, l.vat_minor, l.total_minor,
      l.team_id, l.credited_agent_id
    from ordering.return_document r join ordering.order_line l
      on l.distributor_id = r.distributor_id and l.order_id = r.order_id and l.line_no = 1
    where r.distributor_id = ${distributorId}`.execute(tx)
  await sql`update ordering.order_line l set returned_milli = coalesce(l.delivered_milli, l.base_quantity_milli),
      returned_minor = coalesce(l.delivered_minor, l.total_minor)
    from ordering.return_document r where r.distributor_id = l.distributor_id
      and r.order_id = l.order_id and r.status = 'done' and l.line_no = 1
      and l.distributor_id = ${distributorId}`.execute(tx)
  await sql`update ordering.order o set returned_minor = r.total_minor
    from ordering.return_document r where r.distributor_id = o.distributor_id
      and r.order_id = o.id and r.status = 'done' and o.distributor_id = ${distributorId}`.execute(
    tx,
  )
  await sql`insert into accounts.document_number (distributor_id, selling_entity_id, kind, year,
      last_number)
    select o.distributor_id, o.selling_entity_id, 'return', extract(year from ${today}::date)::int,
      count(*)
    from ordering.return_document r join ordering.order o
      on o.distributor_id = r.distributor_id and o.id = r.order_id
    where r.distributor_id = ${distributorId}
    group by o.distributor_id, o.selling_entity_id`.execute(tx)
}

// Orders of debtors, and beyond a limit, that are still to leave wait, with their lock as a due fact.
async function holdDebtors(tx: Tx, distributorId: string, today: string): Promise<void> {
  await sql`with asked as (select o.id, k.credit_limit_minor < c.debt_minor + sum(o.total_minor) over (
        partition by o.contract_id order by o.status = 'placed', o.placed_at, o.id) as beyond
      from ordering.order o
      join accounts.contract k on k.distributor_id = o.distributor_id and k.id = o.contract_id
      join accounts.credit c on c.distributor_id = o.distributor_id and c.contract_id = k.id
      where o.distributor_id = ${distributorId} and o.status in ('placed', 'confirmed'))
    update ordering.order o set status = 'on_hold', hold_reason = 'credit' from asked
    where o.distributor_id = ${distributorId} and o.id = asked.id and o.status = 'placed'
      and o.lock_at > platform.now() and (asked.beyond or exists (select 1 from accounts.invoice i
        where i.distributor_id = o.distributor_id and i.contract_id = o.contract_id
          and i.due_day < ${today}::date and i.paid_minor < i.total_minor))`.execute(tx)
  await sql`insert into platform.due_fact (distributor_id, type, subject_id, body, due_at)
    select o.distributor_id, 'ordering.lock_passed', o.id, jsonb_build_object(
      'type', 'ordering.lock_passed', 'distributorId', o.distributor_id, 'orderId', o.id), o.lock_at
    from ordering.order o where o.distributor_id = ${distributorId}
      and o.status = 'on_hold'`.execute(tx)
}

// What open orders hold lies there besides what can be promised: no shelf is oversold.
async function holdStock(tx: Tx, distributorId: string): Promise<void> {
  await sql`insert into stock.reservation (distributor_id, order_id, entry, warehouse_id, product_id,
      quantity_milli, at)
    select o.distributor_id, o.id, 1, o.warehouse_id, l.product_id, sum(l.base_quantity_milli),
      o.placed_at
    from ordering.order o join ordering.order_line l
      on l.distributor_id = o.distributor_id and l.order_id = o.id
    where o.distributor_id = ${distributorId} and o.status in ('placed', 'confirmed', 'on_hold')
    group by o.distributor_id, o.id, l.product_id`.execute(tx)
  await sql`update stock.balance b set reserved_milli = r.milli,
      on_hand_milli = b.on_hand_milli + r.milli
    from (select warehouse_id, product_id, sum(quantity_milli) as milli from stock.reservation
      where distributor_id = ${distributorId} group by warehouse_id, product_id) r
    where b.distributor_id = ${distributorId} and b.warehouse_id = r.warehouse_id
      and b.product_id = r.product_id`.execute(tx)
}

// Held orders take none, as when they are placed.
const takeCredit = (tx: Tx, distributorId: string) =>
  sql`update accounts.credit c set released_minor = o.minor
    from (select contract_id, sum(total_minor) as minor from ordering.order
      where distributor_id = ${distributorId} and status in ('placed', 'confirmed')
        and payment_form <> 'prepaid' group by contract_id) o
    where c.distributor_id = ${distributorId} and c.contract_id = o.contract_id`.execute(tx)
