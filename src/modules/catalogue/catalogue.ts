import type { Db, Tx } from '../../platform/db.ts'
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

export type { ImportedCategory, ImportedProduct } from './import-queries.ts'
