import { sql } from 'kysely'
import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { overdueOf, promiseStateOf, staleOf } from '../accounts/accounts.ts'
import { visible } from '../outlets/outlets.ts'
import type { HeldRow, NeededLicence } from './hold-contract.ts'

const HELD_AT_ONCE = 1_000

const TODAY = `(platform.now() at time zone t.time_zone)::date`

/** The orders on hold that something may have been done for, the oldest first. */
export const heldOrderIds = (tx: Tx, distributorId: string) =>
  prepared<{ id: string }>(tx, {
    name: 'held_order_ids',
    text: `select o.id from platform.due_fact d
      join ordering.order o on o.distributor_id = $1 and o.id = d.subject_id
      join identity.tenant t on t.id = $1
      left join accounts.credit c on c.distributor_id = $1 and c.contract_id = o.contract_id
      where d.distributor_id = $1 and d.type = 'ordering.lock_passed' and o.status = 'on_hold'
        and (o.hold_reason <> 'credit' or ${staleOf('c')}
          or ${overdueOf('o.contract_id', 'c.overdue_minor', TODAY)} = 0)
      order by o.placed_at, o.id limit ${HELD_AT_ONCE}`,
    values: [distributorId],
  })

/** The licences that an order's products need, and whether one covers its delivery day. */
export const licencesNeeded = (db: Db, distributorId: string, orderId: string) =>
  prepared<NeededLicence>(db, {
    name: 'licences_needed',
    text: `with recursive o as materialized (
        select outlet_id, delivery_day from ordering.order
        where distributor_id = $1 and id = $2),
      up as (
        select l.line_no, l.product_name, p.licence_kind as kind, p.category_id
        from ordering.order_line l
        join catalogue.product p on p.distributor_id = $1 and p.id = l.product_id
        where l.distributor_id = $1 and l.order_id = $2
        union select up.line_no, up.product_name, c.licence_kind, c.parent_id from up
        join catalogue.category c on c.distributor_id = $1 and c.id = up.category_id
        where up.kind is null)
      select up.kind, exists (select 1 from accounts.licence i where i.distributor_id = $1
          and i.outlet_id = o.outlet_id and i.kind = up.kind and i.from_day <= o.delivery_day
          and (i.to_day is null or i.to_day >= o.delivery_day)) as licensed,
        (select max(i.to_day) from accounts.licence i where i.distributor_id = $1
          and i.outlet_id = o.outlet_id and i.kind = up.kind) as "endedOn",
        array_agg(up.product_name order by up.line_no) as "productNames"
      from o, up where up.kind is not null
      group by up.kind, o.outlet_id, o.delivery_day order by up.kind`,
    values: [distributorId, orderId],
  })

/** The orders on hold in the member's scope, the soonest lock first, with what was promised. */
export async function heldRows(db: Db, member: Member, limit: number): Promise<HeldRow[]> {
  const { id: distributor } = member.tenant
  const may = visible(member, 'order.read')(sql.ref('o.outlet_id'))
  const state = sql.raw(promiseStateOf('r', TODAY))
  const { rows } = await sql<HeldRow>`
    select o.id, o.number, o.outlet_id as "outletId", u.name as "outletName", u.city,
      o.hold_reason as "holdReason", o.total_minor as "totalMinor", o.currency,
      o.delivery_day as "deliveryDay", o.lock_at as "lockAt",
      p.name as "payerName", pr.pay_day as "promiseDay", pr.state as "promiseState",
      pr.promised_by_name as "promisedBy"
    from platform.due_fact d
    join ordering.order o on o.distributor_id = ${distributor} and o.id = d.subject_id
    join outlets.outlet u on u.distributor_id = ${distributor} and u.id = o.outlet_id
    join accounts.contract k on k.distributor_id = ${distributor} and k.id = o.contract_id
    join outlets.payer p on p.distributor_id = ${distributor} and p.id = k.payer_id
    left join lateral (
      select r.pay_day, r.promised_by_name, ${state} as state
      from accounts.promise r join identity.tenant t on t.id = r.distributor_id
      where r.distributor_id = ${distributor} and r.contract_id = o.contract_id
      order by r.promised_at desc limit 1) pr on true
    where d.distributor_id = ${distributor} and d.type = 'ordering.lock_passed'
      and o.status = 'on_hold' and ${may}
    order by o.lock_at, o.number limit ${limit}`.execute(db)
  return rows
}
