import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/facts.ts'
import { LIMITS } from '../../platform/limits.ts'
import { termsChanged } from './events.ts'

/** So many outlets are asked for, so that one more than a fact holds shows. */
export const TERMS_ASKED = LIMITS.changedOutletsMax + 1

/** Tells what some outlets buy by changed; of more of them than a fact holds, all count. */
export async function tellTerms(tx: Tx, distributorId: string, outletIds: string[]): Promise<void> {
  const ids = [...new Set(outletIds)]
  if (ids.length === 0) return
  const told = ids.length > LIMITS.changedOutletsMax ? null : ids
  await publish(tx, termsChanged(distributorId, told))
}
