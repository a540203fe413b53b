import { prepared, type Tx } from '../../platform/db.ts'
import { plainArray } from '../../platform/packed-queries.ts'

export type Wanted = { warehouseId: string; productId: string; quantityMilli: number }
export type Taken = {
  warehouseId: string
  productId: string
  taken: boolean
  availableMilli: number
}

export type Reserved = Wanted & { orderId: string }
/** What orders take (positive) or give back (negative); the entry tells the order's version. */
export type Ledger = { distributorId: string; entry: number; rows: Reserved[] }

/**
 * Locks the balances in one order, then takes what fits and writes it into the ledger; a row tells for
 * each whether it did and what could be promised. Locked first, since two orders updating in their own
 * order deadlock. A product of a warehouse comes once.
 */
export const takeFree = (tx: Tx, { distributorId, entry, rows }: Ledger) =>
  prepared<Taken>(tx, {
    name: 'take_free',
    text: `with clock as materialized (select platform.now() as now),
      wanted as (
        select * from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[])
          w (order_id, warehouse_id, product_id, milli)),
      locked as materialized (
        select b.warehouse_id, b.product_id, w.order_id, w.milli, case b.mode when 'open' then null
            else b.on_hand_milli - b.reserved_milli
              + case b.mode when 'expected' then b.expected_milli else 0 end end as available
        from stock.balance b join wanted w using (warehouse_id, product_id)
        where b.distributor_id = $1 and b.product_id = any($5::uuid[])
        order by b.product_id, b.warehouse_id for update of b),
      taken as (
        update stock.balance b set reserved_milli = b.reserved_milli + l.milli from locked l
        where b.distributor_id = $1 and b.warehouse_id = l.warehouse_id
          and b.product_id = l.product_id and (l.available is null or l.available >= l.milli)
        returning b.warehouse_id, b.product_id, l.order_id, l.milli),
      noted as (
        insert into stock.reservation
          (distributor_id, order_id, entry, warehouse_id, product_id, quantity_milli, at)
        select $1, t.order_id, $2, t.warehouse_id, t.product_id, t.milli, clock.now
        from clock, taken t)
      select l.warehouse_id as "warehouseId", l.product_id as "productId",
        t.product_id is not null as taken, coalesce(l.available, 0) as "availableMilli"
      from locked l left join taken t using (warehouse_id, product_id)`,
    values: [distributorId, entry, ...columnsOf(rows)],
  })

const columnsOf = (rows: Reserved[]) => [
  plainArray(rows.map((row) => row.orderId)),
  plainArray(rows.map((row) => row.warehouseId)),
  plainArray(rows.map((row) => row.productId)),
  plainArray(rows.map((row) => row.quantityMilli)),
]

/** Gives reserved quantities back to the shelf, locking in the same order as taking does. */
export const giveBack = (tx: Tx, distributorId: string, wanted: Wanted[]) =>
  prepared(tx, {
    name: 'give_back',
    text: `with wanted as (
        select * from unnest($2::uuid[], $3::uuid[], $4::bigint[]) w(warehouse_id, product_id, milli)),
      locked as materialized (
        select b.warehouse_id, b.product_id, w.milli
        from stock.balance b join wanted w using (warehouse_id, product_id)
        where b.distributor_id = $1 and b.product_id = any($3::uuid[])
        order by b.product_id, b.warehouse_id for update of b)
      update stock.balance b set reserved_milli = b.reserved_milli - l.milli from locked l
      where b.distributor_id = $1 and b.warehouse_id = l.warehouse_id
        and b.product_id = l.product_id`,
    values: [
      distributorId,
      plainArray(wanted.map((w) => w.warehouseId)),
      plainArray(wanted.map((w) => w.productId)),
      plainArray(wanted.map((w) => w.quantityMilli)),
    ],
  })

/** Writes what is given back into the ledger. */
export async function insertReservations(
  tx: Tx,
  { distributorId, entry, rows }: Ledger,
): Promise<void> {
  if (rows.length === 0) return
  await prepared(tx, {
    name: 'insert_reservations',
    // One clock for all rows: the column's default would look at it for each.
    text: `with clock as materialized (select platform.now() as now)
      insert into stock.reservation
        (distributor_id, order_id, entry, warehouse_id, product_id, quantity_milli, at)
      select $1, w.order_id, $2, w.warehouse_id, w.product_id, w.quantity_milli, clock.now
      from clock, unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[])
        w (order_id, warehouse_id, product_id, quantity_milli)`,
    values: [distributorId, entry, ...columnsOf(rows)],
  })
}

/** What an order still holds: the sum of its ledger. */
export const heldBy = (tx: Tx, distributorId: string, orderId: string) =>
  prepared<Wanted>(tx, {
    name: 'held_by',
    text: `select warehouse_id as "warehouseId", product_id as "productId",
        sum(quantity_milli)::bigint as "quantityMilli"
      from stock.reservation where distributor_id = $1 and order_id = $2
      group by warehouse_id, product_id having sum(quantity_milli) <> 0`,
    values: [distributorId, orderId],
  })
