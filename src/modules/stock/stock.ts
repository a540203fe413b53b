import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../platform/db.ts'
import type { Merged, UnknownCode } from '../../platform/merge-queries.ts'
import { ok, refuse } from '../../platform/result.ts'
import { makePlaceholders } from '../catalogue/catalogue.ts'
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
import {
  mergeStock,
  type StagedStock,
  stageStock,
  unknownProducts,
  unknownWarehouses,
  warehousesByRank,
} from './table-queries.ts'

export type { ImportedBalance, ImportedWarehouse, Wanted } from './queries.ts'
export type { StagedStock } from './table-queries.ts'

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

/** Lays a table's stock over the balances; warehouses and products nobody knows are made and told. */
export async function putStockTable(
  tx: Tx,
  distributorId: string,
  said: { rows: AsyncIterable<StagedStock[]>; fields: string[] },
): Promise<
  Merged & { alsoWritten: number; productsMade: UnknownCode[]; warehousesMade: UnknownCode[] }
> {
  await stageStock(tx, said.rows)
  const productsMade = await unknownProducts(tx, distributorId)
  await makePlaceholders(
    tx,
    distributorId,
    productsMade.map((product) => ({ ...product, unit: null })),
  )
  const warehousesMade = await unknownWarehouses(tx, distributorId)
  await makeWarehouses(tx, distributorId, warehousesMade)
  const merged = await mergeStock(tx, distributorId, said.fields)
  const alsoWritten = productsMade.length + warehousesMade.length
  return { ...merged, alsoWritten, productsMade, warehousesMade }
}

const ONLY_WAREHOUSE = { code: 'main', name: 'Основний склад' }

/** Makes the warehouses of these codes, and a first one where there is none at all. */
export async function makeWarehouses(
  tx: Tx,
  distributorId: string,
  codes: { code: string }[],
): Promise<void> {
  const rows = codes.map(({ code }) => ({ id: uuidv7(), code, name: code }))
  const known = rows.length > 0 || (await warehousesByRank(tx, distributorId)).length > 0
  await upsertWarehouses(tx, distributorId, known ? rows : [{ id: uuidv7(), ...ONLY_WAREHOUSE }])
}
