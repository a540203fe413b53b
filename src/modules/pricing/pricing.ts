import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/facts.ts'
import { LIMITS } from '../../platform/limits.ts'
import type { Merged, UnknownCode } from '../../platform/merge-queries.ts'
import { makePlaceholders } from '../catalogue/catalogue.ts'
import { TERMS_ASKED, tellTerms } from '../outlets/outlets.ts'
import {
  mergedLists,
  mergedPrices,
  outletsOfMergedSignatures,
  type Priced,
} from './changed-queries.ts'
import { pricesChanged } from './events.ts'
import {
  addPrices,
  closePrices,
  deleteUnsaidPrices,
  mergeLists,
  mergeSaidPrices,
  openPrices,
  type SaidList,
} from './said-price-queries.ts'
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

export type { SaidList } from './said-price-queries.ts'

/** A price of one base unit, from a quantity on. */
export type SaidPrice = {
  listId: string
  code: string
  fromQuantityMilli: number
  unitPriceE4: number
}

/** Opens an import of prices: they are said in batches, then laid all at once. Needs a transaction in bulk. */
export const openPriceImport = (tx: Tx): Promise<void> => openPrices(tx)

/** Says prices, and of which products (by code) all prices are said; `from` numbers them on. */
export const sayPrices = (
  tx: Tx,
  said: { prices: SaidPrice[]; priced: string[] },
  from: number,
): Promise<void> =>
  addPrices(
    tx,
    said.prices.map((price, i) => ({
      no: from + i,
      list_id: price.listId,
      code: price.code,
      from_milli: price.fromQuantityMilli,
      price_e4: price.unitPriceE4,
    })),
    said.priced,
  )

export type LaidPrices = { lists: Merged; prices: Merged; removed: number }

/**
 * Lays lists and all said prices over those known. Of products whose prices were said anew, what
 * the feed's own lists say no more is deleted; other lists are not touched.
 */
export async function layPrices(
  tx: Tx,
  distributorId: string,
  said: { lists: SaidList[]; ownListIds: string[] },
): Promise<LaidPrices> {
  await closePrices(tx)
  const lists = await mergeLists(tx, distributorId, said.lists)
  const prices = await mergeSaidPrices(tx, distributorId)
  const removed = await deleteUnsaidPrices(tx, distributorId, said.ownListIds)
  await tellChanged(tx, distributorId, removed)
  return { lists, prices, removed: removed.length }
}

// Of more products than a fact holds all count, list by list.
async function tellChanged(tx: Tx, distributorId: string, removed: Priced[]): Promise<void> {
  const max = LIMITS.changedProductsMax
  const changed = [...(await mergedPrices(tx, max + 1)), ...removed]
  if (changed.length === 0) return
  const few = changed.length <= max
  const lists = few ? [] : await mergedLists(tx)
  const byList = new Map<string, Set<string>>(lists.map((listId) => [listId, new Set()]))
  for (const { listId, productId } of changed) {
    byList.set(listId, (byList.get(listId) ?? new Set()).add(productId))
  }
  const changes = [...byList].map(([listId, ids]) => ({
    listId,
    productIds: few ? [...ids] : null,
  }))
  await publish(tx, pricesChanged(distributorId, changes))
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
  await tellChanged(tx, distributorId, [])
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
  const concerned = await outletsOfMergedSignatures(tx, distributorId, TERMS_ASKED)
  await tellTerms(tx, distributorId, concerned)
  return lists.length + merged.inserted + merged.updated
}

export type { StagedPrice, StagedSignature } from './table-queries.ts'
