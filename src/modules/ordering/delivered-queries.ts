import { prepared, type Tx } from '../../platform/db.ts'
import type { DeliveredLine, OrderedLine } from './delivered-rules.ts'

export type LineState = OrderedLine & {
  deliveredMilli: number | null
  deliveredMinor: number | null
}

/** The lines of an order as they were ordered, with what came of them so far. */
export const linesOrdered = (tx: Tx, distributorId: string, orderId: string) =>
  prepared<LineState>(tx, {
    name: 'lines_ordered',
    text: `select l.line_no as "lineNo", l.product_code as "productCode",
        l.unit_code as "unitCode", l.base_quantity_milli as "baseQuantityMilli",
        l.total_minor as "totalMinor", l.delivered_milli as "deliveredMilli",
        l.delivered_minor as "deliveredMinor",
        case when p.catch_weight then p.tolerance_bp end as "toleranceBp",
        (select coalesce(json_agg(json_build_object('code', u.unit_code,
            'numerator', u.numerator, 'denominator', u.denominator)), '[]')
         from catalogue.product_unit u
         where u.distributor_id = $1 and u.product_id = l.product_id) as units
      from ordering.order_line l
      join catalogue.product p on p.distributor_id = $1 and p.id = l.product_id
      where l.distributor_id = $1 and l.order_id = $2 order by l.line_no`,
    values: [distributorId, orderId],
  })

/** Writes what came of the lines, and their sum to the order. */
export const setDelivered = (
  tx: Tx,
  delivered: { distributorId: string; orderId: string; lines: DeliveredLine[] },
) =>
  prepared(tx, {
    name: 'set_delivered',
    text: `with came as (
        update ordering.order_line l set delivered_milli = c.milli, delivered_minor = c.minor
        from unnest($3::int[], $4::bigint[], $5::bigint[]) c(line_no, milli, minor)
        where l.distributor_id = $1 and l.order_id = $2 and l.line_no = c.line_no
        returning l.delivered_minor)
      update ordering.order set delivered_minor = (select sum(delivered_minor) from came)
      where distributor_id = $1 and id = $2`,
    values: [
      delivered.distributorId,
      delivered.orderId,
      delivered.lines.map((line) => line.lineNo),
      delivered.lines.map((line) => line.deliveredMilli),
      delivered.lines.map((line) => line.deliveredMinor),
    ],
  })
