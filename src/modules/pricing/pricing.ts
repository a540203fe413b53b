import type { Tx } from '../../platform/db.ts'
import {
  deleteUnsaid,
  type ImportedList,
  type ImportedPrice,
  upsertLists,
  upsertPrices,
} from './queries.ts'

export type { ImportedList, ImportedPrice } from './queries.ts'

/**
 * Puts the ERP's lists and prices in. Of products whose prices it says anew (saidFor), what it no
 * longer says is deleted. Returns rows written.
 */
export async function putPrices(
  tx: Tx,
  distributorId: string,
  said: { lists: ImportedList[]; prices: ImportedPrice[]; saidFor: string[] },
): Promise<number> {
  const lists = await upsertLists(tx, distributorId, said.lists)
  const prices = await upsertPrices(tx, distributorId, said.prices)
  const deleted = await deleteUnsaid(tx, distributorId, said.saidFor, said.prices)
  return lists + prices + deleted
}
