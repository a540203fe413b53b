import { prepared, type Tx } from '../../platform/db.ts'

/** Invoices of a joined outlet are the other's. */
export const moveInvoices = (tx: Tx, join: { distributorId: string; from: string; into: string }) =>
  prepared(tx, {
    name: 'move_invoices',
    text: `update accounts.invoice set outlet_id = $3
      where distributor_id = $1 and outlet_id = $2`,
    values: [join.distributorId, join.from, join.into],
  })

/** Licences of a joined outlet are the other's, but those that it has itself. */
export const moveLicences = (tx: Tx, join: { distributorId: string; from: string; into: string }) =>
  prepared(tx, {
    name: 'move_licences',
    text: `update accounts.licence l set outlet_id = $3
      where l.distributor_id = $1 and l.outlet_id = $2 and not exists (
        select 1 from accounts.licence k where k.distributor_id = $1 and k.outlet_id = $3
          and k.kind = l.kind and k.number = l.number)`,
    values: [join.distributorId, join.from, join.into],
  })
