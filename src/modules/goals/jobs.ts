import type { Tx } from '../../platform/db.ts'
import type {
  HistoryImported,
  OrderFact,
  OrderStatusFact,
  OrdersMoved,
} from '../ordering/events.ts'
import { recountDays } from './goals.ts'
import { moveDays } from './move-queries.ts'
import { countVersion, lockCounting } from './queries.ts'

/** Keeps the outlet's day equal to a raw recount, whatever order the facts come in. */
export async function countOrder(tx: Tx, fact: OrderFact | OrderStatusFact): Promise<void> {
  await lockCounting(tx, fact.distributorId, 'together')
  await countVersion(tx, fact.distributorId, fact.orderId)
}

/** History came in without a fact for each order: its days are counted at once. */
export const countHistory = (tx: Tx, fact: HistoryImported): Promise<void> => recountDays(tx, fact)

/** Two outlets turned out to be one: their days are counted together. */
export async function joinDays(tx: Tx, moved: OrdersMoved): Promise<void> {
  await lockCounting(tx, moved.distributorId, 'alone')
  await moveDays(tx, moved)
}
