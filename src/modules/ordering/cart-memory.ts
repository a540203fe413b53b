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

/**
 * What a process remembers between orders. It is not kept true: whoever uses it proves in his own
 * transaction that no change became visible after `since` (decision 017).
 */
export type CartMemory = {
  of(distributorId: string): KnownShelf | undefined
  /** Forgets what was known of the distributor and begins anew. */
  begin(distributorId: string, since: string): KnownShelf
}

type Kept = { shelf: KnownShelf; until: number }

/** A memory of a few distributors, each for some minutes. */
function makeCartMemory(now: () => number = () => performance.now()): CartMemory {
  const kept = new Map<string, Kept>()
  const isOver = (one: Kept) => one.until <= now() || isFull(one.shelf)
  return {
    of(distributorId) {
      const known = kept.get(distributorId)
      return known && !isOver(known) ? known.shelf : undefined
    },
    begin(distributorId, since) {
      const shelf = { since, desks: new Map(), byLists: new Map() }
      kept.delete(distributorId)
      for (const [id, one] of kept) if (isOver(one)) kept.delete(id)
      const [oldest] = kept.keys()
      if (kept.size >= LIMITS.cartTenantsKnown && oldest) kept.delete(oldest)
      kept.set(distributorId, { shelf, until: now() + LIMITS.cartKnownMs })
      return shelf
    },
  }
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
