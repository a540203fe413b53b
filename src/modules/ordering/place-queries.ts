import { type Db, prepared, type Tx } from '../../platform/db.ts'
import { plainArray } from '../../platform/packed-queries.ts'
import type { Placed } from './contract.ts'
import type { Late } from './late-orders.ts'
import type { ComposedLine } from './line-rules.ts'

/** One checkout at a time: the second sender of the same id waits and then finds it placed. */
export const lockCheckout = (tx: Tx, distributorId: string, checkoutId: string) =>
  prepared(tx, {
    name: 'lock_checkout',
    text: `select pg_advisory_xact_lock(hashtextextended($1 || $2, 0))`,
    values: [distributorId, checkoutId],
  })

/** Why a new order waits; the ERP's own reasons come later. */
export type HoldReason = 'credit' | 'licence' | 'approval'
export type NewOrder = {
  id: string
  sellingEntityId: string
  number: string
  contractId: string
  warehouseId: string
  status: 'placed' | 'on_hold'
  holdReason: HoldReason | null
  paymentForm: string
  netMinor: number
  vatMinor: number
  totalMinor: number
  weightGrams: number
  approximate: boolean
  eventId: string
  lines: ComposedLine[]
}
export type NewCheckout = {
  distributorId: string
  checkoutId: string
  outletId: string
  bodyHash: Buffer
  reply: Placed
  zoneId: string
  deliveryDay: string
  cutOffAt: string
  lockAt: string
  channel: string
  origin: string | null
  preparedBy: string
  personId: string
  personName: string
  actorKind: 'buyer' | 'staff'
  deviceId: string
  sessionId: string | null
  currency: string
  note: string
  topUp: boolean
  late: Late | null
  orders: NewOrder[]
}

/** Writes checkout, orders, lines and their first events in one statement; returns the reply as stored. */
export async function insertCheckout(tx: Tx, c: NewCheckout): Promise<Placed> {
  const exception = c.late?.kind === 'exception' ? c.late : null
  const values: unknown[] = [
    c.distributorId,
    c.checkoutId,
    c.outletId,
    c.bodyHash,
    JSON.stringify(c.reply),
    c.zoneId,
    c.deliveryDay,
    c.cutOffAt,
    c.lockAt,
    c.channel,
    c.origin,
    c.preparedBy,
    c.personId,
    c.personName,
    c.actorKind,
    c.deviceId,
    c.sessionId,
    c.currency,
    c.note,
    c.topUp,
    c.late?.kind ?? null,
    exception?.reason ?? null,
    exception?.by ?? null,
    exception?.byName ?? null,
    c.late?.kind === 'grace' ? c.late.silentFrom : null,
  ]
  const lines = c.orders.flatMap((order) =>
    order.lines.map((line, i) => lineValues(order.id, i + 1, line)),
  )
  values.push(...columnsOf(c.orders.map(orderValues), ORDER_TYPES))
  values.push(...columnsOf(lines, LINE_TYPES))
  const rows = await prepared<{ reply: Placed }>(tx, { name: 'place', text: INSERT, values })
  const reply = rows[0]?.reply
  if (!reply) throw new Error('the checkout was not written')
  return reply
}

const ORDER_TYPES =
  'uuid uuid text uuid uuid text text text bigint bigint bigint int bigint boolean uuid'.split(' ')
const LINE_TYPES = (
  'uuid int uuid text text text int int bigint bigint bigint bigint bigint int bigint bigint bigint ' +
  'boolean uuid uuid text'
).split(' ')
const HEAD = 25

// Rows travel as columns: one statement for a cart of any length, planned once per connection.
const columnsOf = (rows: Cell[][], types: string[]): unknown[] =>
  types.map((type, i) => {
    const column = rows.map((row) => row[i] ?? null)
    return type === 'text' ? column : plainArray(column)
  })

const arrays = (types: string[], from: number): string =>
  types.map((type, i) => `$${from + i}::${type}[]`).join(', ')

type Cell = string | number | boolean | null

function orderValues(order: NewOrder): Cell[] {
  const row = [
    order.id,
    order.sellingEntityId,
    order.number,
    order.contractId,
    order.warehouseId,
    order.status,
    order.holdReason,
    order.paymentForm,
    order.netMinor,
    order.vatMinor,
    order.totalMinor,
    order.lines.length,
    order.weightGrams,
    order.approximate,
    order.eventId,
  ]
  if (row.length !== ORDER_TYPES.length) throw new Error('an order row lost a column')
  return row
}

function lineValues(orderId: string, lineNo: number, line: ComposedLine): Cell[] {
  const row = [
    orderId,
    lineNo,
    line.product.id,
    line.product.code,
    line.name,
    line.unit.code,
    line.unit.numerator,
    line.unit.denominator,
    line.quantityMilli,
    line.baseQuantityMilli,
    line.unitPriceE4,
    line.trace.hand?.offMinor ?? 0,
    line.netMinor,
    line.product.vatBp,
    line.vatMinor,
    line.totalMinor,
    line.weightGrams,
    line.approximate,
    line.teamId,
    line.creditedAgentId,
    JSON.stringify(line.trace),
  ]
  if (row.length !== LINE_TYPES.length) throw new Error('a line row lost a column')
  return row
}

