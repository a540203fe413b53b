import type { Tx } from '../../platform/db.ts'
import type { OrderFact, OrderStatusFact } from '../ordering/events.ts'
import { countVersion } from './queries.ts'

/** Keeps the outlet's day equal to a raw recount, whatever order the facts come in. */
export const countOrder = (tx: Tx, fact: OrderFact | OrderStatusFact): Promise<unknown> =>
  countVersion(tx, fact.distributorId, fact.orderId)
