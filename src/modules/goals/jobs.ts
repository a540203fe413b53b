import type { Tx } from '../../platform/db.ts'
import type { OrderFact, OrderStatusFact, OrdersMoved } from '../ordering/events.ts'
import { moveDays } from './move-queries.ts'
import { countVersion } from './queries.ts'

/** Keeps the outlet's day equal to a raw recount, whatever order the facts come in. */
export const countOrder = (tx: Tx, fact: OrderFact | OrderStatusFact): Promise<unknown> =>
  countVersion(tx, fact.distributorId, fact.orderId)

/** Two outlets turned out to be one: their days are counted together. */
export const joinDays = (tx: Tx, moved: OrdersMoved): Promise<unknown> => moveDays(tx, moved)
