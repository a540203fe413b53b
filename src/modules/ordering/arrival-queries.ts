import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { WantedLine } from './contract.ts'

/** A checkout as it first came from a device that was silent over its cut-off. */
export type Arrival = {
  outletId: string
  deliveryDay: string
  lines: WantedLine[]
  silentFrom: string
  heardAt: string
}

/** Writes how a checkout first came; later ones of its id are held against the first. */
export const insertArrival = (
  tx: Tx,
  distributorId: string,
  checkoutId: string,
  arrival: Arrival,
) =>
  prepared(tx, {
    name: 'insert_arrival',
    text: `insert into ordering.late_arrival (distributor_id, checkout_id, outlet_id, delivery_day,
        lines, silent_from, heard_at)
      values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    values: [
      ...[distributorId, checkoutId, arrival.outletId, arrival.deliveryDay],
      ...[JSON.stringify(arrival.lines), arrival.silentFrom, arrival.heardAt],
    ],
  })

export const arrivalOf = async (
  db: Db,
  distributorId: string,
  checkoutId: string,
): Promise<Arrival | undefined> =>
  (
    await prepared<Arrival>(db, {
      name: 'arrival_of',
      text: `select outlet_id as "outletId", delivery_day as "deliveryDay", lines,
          silent_from as "silentFrom", heard_at as "heardAt"
        from ordering.late_arrival where distributor_id = $1 and checkout_id = $2`,
      values: [distributorId, checkoutId],
    })
  )[0]
