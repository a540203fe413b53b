import type { Db, Tx } from '../../platform/db.ts'
import { publish } from '../../platform/facts.ts'
import { LIMITS } from '../../platform/limits.ts'
import type { Merged } from '../../platform/merge-queries.ts'
import { bumpVersion, versionOf } from '../../platform/version-queries.ts'
import { idsOfCodes, mergedProducts, mergedUnits } from './changed-queries.ts'
import { productsChanged } from './events.ts'
import {
  addItems,
  closeItems,
  deleteUnsaidUnits,
  type ItemRow,
  insertBrands,
  insertGtins,
  markDeleted,
  mergeCategories,
  mergeItems,
  mergeItemUnits,
  moveGtins,
  openItems,
  type SaidCategory,
  takeNumbers,
  type UnitRow,
} from './item-queries.ts'
import { type FormerTeam, giveBack, giveToTeam, type Taken } from './portfolio-queries.ts'
import { markPublished, updatePicture } from './product-queries.ts'
import { indexOf } from './search-memory.ts'
import { find } from './search-rules.ts'
import {
  insertBarcodes,
  insertNamed,
  insertPlaceholders,
  mergeStaged,
  mergeUnits,
  type NamedOnly,
  type StagedProduct,
  stageProducts,
} from './table-queries.ts'

const CATALOGUE = 'catalogue'
/** Ids of the products that fit a text, best first; the index is exact for the catalogue's version. */
export async function searchProducts(
  db: Db,
  asked: { distributorId: string; text: string; limit: number },
): Promise<string[]> {
  const version = await versionOf(db, asked.distributorId, CATALOGUE)
  const index = await indexOf(db, asked.distributorId, version)
  return find(index, asked.text, asked.limit)
}

/** Tells every process, with the caller's commit, that products, names or codes changed. */
export const catalogueChanged = (tx: Tx, distributorId: string): Promise<unknown> =>
  bumpVersion(tx, distributorId, CATALOGUE)

// Of more products than a fact holds all count.
async function tellChanged(tx: Tx, distributorId: string, productIds: string[]): Promise<void> {
  const ids = [...new Set(productIds)]
  if (ids.length === 0) return
  const told = ids.length > LIMITS.changedProductsMax ? null : ids
  await publish(tx, productsChanged(distributorId, told))
}

/** What an ERP says of goods; null leaves what is known, a new item takes it from its base. */
export type SaidItem = {
  id: string
  code: string
  /** The product that this one is a characteristic of. */
  baseCode: string | null
  article: string | null
  name: string | null
  description: string | null
  categoryCode: string | null
  brand: string | null
  vatBp: number | null
  baseUnit: string | null
  byWeight: boolean | null
  weightGrams: number | null
  pictureId: string | null
  traits: { name: string; value: string }[] | null
  published: boolean | null
  deleted: boolean | null
  /** Units beside the base unit; null: not spoken of. */
  units: { code: string; numerator: number; denominator: number; multipleMilli: number }[] | null
  gtins: string[]
}

/** Opens an import of goods: items are said in batches, then laid all at once. Needs a transaction in bulk. */
export const openItemImport = (tx: Tx): Promise<void> => openItems(tx)

/**
 * Lays a table's products over the catalogue by their codes: brands, makers and categories are
 * made by name, units and barcodes go with the product. Fields the table lacks stay as they are.
 */
export async function putProductTable(
  tx: Tx,
  distributorId: string,
  said: { rows: AsyncIterable<StagedProduct[]>; fields: string[] },
): Promise<Merged & { alsoWritten: number }> {
  await stageProducts(tx, said.rows)
  const named = await insertNamed(tx, distributorId)
  const products = await mergeStaged(tx, distributorId, said.fields)
  const changed = await mergedProducts(tx, distributorId)
  const units = await mergeUnits(tx, distributorId, said.fields)
  await tellChanged(tx, distributorId, [...changed, ...(await mergedUnits(tx))])
  const alsoWritten =
    named + units.inserted + units.updated + (await insertBarcodes(tx, distributorId))
  if (products.inserted + products.updated + alsoWritten > 0) {
    await catalogueChanged(tx, distributorId)
  }
  return { ...products, alsoWritten }
}

/** Makes hidden products of codes that orders, prices or stock name before their own row came. */
export async function makePlaceholders(tx: Tx, distributorId: string, rows: NamedOnly[]) {
  if (rows.length === 0) return
  await insertPlaceholders(tx, distributorId, rows)
  await catalogueChanged(tx, distributorId)
}

/** Says a batch of items, each code once; `from` numbers them on. */
export function sayItems(tx: Tx, said: readonly SaidItem[], from: number): Promise<void> {
  const items = said.map((item, i) => itemRow(item, from + i))
  const units = said.flatMap((item, i) => unitRows(item, from + i))
  const gtins = said.flatMap(({ code, gtins: own }) => own.map((gtin) => ({ code, gtin })))
  return addItems(tx, { items, units, gtins })
}

