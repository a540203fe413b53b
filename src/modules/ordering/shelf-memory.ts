import type { Pools } from '../../platform/db.ts'
import { type Memory, makeMemory } from '../../platform/live.ts'
import type { SoldProduct } from './line-queries.ts'

const memories = new WeakMap<Pools['app'], Memory<SoldProduct[]>>()

/**
 * Pages of products with their prices, as the process of this pool remembers them. Many outlets look
 * at the same ones; stock is never remembered, and placing an order asks the database for everything.
 */
export function shelfMemory({ app }: Pick<Pools, 'app'>): Memory<SoldProduct[]> {
  const options = { channel: 'tandem_shelf', keptMs: 60_000, keptMax: 400 }
  const memory = memories.get(app) ?? makeMemory<SoldProduct[]>(options)
  memories.set(app, memory)
  return memory
}
