import type { Tx } from '../../platform/db.ts'
import type { OutletJoined } from '../outlets/events.ts'
import { moveInvoices, moveLicences } from './move-queries.ts'

/** Two rows turned out to be one place: its invoices and licences stand together. */
export async function followOutletInvoices(tx: Tx, joined: OutletJoined): Promise<void> {
  await moveInvoices(tx, joined)
  await moveLicences(tx, joined)
}
