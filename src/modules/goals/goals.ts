import type { Tx } from '../../platform/db.ts'
import { noteTypedOfDays } from './help/typed-queries.ts'
import { lockCounting, noteOrders, noteReturns, sumDays } from './queries.ts'

/**
 * Recounts the outlets' days between two days (both in) from the orders and returns themselves: for
 * history that came without a fact for each order. Days that an order left are recounted too.
 */
export async function recountDays(
  tx: Tx,
  days: { distributorId: string; fromDay: string; toDay: string },
): Promise<void> {
  await lockCounting(tx, days.distributorId, 'alone')
  const [left] = await noteOrders(tx, days)
  await noteReturns(tx, days)
  const [fromDay = days.fromDay] = [days.fromDay, left?.fromDay ?? days.fromDay].sort()
  const [toDay = days.toDay] = [days.toDay, left?.toDay ?? days.toDay].sort().reverse()
  await sumDays(tx, { ...days, fromDay, toDay })
  await noteTypedOfDays(tx, days)
}
