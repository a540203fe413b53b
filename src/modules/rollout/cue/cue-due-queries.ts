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

/** Outlets whose cues are to be looked at anew; each is taken off the list. */
export const takeCueDue = async (tx: Tx, distributorId: string, limit: number): Promise<string[]> =>
  (
    await prepared<{ id: string }>(tx, {
      name: 'take_cue_due',
      // An array is made once; joined, the list was read again for each of its rows.
      text: `delete from rollout.cue_due d where d.distributor_id = $1
        and d.outlet_id = any(array(select outlet_id from rollout.cue_due
          where distributor_id = $1 order by outlet_id limit $2 for update skip locked))
        returning d.outlet_id as id`,
      values: [distributorId, limit],
    })
  ).map((row) => row.id)
