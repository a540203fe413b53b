import type { Tx } from '../../platform/db.ts'
import { tellAfterCommit } from '../../platform/facts.ts'
import type { OrderFact } from '../ordering/events.ts'
import type { FeedDue, FeedLate } from './events.ts'
import { judgeFeed as judgeFeedNow } from './feeds/note-came.ts'
import { queueOrder } from './queries.ts'

/** Puts every version of an order into the ERP's queue; the ERP fetches the newest of each. */
export const sendToErp = (tx: Tx, fact: OrderFact): Promise<unknown> =>
  queueOrder(tx, fact.distributorId, fact.orderId, fact.version)

/** A feed's instant has come: it is late, unless it came. */
export const judgeFeed = (tx: Tx, fact: FeedDue): Promise<unknown> => judgeFeedNow(tx, fact)

/** Tells whoever sees the exchange that a feed is late. */
export async function tellOfLateFeed(tx: Tx, { distributorId, feedId }: FeedLate): Promise<void> {
  tellAfterCommit(tx, distributorId, { kind: 'feed', id: feedId })
}
