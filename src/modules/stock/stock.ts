import type { Tx } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import {
  giveBack,
  heldBy,
  type ImportedBalance,
  type ImportedWarehouse,
  insertReservations,
  takeFree,
  upsertBalances,
  upsertWarehouses,
  type Wanted,
} from './queries.ts'

export type { ImportedBalance, ImportedWarehouse, Wanted } from './queries.ts'

/**
 * Takes quantities (thousandths of the base unit) from the balances, never beyond what each stock
 * mode may promise; all or nothing. Refuses with what could be promised of the short ones.
 */
export async function reserve(tx: Tx, distributorId: string, wanted: Wanted[]) {
  if (wanted.length === 0) return ok(undefined)
  const rows = await takeFree(tx, distributorId, wanted)
  const known = new Set(rows.map((row) => `${row.warehouseId} ${row.productId}`))
  const missing = wanted
    .filter((w) => !known.has(`${w.warehouseId} ${w.productId}`))
    .map(({ productId }) => ({ productId, availableMilli: 0 }))
  const short = rows
    .filter((row) => !row.taken)
    .map(({ productId, availableMilli }) => ({ productId, availableMilli }))
  if (short.length + missing.length === 0) return ok(undefined)
  return refuse({ code: 'stock_short' as const, short: [...short, ...missing] })
}

/** Writes down what an order reserved, under its version. */
export const noteReserved = (
  tx: Tx,
  ledger: { distributorId: string; orderId: string; entry: number; rows: Wanted[] },
): Promise<void> => insertReservations(tx, ledger)

/** Gives back all that an order still holds, and writes it down under its version. */
export async function releaseAll(
  tx: Tx,
  order: { distributorId: string; orderId: string; entry: number },
): Promise<void> {
  const held = await heldBy(tx, order.distributorId, order.orderId)
  if (held.length === 0) return
  await giveBack(tx, order.distributorId, held)
  const rows = held.map((row) => ({ ...row, quantityMilli: -row.quantityMilli }))
  await insertReservations(tx, { ...order, rows })
}

/** Puts the ERP's warehouses and balances in; returns rows written. */
export async function putStock(
  tx: Tx,
  distributorId: string,
  said: { warehouses: ImportedWarehouse[]; balances: ImportedBalance[] },
): Promise<number> {
  const warehouses = await upsertWarehouses(tx, distributorId, said.warehouses)
  return warehouses + (await upsertBalances(tx, distributorId, said.balances))
}
