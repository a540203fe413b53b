import type { Tx } from '../../../platform/db.ts'
import { publish } from '../../../platform/facts.ts'
import { presenceDecided } from '../events.ts'
import { evidenceOf, putVerdicts } from './presence-queries.ts'
import { isSelfService, presenceOf } from './presence-rules.ts'

/**
 * Writes the verdict of each order that its shop made itself: alone, or with staff. Returns the outlets
 * whose verdicts are new or other than before.
 */
export async function decidePresence(
  tx: Tx,
  distributorId: string,
  orderIds: string[],
): Promise<string[]> {
  if (orderIds.length === 0) return []
  const orders = await evidenceOf(tx, distributorId, orderIds)
  const verdicts = orders
    .filter(({ channel }) => isSelfService(channel))
    .map((order) => ({ ...order, ...presenceOf(order.placedAt, order) }))
  if (verdicts.length === 0) return []
  const outletIds = await putVerdicts(tx, distributorId, verdicts)
  if (outletIds.length > 0) await publish(tx, presenceDecided({ distributorId, outletIds }))
  return outletIds
}
