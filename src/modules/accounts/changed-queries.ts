import { prepared, type Tx } from '../../platform/db.ts'

/** The outlets whose contracts the merge just done inserted or changed; at most so many. */
export const outletsOfMergedContracts = async (tx: Tx, distributorId: string, limit: number) =>
  (
    await prepared<{ id: string }>(tx, {
      name: '',
      text: `select distinct op.outlet_id as id from pg_temp.judged_row j
        join accounts.contract k on k.distributor_id = $1 and k.code = j.code
        join outlets.outlet_payer op on op.distributor_id = $1 and op.payer_id = k.payer_id
        where not j.known or j.differs limit $2`,
      values: [distributorId, limit],
    })
  ).map(({ id }) => id)
