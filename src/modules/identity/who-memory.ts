import { type Pools, type Tx, writeGlobal } from '../../platform/db.ts'
import { type Memory, makeMemory } from '../../platform/live.ts'
import type { MemberRow } from './queries.ts'

const memories = new WeakMap<Pools, Memory<MemberRow>>()

/** Who holds which session and what he may do, as the process of these pools remembers it. */
export function whoMemory(pools: Pools): Memory<MemberRow> {
  const options = { channel: 'tandem_who', keptMs: 10_000, keptMax: 5_000 }
  const memory = memories.get(pools) ?? makeMemory<MemberRow>(options)
  memories.set(pools, memory)
  return memory
}

/**
 * Writes what others remember of who asks. This process forgets before it answers; the others hear of
 * it with the commit.
 */
export async function writeWho<T>(pools: Pools, write: (tx: Tx) => Promise<T>): Promise<T> {
  const value = await writeGlobal(pools.identity, write)
  whoMemory(pools).forget('')
  return value
}
