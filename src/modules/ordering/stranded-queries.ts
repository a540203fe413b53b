import { type Db, prepared, type Tx } from '../../platform/db.ts'

export type Standing = {
  id: string
  outletId: string
  totalMinor: number
  weightGrams: number
}

/** Orders of outlets on a day of a zone of which nothing is picked yet; locked. */
export const ordersStanding = (
  tx: Tx,
  asked: { distributorId: string; zoneId: string; day: string; outletIds: string[] },
) =>
  prepared<Standing>(tx, {
    name: 'orders_standing',
    text: `select o.id, o.outlet_id as "outletId", o.total_minor as "totalMinor",
        o.weight_grams as "weightGrams"
      from ordering.order o
      where o.distributor_id = $1 and o.zone_id = $2 and o.delivery_day = $3
        and o.outlet_id = any($4::uuid[]) and o.status in ('placed', 'confirmed', 'on_hold')
      order by o.id for update`,
    values: [asked.distributorId, asked.zoneId, asked.day, asked.outletIds],
  })

/** Whoever buys for these outlets now. */
export const buyersOfOutlets = (db: Db, distributorId: string, outletIds: string[]) =>
  prepared<{ outletId: string; personId: string }>(db, {
    name: 'buyers_of_outlets',
    text: `select outlet_id as "outletId", person_id as "personId" from outlets.buyer
      where distributor_id = $1 and outlet_id = any($2::uuid[]) and revoked_at is null
      order by outlet_id, person_id`,
    values: [distributorId, outletIds],
  })
