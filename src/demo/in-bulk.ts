import type { Ground as Machine } from '../footing.ts'
import { openPool, type Tx, transactInBulk } from '../platform/db.ts'
import { ok } from '../platform/result.ts'
import { checkKeys, deferKeys, learnTables, mayCopy } from './copy-queries.ts'

/** A transaction over a whole base, and what it may do there. */
export type Bulk = {
  tx: Tx
  /** Rows may be copied, past the checks of their keys. */
  copies: boolean
  /** Tells the planner what these tables hold by now. */
  learn(tables: readonly string[]): Promise<void>
}

/**
 * Runs the work, which writes to these schemas, in one transaction in bulk. As the owner of the database
 * where he may copy, and then all keys are checked at its end; else as the app, more slowly: nothing is
 * copied past row-level security, and nobody tells the planner what a transaction wrote so far.
 */
export async function inBulk<T>(
  { ownerUrl, pools }: Machine,
  { distributorId, schemas }: { distributorId: string; schemas: readonly string[] },
  work: (bulk: Bulk) => Promise<T>,
): Promise<T> {
  const owner = openPool(ownerUrl, 1, () => undefined)
  try {
    const copies = await mayCopy(owner)
    const done = await transactInBulk(copies ? owner : pools.app, distributorId, async (tx) => {
      if (copies) await deferKeys(tx)
      const learn = async (tables: readonly string[]) => {
        if (copies) await learnTables(tx, tables)
      }
      const value = await work({ tx, copies, learn })
      if (copies) await checkKeys(tx, distributorId, schemas)
      return ok(value)
    })
    return done.value
  } finally {
    await owner.end()
  }
}
