import type { Tx } from '../../platform/db.ts'
import type { Merged, UnknownCode } from '../../platform/merge-queries.ts'
import { makePlaceholders } from '../catalogue/catalogue.ts'
import {
  deleteUnsaid,
  type ImportedList,
  type ImportedPrice,
  upsertLists,
  upsertPrices,
} from './queries.ts'
import {
  insertLists,
  mergePrices,
  mergeSignatures,
  type StagedPrice,
  type StagedSignature,
  stagePrices,
  stageSignatures,
  unknownLists,
  unknownProducts,
  unknownSignedLists,
} from './table-queries.ts'

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

type ListForm = { currency: string; vatIncluded: boolean }

/** Lays a table's prices over those known; lists and products nobody knows are made and told. */
export async function putPriceTable(
  tx: Tx,
  distributorId: string,
  said: { rows: AsyncIterable<StagedPrice[]>; fields: string[] } & ListForm,
): Promise<
  Merged & { alsoWritten: number; productsMade: UnknownCode[]; listsMade: UnknownCode[] }
> {
  await stagePrices(tx, said.rows)
  const productsMade = await unknownProducts(tx, distributorId)
  await makePlaceholders(
    tx,
    distributorId,
    productsMade.map((product) => ({ ...product, unit: null })),
  )
  const listsMade = await unknownLists(tx, distributorId)
  await makeLists(tx, distributorId, listsMade, said)
  const merged = await mergePrices(tx, distributorId, said.fields)
  return { ...merged, alsoWritten: productsMade.length + listsMade.length, productsMade, listsMade }
}

async function makeLists(tx: Tx, distributorId: string, codes: UnknownCode[], form: ListForm) {
  const { currency, vatIncluded } = form
  const rows = codes.map(({ code }) => ({ code, currency, vatIncluded }))
  if (rows.length > 0) await insertLists(tx, distributorId, rows)
}

/** Gives contracts the price lists that a table names for them; returns rows written. */
export async function putSignatureTable(
  tx: Tx,
  distributorId: string,
  said: { rows: AsyncIterable<StagedSignature[]> } & ListForm,
): Promise<number> {
  await stageSignatures(tx, said.rows)
  const lists = await unknownSignedLists(tx, distributorId)
  await makeLists(tx, distributorId, lists, said)
  const merged = await mergeSignatures(tx, distributorId)
  return lists.length + merged.inserted + merged.updated
}

export type { StagedPrice, StagedSignature } from './table-queries.ts'