const LINE_ARRAYS = arrays(LINE_TYPES, HEAD + 1 + ORDER_TYPES.length)
const INSERT = `
with clock as materialized (select platform.now() as now),
  wanted (id, selling_entity_id, number, contract_id, warehouse_id, status, hold_reason,
    payment_form, net_minor, vat_minor, total_minor, line_count, weight_grams, approximate, event_id)
    as (select * from unnest(${arrays(ORDER_TYPES, HEAD + 1)})),
  placed as (
    insert into ordering.order (distributor_id, id, checkout_id, number, outlet_id, selling_entity_id,
      contract_id, warehouse_id, zone_id, delivery_day, cut_off_at, lock_at, channel, origin,
      prepared_by, entered_by, device_id, session_id, status, hold_reason, currency, payment_form,
      net_minor, vat_minor, total_minor, line_count, weight_grams, approximate, note, top_up, late,
      late_reason, late_by, late_by_name,
      placed_at, changed_at)
    select $1::uuid, w.id, $2::uuid,
      w.number,
      $3::uuid, w.selling_entity_id, w.contract_id, w.warehouse_id, $6::uuid, $7::date,
      $8::timestamptz, $9::timestamptz, $10::text, $11::text, $12::text, $13::uuid, $16::uuid,
      $17::uuid, w.status, w.hold_reason, $18::text, w.payment_form, w.net_minor, w.vat_minor,
      w.total_minor, w.line_count, w.weight_grams, w.approximate, $19::text, $20::boolean, $21::text, $22::text,
      $23::uuid, $24::text, clock.now,
      clock.now
    from clock, wanted w
    returning id),
  lines as (
    insert into ordering.order_line (distributor_id, order_id, line_no, product_id, product_code,
      product_name, unit_code, unit_numerator, unit_denominator, quantity_milli, base_quantity_milli,
      unit_price_e4, discount_minor, net_minor, vat_bp, vat_minor, total_minor, weight_grams,
      approximate, team_id, credited_agent_id, trace)
    select $1::uuid, l.order_id, l.line_no, l.product_id, l.product_code, l.product_name, l.unit_code,
      l.unit_numerator, l.unit_denominator, l.quantity_milli, l.base_quantity_milli, l.unit_price_e4,
      l.discount_minor, l.net_minor, l.vat_bp, l.vat_minor, l.total_minor, l.weight_grams,
      l.approximate, l.team_id, l.credited_agent_id, l.trace::jsonb
    from unnest(${LINE_ARRAYS}) l (order_id, line_no, product_id, product_code, product_name,
      unit_code, unit_numerator, unit_denominator, quantity_milli, base_quantity_milli, unit_price_e4,
      discount_minor, net_minor, vat_bp, vat_minor, total_minor, weight_grams, approximate, team_id,
      credited_agent_id, trace)),
  events as (
    insert into ordering.order_event (distributor_id, order_id, at, id, kind, actor_kind,
      actor_id, actor_name, channel, what, why)
    select $1::uuid, w.id, clock.now, w.event_id, 'placed', $15::text, $13::uuid, $14::text, $10::text,
      jsonb_build_object('totalMinor', w.total_minor, 'lines', w.line_count, 'hold', w.hold_reason,
        'topUp', $20::boolean, 'late', $21::text, 'letInBy', $24::text,
        'silentFrom', $25::text), coalesce($22::text, '')
    from clock, wanted w)
insert into ordering.checkout (distributor_id, id, outlet_id, body_hash, reply, placed_at)
select $1::uuid, $2::uuid, $3::uuid, $4::bytea, $5::jsonb, clock.now from clock
returning reply`

export type DoubleRow = { orderId: string; number: string; channel: string; names: string[] }

/** An order of the same slot from another channel that has some of the same products. */
export const doubleOf = async (
  db: Db,
  asked: {
    distributorId: string
    outletId: string
    deliveryDay: string
    channel: string
    productIds: string[]
  },
): Promise<DoubleRow | undefined> =>
  (
    await prepared<DoubleRow>(db, {
      name: 'double_of',
      text: `select o.id as "orderId", o.number, o.channel, array_agg(distinct l.product_name) as names
        from ordering.order o join ordering.order_line l
          on l.distributor_id = o.distributor_id and l.order_id = o.id
        where o.distributor_id = $1 and o.outlet_id = $2 and o.delivery_day = $3 and o.channel <> $4
          and o.status in ('placed', 'confirmed', 'on_hold') and l.product_id = any($5::uuid[])
        group by o.id, o.number, o.channel, o.placed_at order by o.placed_at limit 1`,
      values: [
        asked.distributorId,
        asked.outletId,
        asked.deliveryDay,
        asked.channel,
        asked.productIds,
      ],
    })
  )[0]
