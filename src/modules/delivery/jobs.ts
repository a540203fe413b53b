import type { Tx } from '../../platform/db.ts'
import type { OutletJoined } from '../outlets/events.ts'
import { moveDrops } from './join-queries.ts'

/** Two rows turned out to be one place: one drop, one zone. */
export const followOutletDrops = (tx: Tx, joined: OutletJoined): Promise<unknown> =>
  moveDrops(tx, joined)
