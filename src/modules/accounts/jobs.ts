import type { Tx } from '../../platform/db.ts'
import type { OutletJoined } from '../outlets/events.ts'
import { moveInvoices } from './move-queries.ts'

/** Two rows turned out to be one place: its invoices stand together. */
export const followOutletInvoices = (tx: Tx, joined: OutletJoined): Promise<unknown> =>
  moveInvoices(tx, joined)
