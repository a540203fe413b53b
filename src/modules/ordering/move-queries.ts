import { prepared, type Tx } from '../../platform/db.ts'

/** Orders and returns of a joined outlet are the other's; checkouts stay as they were sent. */
export const moveOrders = (tx: Tx, join: { distributorId: string; from: string; into: string }) =>
  prepared(tx, {
    name: 'move_orders',
    text: `with returns as (update ordering.return_document set outlet_id = $3
        where distributor_id = $1 and outlet_id = $2)
      update ordering.order set outlet_id = $3 where distributor_id = $1 and outlet_id = $2`,
    values: [join.distributorId, join.from, join.into],
  })
