import type { Tx } from '../../platform/db.ts'
import { noteTypedOfDays } from './help/typed-queries.ts'
import { lockCounting, noteOrders, noteReturns, orderDays, sumDays } from './queries.ts'
import { spansOf } from './span-rules.ts'

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

/** Orders that are counted in one statement: many more take longer than a statement may. */
const ORDERS_AT_ONCE = 100_000

/** The same for a history of any length, span by span. */
export async function recountHistory(
  tx: Tx,
  days: { distributorId: string; fromDay: string; toDay: string },
): Promise<void> {
  for (const span of spansOf(await orderDays(tx, days), { ...days, most: ORDERS_AT_ONCE })) {
    await recountDays(tx, { distributorId: days.distributorId, ...span })
  }
}
