import type { Pools } from '../../platform/db.ts'
import { type Memory, makeMemory } from '../../platform/live.ts'
import type { SoldProduct } from './line-queries.ts'
import type { Pricing } from './line-rules.ts'

/** Pages of products with their prices; and by which contracts, lists and warehouses an outlet buys. */
export type ShelfMemory = { pages: Memory<SoldProduct[]>; desks: Memory<Pricing> }

const memories = new WeakMap<Pools['app'], ShelfMemory>()
const channel = 'tandem_shelf'

/**
 * What the process of this pool remembers of the shelf. Many outlets look at the same pages, and one
 * at many. Who may see an outlet and its stock are never remembered, and placing an order proves
 * what it remembers (`cart-memory.ts`).
 */
export function shelfMemory({ app }: Pick<Pools, 'app'>): ShelfMemory {
  const memory = memories.get(app) ?? {
    pages: makeMemory<SoldProduct[]>({ channel, keptMs: 60_000, keptMax: 400 }),
    desks: makeMemory<Pricing>({ channel, keptMs: 60_000, keptMax: 1_000 }),
  }
  memories.set(app, memory)
  return memory
}
