import { prepared, type Tx } from '../../platform/db.ts'

/** The outlets whose zone or days the merge just done set or changed; at most so many. */
export const outletsOfMergedZones = async (tx: Tx, limit: number) =>
  (
    await prepared<{ id: string }>(tx, {
      name: '',
      text: `select j.outlet_id as id from pg_temp.judged_row j
        where not j.known or j.differs limit $1`,
      values: [limit],
    })
  ).map(({ id }) => id)
