import { prepared, type Tx } from '../../../platform/db.ts'

/** Puts registered outlets of waves on the list: of one zone, or of all. Returns how many are new. */
export const addCueDue = async (
  tx: Tx,
  distributorId: string,
  zoneId: string | null,
): Promise<number> =>
  (
    await prepared<{ n: number }>(tx, {
      name: 'add_cue_due',
      text: `with added as (
          insert into rollout.cue_due (distributor_id, outlet_id)
          select $1, wo.outlet_id from rollout.wave_outlet wo
          join rollout.ladder l on l.distributor_id = $1 and l.outlet_id = wo.outlet_id
            and l.reached ->> 'registered' is not null
          left join delivery.outlet_zone oz on oz.distributor_id = $1
            and oz.outlet_id = wo.outlet_id
          where wo.distributor_id = $1 and wo.part = 'invited'
            and ($2::uuid is null or oz.zone_id = $2)
          order by wo.outlet_id on conflict (distributor_id, outlet_id) do nothing returning 1)
        select count(*)::int as n from added`,
      values: [distributorId, zoneId],
    })
  )[0]?.n ?? 0
