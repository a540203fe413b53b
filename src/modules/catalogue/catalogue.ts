import type { Db, Tx } from '../../platform/db.ts'
import { bumpVersion, catalogueVersion, searchables } from './queries.ts'
import { buildIndex, find, type SearchIndex } from './search-rules.ts'

const INDEXES_MAX = 50
const indexes = new Map<string, { version: number; index: SearchIndex }>()

/** Ids of the products that fit a text, best first; the index is exact for the catalogue's version. */
export async function searchProducts(
  db: Db,
  asked: { distributorId: string; text: string; limit: number },
): Promise<string[]> {
  const version = await catalogueVersion(db, asked.distributorId)
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
  bumpVersion(tx, distributorId)
