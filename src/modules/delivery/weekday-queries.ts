import { type Db, prepared, type Tx } from '../../platform/db.ts'

/** The weekdays of outlets: their own, else their zone's. Outlets in no zone have no row. */
export const weekdaysOf = (db: Db, distributorId: string, outletIds: string[]) =>
  prepared<{ outletId: string; weekdays: number[] }>(db, {
    name: 'weekdays_of',
    text: `select oz.outlet_id as "outletId", coalesce(oz.weekdays, z.weekdays) as weekdays
      from delivery.outlet_zone oz
      join delivery.zone z on z.distributor_id = $1 and z.id = oz.zone_id
      where oz.distributor_id = $1 and oz.outlet_id = any($2::uuid[])`,
    values: [distributorId, outletIds],
  })

export const updateWeekdays = async (
  tx: Tx,
  distributorId: string,
  rows: { outletId: string; weekdays: number[] }[],
): Promise<number> =>
  (
    await prepared(tx, {
      name: 'update_weekdays',
      text: `update delivery.outlet_zone oz set weekdays = r.weekdays
        from jsonb_to_recordset($2::jsonb) r ("outletId" uuid, weekdays smallint[])
        where oz.distributor_id = $1 and oz.outlet_id = r."outletId" returning oz.outlet_id`,
      values: [distributorId, JSON.stringify(rows)],
    })
  ).length