const itemRow = (item: SaidItem, no: number): ItemRow => ({
  no,
  id: item.id,
  code: item.code,
  base_code: item.baseCode,
  article: item.article,
  name: item.name,
  description: item.description,
  category: item.categoryCode,
  brand: item.brand,
  vat_bp: item.vatBp,
  unit: item.baseUnit,
  by_weight: item.byWeight,
  weight_grams: item.weightGrams,
  picture_id: item.pictureId,
  traits: item.traits && JSON.stringify(item.traits),
  published: item.published,
  deleted: item.deleted,
  says_units: item.units !== null,
})

const unitRows = ({ code, units }: SaidItem, no: number): UnitRow[] =>
  (units ?? []).map((unit) => ({
    no,
    code,
    unit: unit.code,
    numerator: unit.numerator,
    denominator: unit.denominator,
    multiple_milli: unit.multipleMilli,
  }))

export type LaidItems = {
  categories: Merged
  products: Merged
  /** Rows of all the catalogue's tables that were inserted or changed, left alone, deleted. */
  written: number
  unchanged: number
  removed: number
}

/** Lays categories and all said items over the catalogue; only what differs is written. */
export async function layItems(
  tx: Tx,
  distributorId: string,
  categories: SaidCategory[],
): Promise<LaidItems> {
  await closeItems(tx)
  const groups = await mergeCategories(tx, distributorId, categories)
  const brands = await insertBrands(tx, distributorId)
  const numbers = await takeNumbers(tx, distributorId)
  const products = await mergeItems(tx, distributorId)
  const changed = await mergedProducts(tx, distributorId)
  const units = await mergeItemUnits(tx, distributorId)
  await tellChanged(tx, distributorId, [...changed, ...(await mergedUnits(tx))])
  const moved = await moveGtins(tx, distributorId)
  const gtins = await insertGtins(tx, distributorId)
  const merged = [groups, products, units]
  const rows = merged.reduce((sum, each) => sum + each.inserted + each.updated, 0)
  return {
    categories: groups,
    products,
    written: brands + numbers + moved + gtins.inserted + rows,
    unchanged: merged.reduce((sum, each) => sum + each.unchanged, gtins.unchanged),
    removed: await deleteUnsaidUnits(tx, distributorId),
  }
}

/** Marks as deleted what a full file of the ERP names no more; names those that were there. */
export async function deleteItems(tx: Tx, distributorId: string, codes: string[]) {
  if (codes.length === 0) return []
  const gone = await markDeleted(tx, distributorId, codes)
  const goneCodes = gone.map(({ code }) => code)
  await tellChanged(tx, distributorId, await idsOfCodes(tx, distributorId, goneCodes))
  return gone
}

/** Shows hidden products in the shops; returns those that were hidden. */
export const publishItems = (tx: Tx, distributorId: string, ids: string[]): Promise<string[]> =>
  showItems(tx, distributorId, ids, true)

/** Hides products from the shops; returns those that were shown. */
export const hideItems = (tx: Tx, distributorId: string, ids: string[]): Promise<string[]> =>
  showItems(tx, distributorId, ids, false)

async function showItems(tx: Tx, distributorId: string, ids: string[], published: boolean) {
  const changed = await markPublished(tx, distributorId, { ids, published })
  if (changed.length > 0) await catalogueChanged(tx, distributorId)
  await tellChanged(tx, distributorId, changed)
  return changed
}

/** Gives the products of brands to a team, but none of another exclusive team; told as they were. */
export async function giveBrandsToTeam(
  tx: Tx,
  distributorId: string,
  given: { brandIds: string[]; teamId: string },
): Promise<FormerTeam[]> {
  const former = await giveToTeam(tx, distributorId, given)
  await tellTeamsChanged(tx, distributorId, former)
  return former
}

/** Gives brands and products of a team back to those they were of. */
export const giveTeamsBack = async (tx: Tx, distributorId: string, taken: Taken): Promise<void> =>
  tellTeamsChanged(tx, distributorId, await giveBack(tx, distributorId, taken))

async function tellTeamsChanged(tx: Tx, distributorId: string, products: { productId: string }[]) {
  if (products.length > 0) await catalogueChanged(tx, distributorId)
  const ids = products.map(({ productId }) => productId)
  await tellChanged(tx, distributorId, ids)
}

export type { SaidCategory } from './item-queries.ts'
export type { FormerTeam } from './portfolio-queries.ts'
export type { StagedProduct } from './table-queries.ts'

/** Lets a product show a kept picture; false: there is no such product. */
export const showPicture = (
  tx: Tx,
  distributorId: string,
  change: { productId: string; pictureId: string },
): Promise<boolean> => updatePicture(tx, distributorId, change)
