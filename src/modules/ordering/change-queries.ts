import { prepared, type Tx } from '../../platform/db.ts'
import type { Status } from './contract.ts'
import type { OrderHand } from './hand-queries.ts'
import type { ComposedLine } from './line-rules.ts'

export type OrderState = {
  id: string
  outletId: string
  contractId: string
  warehouseId: string
  sellingEntityId: string
  zoneId: string | null
  deliveryDay: string
  cutOffAt: string
  lockAt: string
  late: 'grace' | 'exception' | null
  status: Status
  topUp: boolean
  holdReason: string | null
  version: number
  totalMinor: number
  weightGrams: number
  paymentForm: string
  productIds: string[]
  hands: OrderHand[]
  now: string
}

/** The order's state, locked until the end of the transaction. */
export const lockOrder = async (
  tx: Tx,
  distributorId: string,
  orderId: string,
): Promise<OrderState | undefined> =>
  (
    await prepared<OrderState>(tx, {
      name: 'lock_order',
      text: `select id, outlet_id as "outletId", contract_id as "contractId",
        warehouse_id as "warehouseId", selling_entity_id as "sellingEntityId", zone_id as "zoneId",
        delivery_day as "deliveryDay", cut_off_at as "cutOffAt", lock_at as "lockAt", late, status,
        top_up as "topUp", hold_reason as "holdReason", version, total_minor as "totalMinor",
        weight_grams as "weightGrams", payment_form as "paymentForm", platform.now() as now,
        array(select l.product_id::text from ordering.order_line l
          where l.distributor_id = $1 and l.order_id = $2) as "productIds",
        (select coalesce(json_agg(json_build_object('productId', h.product_id, 'unitCode',
            h.unit_code, 'percentBp', h.percent_bp, 'offMinor', h.off_minor, 'reason', h.reason,
            'giverId', h.giver_id, 'giverName', h.giver_name, 'month', h.month,
            'takenFrom', h.taken_from)), '[]') from ordering.hand_discount h
          where h.distributor_id = $1 and h.order_id = $2 and h.given_back_at is null) as hands
        from ordering.order where distributor_id = $1 and id = $2 for update`,
      values: [distributorId, orderId],
    })
  )[0]

/** Sets an order's state and adds its event; the version moves by one and is returned. */
export async function setState(
  tx: Tx,
  change: {
    distributorId: string
    orderId: string
    status: Status
    holdReason: string | null
    event: NewEvent
  },
): Promise<number> {
  const rows = await prepared<{ version: number }>(tx, {
    name: 'set_order_state',
    text: `update ordering.order set status = $3, hold_reason = $4, version = version + 1,
      changed_at = platform.now() where distributor_id = $1 and id = $2 returning version`,
    values: [change.distributorId, change.orderId, change.status, change.holdReason],
  })
  await insertEvent(tx, change.distributorId, change.orderId, change.event)
  return rows[0]?.version ?? 0
}

export type NewEvent = {
  id: string
  kind: string
  actorKind: 'buyer' | 'staff' | 'system' | 'erp'
  actorId: string | null
  actorName: string
  channel: string | null
  what: object
  why: string
}

/** Adds a line to the order's timeline. */
export const insertEvent = (tx: Tx, distributorId: string, orderId: string, event: NewEvent) =>
  prepared(tx, {
    name: 'insert_order_event',
    text: `insert into ordering.order_event (distributor_id, order_id, id, kind, actor_kind, actor_id,
        actor_name, channel, what, why)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      distributorId,
      orderId,
      event.id,
      event.kind,
      event.actorKind,
      event.actorId,
      event.actorName,
      event.channel,
      JSON.stringify(event.what),
      event.why,
    ],
  })

/** Replaces the lines of an order and its sums; the version moves by one and is returned. */
export async function replaceLines(
  tx: Tx,
  change: {
    distributorId: string
    orderId: string
    note: string | null
    status: Status
    holdReason: string | null
    netMinor: number
    vatMinor: number
    totalMinor: number
    weightGrams: number
    approximate: boolean
    lines: ComposedLine[]
  },
): Promise<number> {
  const { distributorId, orderId } = change
  await tx
    .deleteFrom('ordering.order_line')
    .where('distributor_id', '=', distributorId)
    .where('order_id', '=', orderId)
    .execute()
  await tx
    .insertInto('ordering.order_line')
    .values(change.lines.map((line, i) => lineRow(distributorId, orderId, i + 1, line)))
    .execute()
  const rows = await prepared<{ version: number }>(tx, {
    name: 'replace_sums',
    text: `update ordering.order set status = $3, hold_reason = $4, net_minor = $5, vat_minor = $6,
        total_minor = $7, weight_grams = $8, approximate = $9, line_count = $10,
        note = coalesce($11, note), version = version + 1, changed_at = platform.now()
      where distributor_id = $1 and id = $2 returning version`,
    values: [
      distributorId,
      orderId,
      change.status,
      change.holdReason,
      change.netMinor,
      change.vatMinor,
      change.totalMinor,
      change.weightGrams,
      change.approximate,
      change.lines.length,
      change.note,
    ],
  })
  return rows[0]?.version ?? 0
}

const lineRow = (distributorId: string, orderId: string, lineNo: number, line: ComposedLine) => ({
  distributor_id: distributorId,
  order_id: orderId,
  line_no: lineNo,
  product_id: line.product.id,
  product_code: line.product.code,
  product_name: line.name,
  unit_code: line.unit.code,
  unit_numerator: line.unit.numerator,
  unit_denominator: line.unit.denominator,
  quantity_milli: line.quantityMilli,
  base_quantity_milli: line.baseQuantityMilli,
  unit_price_e4: line.unitPriceE4,
  discount_minor: line.trace.hand?.offMinor ?? 0,
  net_minor: line.netMinor,
  vat_bp: line.product.vatBp,
  vat_minor: line.vatMinor,
  total_minor: line.totalMinor,
  weight_grams: line.weightGrams,
  approximate: line.approximate,
  team_id: line.teamId,
  credited_agent_id: line.creditedAgentId,
  trace: JSON.stringify(line.trace),
})
