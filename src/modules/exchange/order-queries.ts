import { type Db, prepared, type Tx } from '../../platform/db.ts'
import { FIRST_WAITING, type RunRow } from './queries.ts'

export type ExportedLine = {
  productCode: string
  name: string
  unitCode: string
  quantityMilli: number
  unitPriceE4: number
  totalMinor: number
  vatBp: number
  vatMinor: number
}
export type ExportedOrder = {
  id: string
  number: string
  version: number
  placedAt: string
  currency: string
  totalMinor: number
  status: string
  channel: string
  deliveryDay: string
  note: string
  paymentForm: string
  outletCode: string
  outletName: string
  outletAddress: string
  payerCode: string
  payerName: string
  payerTaxId: string | null
  warehouseCode: string
  lines: ExportedLine[]
}

/** The newest version of each order that the ERP has not confirmed, oldest first. */
export const ordersToSend = (db: Db, distributorId: string, timeZone: string, limit: number) =>
  prepared<ExportedOrder>(db, {
    name: 'orders_to_send',
    text: `select o.id, o.number, o.version,
        to_char(o.placed_at at time zone $2, 'YYYY-MM-DD"T"HH24:MI:SS') as "placedAt", o.currency,
        o.total_minor as "totalMinor", o.status, o.channel, o.delivery_day as "deliveryDay", o.note,
        o.payment_form as "paymentForm", ou.code as "outletCode", ou.name as "outletName",
        concat_ws(', ', nullif(ou.city, ''), nullif(ou.address, '')) as "outletAddress",
        p.code as "payerCode", p.name as "payerName", p.tax_id as "payerTaxId",
        w.code as "warehouseCode",
        (select json_agg(json_build_object('productCode', l.product_code, 'name', l.product_name,
            'unitCode', l.unit_code, 'quantityMilli', l.quantity_milli,
            'unitPriceE4', l.unit_price_e4, 'totalMinor', l.total_minor, 'vatBp', l.vat_bp,
            'vatMinor', l.vat_minor) order by l.line_no)
         from ordering.order_line l where l.distributor_id = $1 and l.order_id = o.id) as lines
      from (select e.order_id, e.queued_at from ${FIRST_WAITING} limit $3) e
      join ordering.order o on o.distributor_id = $1 and o.id = e.order_id
      join outlets.outlet ou on ou.distributor_id = $1 and ou.id = o.outlet_id
      join accounts.contract k on k.distributor_id = $1 and k.id = o.contract_id
      join outlets.payer p on p.distributor_id = $1 and p.id = k.payer_id
      join stock.warehouse w on w.distributor_id = $1 and w.id = o.warehouse_id
      order by e.queued_at, o.id`,
    values: [distributorId, timeZone, limit],
  })

/** Marks what an answer carried; a later success confirms just that. */
export const markSent = (
  tx: Tx,
  sent: { distributorId: string; batchId: string; orderIds: string[]; versions: number[] },
) =>
  prepared(tx, {
    name: 'mark_sent',
    text: `update exchange.order_export e set sent_at = platform.now(), batch_id = $2
      from unnest($3::uuid[], $4::int[]) s(order_id, version)
      where e.distributor_id = $1 and e.order_id = s.order_id and e.version <= s.version
        and e.confirmed_at is null`,
    values: [sent.distributorId, sent.batchId, sent.orderIds, sent.versions],
  })

/** Confirms what the session's last answers carried; returns the orders confirmed now. */
export const confirmSent = (tx: Tx, distributorId: string, batchId: string) =>
  prepared<{ orderId: string; outletId: string }>(tx, {
    name: 'confirm_sent',
    text: `with confirmed as (
        update exchange.order_export set confirmed_at = platform.now()
        where distributor_id = $1 and batch_id = $2 and confirmed_at is null
        returning order_id)
      select distinct o.id as "orderId", o.outlet_id as "outletId"
      from confirmed c join ordering.order o on o.distributor_id = $1 and o.id = c.order_id`,
    values: [distributorId, batchId],
  })

export const insertRun = (
  tx: Tx,
  run: {
    distributorId: string
    id: string
    kind: RunRow['kind']
    source: string
    startedBy: string
    dryRun: boolean
    sessionId?: string
  },
) =>
  prepared(tx, {
    name: 'insert_run',
    text: `insert into exchange.run (distributor_id, id, kind, source, status, started_by, dry_run,
        session_id)
      values ($1, $2, $3, $4, 'running', $5, $6, $7)`,
    values: [
      ...[run.distributorId, run.id, run.kind, run.source, run.startedBy, run.dryRun],
      run.sessionId ?? null,
    ],
  })

export const finishRun = (
  tx: Tx,
  run: {
    distributorId: string
    id: string
    status: 'done' | 'refused' | 'failed'
    counts: object
    refusal: object | null
  },
) =>
  prepared(tx, {
    name: 'finish_run',
    text: `update exchange.run set status = $3, counts = $4, refusal = $5,
      finished_at = platform.now() where distributor_id = $1 and id = $2`,
    values: [
      run.distributorId,
      run.id,
      run.status,
      JSON.stringify(run.counts),
      run.refusal && JSON.stringify(run.refusal),
    ],
  })
