import type { Pool } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import type { CartDesk } from './desk-queries.ts'
import type { ListRow, SoldProduct } from './line-queries.ts'

/** Products as they are sold by the same price lists, with those lists; null: it is not sold. */
export type KnownProducts = {
  lists: Map<string, ListRow>
  products: Map<string, SoldProduct | null>
}

/** What a server knows of one distributor's papers, price lists and products. */
export type KnownShelf = {
  /** PostgreSQL's snapshot (`pg_current_snapshot`) that was taken before any of it was read. */
  readonly since: string
  readonly desks: Map<string, CartDesk>
  /** By the ids of the price lists. */
  readonly byLists: Map<string, KnownProducts>
}

export type ListsChanged = { since: string; lists: readonly string[] }

/**
 * What a process remembers between orders. It is not kept true: whoever uses it proves in his own
 * transaction that no change became visible after `since` (decision 017).
 */
export type CartMemory = {
  of(distributorId: string): KnownShelf | undefined
  /** Forgets what was known of the distributor and begins anew. */
  begin(distributorId: string, since: string): KnownShelf
  /**
   * Keeps of what was known what these price lists have no part in, as of the snapshot that shows that nothing
   * else changed. Who comes too late, when others began anew, keeps nothing.
   */
  without(distributorId: string, known: KnownShelf, change: ListsChanged): KnownShelf
}

type Kept = { shelf: KnownShelf; until: number }

/** A memory of a few distributors, each for some minutes. */
function makeCartMemory(now: () => number = () => performance.now()): CartMemory {
  const kept = new Map<string, Kept>()
  const keep = (distributorId: string, one: Kept): KnownShelf => {
    kept.delete(distributorId)
    for (const [id, other] of kept) if (isOver(other)) kept.delete(id)
    const [oldest] = kept.keys()
    if (kept.size >= LIMITS.cartTenantsKnown && oldest) kept.delete(oldest)
    kept.set(distributorId, one)
    return one.shelf
  }
  const isOver = (one: Kept) => one.until <= now() || isFull(one.shelf)
  return {
    of(distributorId) {
      const known = kept.get(distributorId)
      return known && !isOver(known) ? known.shelf : undefined
    },
    begin(distributorId, since) {
      const shelf = { since, desks: new Map(), byLists: new Map() }
      return keep(distributorId, { shelf, until: now() + LIMITS.cartKnownMs })
    },
    without(distributorId, known, change) {
      const shelf = shelfWithout(known, change)
      const one = kept.get(distributorId)
      return one?.shelf === known ? keep(distributorId, { shelf, until: one.until }) : shelf
    },
  }
}

// The maps are the same: who reads for the elder shelf still may add to them. What he finds is as it was in both
// snapshots, for only prices of these lists changed between them, or it is found changed since the later one.
function shelfWithout({ desks, byLists }: KnownShelf, { since, lists }: ListsChanged): KnownShelf {
  const isTouched = ({ lists: known }: KnownProducts) => lists.some((id) => known.has(id))
  return { since, desks, byLists: new Map([...byLists].filter(([, one]) => !isTouched(one))) }
}

function isFull({ desks, byLists }: KnownShelf): boolean {
  let products = 0
  for (const known of byLists.values()) products += known.products.size
  return desks.size > LIMITS.cartDesksKnown || products > LIMITS.cartProductsKnown
}

const memories = new WeakMap<Pool, CartMemory>()

/** What the process of this pool remembers between orders. */
export function cartMemory(pool: Pool): CartMemory {
  const memory = memories.get(pool) ?? makeCartMemory()
  memories.set(pool, memory)
  return memory
}
