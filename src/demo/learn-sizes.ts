import type { Ground as Machine } from '../footing.ts'
import { openPool } from '../platform/db.ts'
import { analyzeTables } from './load-queries.ts'

/** Tells the planner, as the owner of the database, what all tables hold. */
export async function learnSizes({ ownerUrl }: Machine): Promise<void> {
  const owner = openPool(ownerUrl, 1, () => undefined)
  try {
    await analyzeTables(owner)
  } finally {
    await owner.end()
  }
}
