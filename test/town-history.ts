import { v7 as uuidv7 } from 'uuid'
import { insertRows } from '../src/demo/load-queries.ts'
import { writeTenant } from '../src/platform/db.ts'
import type { TestDatabase } from './test-database.ts'
import type { Town } from './town.ts'

export type Delivery = {
  day: string
  outletId?: string
  lines: { productId: string; quantityMilli: number; unitPriceE4: number }[]
}

/** Deliveries of the past, each an order by the agent, its lines as they were invoiced with 20 % VAT. */
export async function deliver(database: TestDatabase, town: Town, deliveries: Delivery[]) {
  const rows = deliveries.map((delivery, i) => rowsOf(town, delivery, i))
  const id = town.tenant.id
  const owned = (row: object) => ({ distributor_id: id, ...row })
  await writeTenant(database.pools.app, id, async (tx) => {
    await insertRows(
      tx,
      'ordering.checkout',
      rows.map((row) => owned(row.checkout)),
    )
    await insertRows(
      tx,
      'ordering.order',
      rows.map((row) => owned(row.order)),
    )
    await insertRows(
      tx,
      'ordering.order_line',
      rows.flatMap((row) => row.lines.map(owned)),
    )
  })
}

function rowsOf({ ids }: Town, { day, lines, outletId = ids.outlet }: Delivery, nth: number) {
  const orderId = uuidv7()
  const checkoutId = uuidv7()
  const at = `${day}T08:00:00Z`
  const made = lines.map((line, i) => lineRow(orderId, line, i + 1))
  const total = made.reduce((sum, line) => sum + line.total_minor, 0)
  const vat = made.reduce((sum, line) => sum + line.vat_minor, 0)
  const order = {
    id: orderId,
    checkout_id: checkoutId,
    number: `H-${orderId.slice(-12)}-${nth}`,
    outlet_id: outletId,
    selling_entity_id: ids.entity,
    contract_id: outletId === ids.outlet ? ids.contract : ids.otherContract,
    warehouse_id: ids.warehouse,
    zone_id: ids.zone,
    delivery_day: day,
    cut_off_at: at,
    lock_at: at,
    channel: 'agent',
    prepared_by: 'agent',
    status: 'delivered',
    currency: 'UAH',
    payment_form: 'cashless',
    net_minor: total - vat,
    vat_minor: vat,
    total_minor: total,
    delivered_minor: total,
    line_count: made.length,
    placed_at: at,
  }
  const checkout = {
    id: checkoutId,
    outlet_id: outletId,
    body_hash: '\\x00',
    reply: {},
    placed_at: at,
  }
  return { checkout, order, lines: made }
}

function lineRow(orderId: string, line: Delivery['lines'][number], lineNo: number) {
  const total = Math.round((line.quantityMilli * line.unitPriceE4) / 100_000)
  const vat = Math.round(total / 6)
  return {
    order_id: orderId,
    line_no: lineNo,
    product_id: line.productId,
    product_code: 'P',
    product_name: 'Product',
    unit_code: 'шт',
    unit_numerator: 1,
    unit_denominator: 1,
    quantity_milli: line.quantityMilli,
    base_quantity_milli: line.quantityMilli,
    unit_price_e4: line.unitPriceE4,
    net_minor: total - vat,
    vat_bp: 2000,
    vat_minor: vat,
    total_minor: total,
    delivered_milli: line.quantityMilli,
    delivered_minor: total,
    trace: {},
  }
}
