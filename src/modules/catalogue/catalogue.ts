import type { Db, Tx } from '../../platform/db.ts'
import type { Merged } from '../../platform/merge-queries.ts'
import { bumpVersion, versionOf } from '../../platform/version-queries.ts'
import {
  type ImportedCategory,
  type ImportedProduct,
  productIds,
  upsertCategories,
  upsertProducts,
} from './import-queries.ts'
import { searchables } from './queries.ts'
import { buildIndex, find, type SearchIndex } from './search-rules.ts'
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
const INDEXES_MAX = 50
const indexes = new Map<string, { version: number; index: SearchIndex }>()

/** Ids of the products that fit a text, best first; the index is exact for the catalogue's version. */
export async function searchProducts(
  db: Db,
  asked: { distributorId: string; text: string; limit: number },
): Promise<string[]> {
  const version = await versionOf(db, asked.distributorId, CATALOGUE)
  const known = indexes.get(asked.distributorId)
  const index = known?.version === version ? known.index : await rebuild(db, asked.distributorId)
  remember(asked.distributorId, { version, index })
  return find(index, asked.text, asked.limit)
}

const rebuild = async (db: Db, distributorId: string) =>
  buildIndex(await searchables(db, distributorId))

// The least recently used distributor's index goes first.
function remember(distributorId: string, entry: { version: number; index: SearchIndex }) {
  indexes.delete(distributorId)
  indexes.set(distributorId, entry)
  const [oldest] = indexes.keys()
  if (indexes.size > INDEXES_MAX && oldest) indexes.delete(oldest)
}

/** Tells every process, with the caller's commit, that products, names or codes changed. */
export const catalogueChanged = (tx: Tx, distributorId: string): Promise<unknown> =>
  bumpVersion(tx, distributorId, CATALOGUE)

/** Puts the ERP's categories and products in by their codes; only what differs is written. */
export async function putCatalogue(
  tx: Tx,
  distributorId: string,
  said: { categories: ImportedCategory[]; products: ImportedProduct[] },
): Promise<number> {
  const categories = await upsertCategories(tx, distributorId, said.categories)
  const products = await upsertProducts(tx, distributorId, said.products)
  return categories + products
}

/** The products of these codes: for prices and stock that name them. */
export const productsByCode = (tx: Tx, distributorId: string, codes: string[]) =>
  productIds(tx, distributorId, codes)

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
  const units = await mergeUnits(tx, distributorId, said.fields)
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

export type { ImportedCategory, ImportedProduct } from './import-queries.ts'
export type { StagedProduct } from './table-queries.ts'
