import { prepared, type Tx } from '../../platform/db.ts'

/** Invoices of a joined outlet are the other's. */
export const moveInvoices = (tx: Tx, join: { distributorId: string; from: string; into: string }) =>
  prepared(tx, {
    name: 'move_invoices',
    text: `update accounts.invoice set outlet_id = $3
      where distributor_id = $1 and outlet_id = $2`,
    values: [join.distributorId, join.from, join.into],
  })
