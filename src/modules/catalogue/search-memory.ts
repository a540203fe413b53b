import type { Db } from '../../platform/db.ts'
import { type Searched, searchables, searchablesSince } from './queries.ts'
import { buildIndex, putProduct, type SearchIndex } from './search-rules.ts'

const INDEXES_MAX = 50
/** `asOf`: what a transaction from this one on wrote is not in it. */
type Kept = { version: number; asOf: string; index: SearchIndex }
const indexes = new Map<string, Kept>()
const onTheWay = new Map<string, Promise<SearchIndex>>()

/** The distributor's index, that version of the catalogue's or a later one. Only what changed is read. */
export async function indexOf(
  db: Db,
  distributorId: string,
  version: number,
): Promise<SearchIndex> {
  const known = indexes.get(distributorId)
  if (known && known.version >= version) {
    keep(distributorId, known)
    return known.index
  }
  // Many ask at once after an import: one reads for all. What fails for one is tried by the next.
  const key = `${distributorId} ${version}`
  const read = onTheWay.get(key)
  if (read) return read.catch(() => refresh(db, distributorId, version))
  const reading = refresh(db, distributorId, version).finally(() => onTheWay.delete(key))
  onTheWay.set(key, reading)
  return reading
}

async function refresh(db: Db, distributorId: string, version: number): Promise<SearchIndex> {
  const known = indexes.get(distributorId)
  const said = known
    ? await searchablesSince(db, distributorId, known.asOf)
    : await searchables(db, distributorId)
  const index = laid(known?.index ?? null, said)
  // What changed products were called before is never taken out: one day all is read anew.
  const worn = index.changed > index.products.length
  if (worn) indexes.delete(distributorId)
  else keep(distributorId, { version, asOf: said.asOf, index })
  return index
}

function laid(known: SearchIndex | null, { products }: Searched): SearchIndex {
  if (!known) return buildIndex(products)
  for (const product of products) putProduct(known, product)
  return known
}

// The least recently used distributor's index goes first.
function keep(distributorId: string, entry: Kept): void {
  indexes.delete(distributorId)
  indexes.set(distributorId, entry)
  const [oldest] = indexes.keys()
  if (indexes.size > INDEXES_MAX && oldest) indexes.delete(oldest)
}
