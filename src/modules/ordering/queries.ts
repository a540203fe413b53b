import { sql } from 'kysely'
import { type Db, prepared } from '../../platform/db.ts'
import type { Channel, OrderRow, Status } from './contract.ts'

const orderRows = (db: Db, distributorId: string) =>
  db
    .selectFrom('ordering.order as o')
    .innerJoin('outlets.outlet as outlet', (join) =>
      join
        .onRef('outlet.distributor_id', '=', 'o.distributor_id')
        .onRef('outlet.id', '=', 'o.outlet_id'),
    )
    .where('o.distributor_id', '=', distributorId)
    .select([
      'o.id',
      'o.number',
      'o.outlet_id as outletId',
      'outlet.name as outletName',
      'outlet.city',
      'o.channel',
      'o.prepared_by as preparedBy',
      'o.status',
      'o.hold_reason as holdReason',
      'o.top_up as topUp',
      'o.late',
      'o.delivery_day as deliveryDay',
      'o.total_minor as totalMinor',
      'o.delivered_minor as deliveredMinor',
      'o.currency',
      'o.line_count as lineCount',
      'o.approximate',
      'o.placed_at as placedAt',
      'o.changed_at as changedAt',
      'o.version',
    ])
    .$narrowType<{
      channel: Channel
      status: Status
      holdReason: OrderRow['holdReason']
      late: OrderRow['late']
    }>()

/** The rows of some orders, for lists of other modules. */
export const orderRowsByIds = (db: Db, distributorId: string, ids: string[]) =>
  orderRows(db, distributorId).where('o.id', 'in', ids).orderBy('o.placed_at', 'desc').execute()

export type OrderPage = OrderRow & {
  checkoutId: string
  contractId: string
  sellingEntity: string
  payerName: string
  paymentForm: string
  cutOffAt: string
  lockAt: string
  lateReason: string | null
  lateByName: string | null
  netMinor: number
  vatMinor: number
  returnedMinor: number
  note: string
  now: string
}

/** One order with its papers. */
export const orderPage = (db: Db, distributorId: string, orderId: string) =>
  orderRows(db, distributorId)
    .innerJoin('accounts.selling_entity as e', (join) =>
      join
        .onRef('e.distributor_id', '=', 'o.distributor_id')
        .onRef('e.id', '=', 'o.selling_entity_id'),
    )
    .innerJoin('accounts.contract as k', (join) =>
      join.onRef('k.distributor_id', '=', 'o.distributor_id').onRef('k.id', '=', 'o.contract_id'),
    )
    .innerJoin('outlets.payer as p', (join) =>
      join.onRef('p.distributor_id', '=', 'k.distributor_id').onRef('p.id', '=', 'k.payer_id'),
    )
    .where('o.id', '=', orderId)
    .select([
      'o.checkout_id as checkoutId',
      'o.contract_id as contractId',
      'e.name as sellingEntity',
      'p.name as payerName',
      'o.payment_form as paymentForm',
      'o.cut_off_at as cutOffAt',
      'o.lock_at as lockAt',
      'o.late_reason as lateReason',
      'o.late_by_name as lateByName',
      'o.net_minor as netMinor',
      'o.vat_minor as vatMinor',
      'o.returned_minor as returnedMinor',
      'o.note',
      sql<string>`platform.now()`.as('now'),
    ])
    .executeTakeFirst()

/** An order's lines with who is credited and the product's picture now. */
export const orderLines = (db: Db, distributorId: string, orderId: string) =>
  db
    .selectFrom('ordering.order_line as l')
    .innerJoin('catalogue.product as p', (join) =>
      join.onRef('p.distributor_id', '=', 'l.distributor_id').onRef('p.id', '=', 'l.product_id'),
    )
    .leftJoin('outlets.agent as a', (join) =>
      join
        .onRef('a.distributor_id', '=', 'l.distributor_id')
        .onRef('a.id', '=', 'l.credited_agent_id'),
    )
    .where('l.distributor_id', '=', distributorId)
    .where('l.order_id', '=', orderId)
    .select([
      'l.line_no as lineNo',
      'l.product_id as productId',
      'l.product_code as code',
      'l.product_name as name',
      'l.unit_code as unitCode',
      'l.quantity_milli as quantityMilli',
      'l.unit_price_e4 as unitPriceE4',
      'l.net_minor as netMinor',
      'l.vat_bp as vatBp',
      'l.vat_minor as vatMinor',
      'l.total_minor as totalMinor',
      'l.approximate',
      'l.trace',
      'l.delivered_milli as deliveredMilli',
      'l.delivered_minor as deliveredMinor',
      'l.returned_milli as returnedMilli',
      'l.base_quantity_milli as baseQuantityMilli',
      'p.base_unit as baseUnit',
      'a.name as creditedAgent',
      'p.picture_id as pictureId',
    ])
    .orderBy('l.line_no')
    .execute()

/** The order's timeline, oldest first. */
export const orderEvents = (db: Db, distributorId: string, orderId: string) =>
  db
    .selectFrom('ordering.order_event')
    .where('distributor_id', '=', distributorId)
    .where('order_id', '=', orderId)
    .select([
      'id',
      'at',
      'kind',
      'actor_kind as actorKind',
      'actor_name as actorName',
      'channel',
      'what',
      'why',
    ])
    .$narrowType<{ actorKind: 'buyer' | 'staff' | 'system' | 'erp' }>()
    .orderBy('at')
    .orderBy('id')
    .limit(500)
    .execute()

const STANDS = `o.status not in ('cancelled', 'rejected', 'draft')`

export type BasketLine = { productId: string; unitCode: string; quantityMilli: number }

/** The outlet's last checkout that was not cancelled, whole (decision 018), with the lines still on sale. */
export const lastBasketOf = async (db: Db, distributorId: string, outletId: string) =>
  (
    await prepared<{
      orderId: string
      number: string
      placedAt: string
      totalMinor: number
      lines: BasketLine[]
    }>(db, {
      name: 'last_basket',
      text: `with last as materialized (
          select o.checkout_id, o.placed_at from ordering.order o
          where o.distributor_id = $1 and o.outlet_id = $2 and ${STANDS}
          order by o.placed_at desc, o.id desc limit 1),
        whole as materialized (
          select o.id, o.number, o.total_minor from ordering.order o, last
          where o.distributor_id = $1 and o.checkout_id = last.checkout_id and ${STANDS}),
        line as (
          select l.product_id, l.unit_code, sum(l.quantity_milli)::bigint as quantity_milli,
            min(whole.number) as number, min(l.line_no) as line_no
          from whole join ordering.order_line l on l.distributor_id = $1 and l.order_id = whole.id
          join catalogue.product p on p.distributor_id = $1 and p.id = l.product_id
          where p.published and p.deleted_at is null
          group by l.product_id, l.unit_code)
        select first.id as "orderId", first.number, last.placed_at as "placedAt",
          (select sum(total_minor)::bigint from whole) as "totalMinor",
          (select coalesce(json_agg(json_build_object('productId', product_id,
            'unitCode', unit_code, 'quantityMilli', quantity_milli) order by number, line_no), '[]')
            from line) as lines
        from last, lateral (select id, number from whole order by number limit 1) first`,
      values: [distributorId, outletId],
    })
  )[0]
