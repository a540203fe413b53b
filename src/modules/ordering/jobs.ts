import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/facts.ts'
import type { OutletJoined } from '../outlets/events.ts'
import { ordersMoved } from './events.ts'
import { moveOrders } from './move-queries.ts'

/** Two rows turned out to be one place: its orders stand together. */
export async function followOutlet(tx: Tx, { distributorId, from, into }: OutletJoined) {
  await moveOrders(tx, { distributorId, from, into })
  await publish(tx, ordersMoved({ distributorId, from, into }))
}
