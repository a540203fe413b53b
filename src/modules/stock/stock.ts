import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../platform/db.ts'
import type { Merged, UnknownCode } from '../../platform/merge-queries.ts'
import { ok, refuse } from '../../platform/result.ts'
import { makePlaceholders } from '../catalogue/catalogue.ts'
import { giveBack, heldBy, insertReservations, type Ledger, takeFree } from './queries.ts'
import {
  addStock,
  type BalanceSample,
  balanceSamples,
  countJudged,
  insertJudged,
  judgeBalances,
  mergeWarehouses,
  openStock,
  type SaidWarehouse,
  updateJudged,
} from './said-stock-queries.ts'
import {
  mergeStock,
  type StagedStock,
  stageStock,
  unknownProducts,
  unknownWarehouses,
  warehousesByRank,
} from './table-queries.ts'

export type { Wanted } from './queries.ts'
export type { SaidWarehouse } from './said-stock-queries.ts'
export type { StagedStock } from './table-queries.ts'

/**
 * Takes quantities (thousandths of the base unit) from the balances, never beyond what each stock
 * mode may promise, and writes them down under the entry of the orders' version; all or nothing.
 * Refuses with what could be promised of the short ones.
 */
export async function reserve(tx: Tx, ledger: Ledger) {
  const wanted = ledger.rows
  if (wanted.length === 0) return ok(undefined)
  const rows = await takeFree(tx, ledger)
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

/** Gives back all that an order still holds, and writes it down under its version. */
export async function releaseAll(
  tx: Tx,
  order: { distributorId: string; orderId: string; entry: number },
): Promise<void> {
  const held = await heldBy(tx, order.distributorId, order.orderId)
  if (held.length === 0) return
  await giveBack(tx, order.distributorId, held)
  const { orderId } = order
  const rows = held.map((row) => ({ ...row, orderId, quantityMilli: -row.quantityMilli }))
  await insertReservations(tx, { ...order, rows })
}

/** What lies in a warehouse of a product, by its code. */
export type SaidBalance = { warehouseId: string; code: string; onHandMilli: number }
/** Whether a product's other balances are cleared: all of the feed, or the total over all alone. */
export type SaidStocked = { code: string; clears: 'all' | 'total' }

/** Opens an import of stock: it is said in batches, then laid all at once. Needs a transaction in bulk. */
export const openStockImport = (tx: Tx): Promise<void> => openStock(tx)

/** Says balances, and of which products they are all there is; `from` numbers them on. */
export const sayStock = (
  tx: Tx,
  said: { balances: SaidBalance[]; stocked: SaidStocked[] },
  from: number,
): Promise<void> =>
  addStock(
    tx,
    said.balances.map(({ warehouseId, code, onHandMilli }, i) => ({
      no: from + i,
      warehouse_id: warehouseId,
      code,
      on_hand: onHandMilli,
    })),
    said.stocked,
  )

export type LaidStock = {
  warehouses: Merged
  balances: { inserted: number; updated: number; cleared: number; unchanged: number }
  samples: BalanceSample[]
}

/**
 * Lays warehouses and all said balances over those known; what our orders hold stays held. To be
 * called last: orders wait for the balances it changes until the commit.
 */
export async function layStock(
  tx: Tx,
  distributorId: string,
  said: { warehouses: SaidWarehouse[]; ownWarehouseIds: string[]; totalWarehouseId: string | null },
): Promise<LaidStock> {
  const warehouses = await mergeWarehouses(tx, distributorId, said.warehouses)
  const { ownWarehouseIds: warehouseIds, totalWarehouseId } = said
  await judgeBalances(tx, distributorId, { warehouseIds, totalWarehouseId })
  const balances = await countJudged(tx)
  const samples = await balanceSamples(tx, distributorId, SAMPLES_MAX)
  await insertJudged(tx, distributorId)
  await updateJudged(tx, distributorId)
  return { warehouses, balances, samples }
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
  await mergeWarehouses(tx, distributorId, known ? rows : [{ id: uuidv7(), ...ONLY_WAREHOUSE }])
}
const SAMPLES_MAX = 20
