import type { Tx } from '../../platform/db.ts'
import type { OrderFact } from '../ordering/events.ts'
import { queueOrder } from './queries.ts'

/** Puts every version of an order into the ERP's queue; the ERP fetches the newest of each. */
export const sendToErp = (tx: Tx, fact: OrderFact): Promise<unknown> =>
  queueOrder(tx, fact.distributorId, fact.orderId, fact.version)
