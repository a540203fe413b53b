import { prepared, type Tx } from '../../platform/db.ts'

/** The outlets that the merge just done inserted or changed; at most so many. */
export const mergedOutlets = async (tx: Tx, distributorId: string, limit: number) =>
  idsOf(
    await prepared<{ id: string }>(tx, {
      name: '',
      text: `select o.id from pg_temp.judged_row j
        join outlets.outlet o on o.distributor_id = $1 and o.code = j.code
        where not j.known or j.differs limit $2`,
      values: [distributorId, limit],
    }),
  )

/** The outlets of the payers that it inserted or changed. */
export const outletsOfMergedPayers = async (tx: Tx, distributorId: string, limit: number) =>
  idsOf(
    await prepared<{ id: string }>(tx, {
      name: '',
      text: `select distinct op.outlet_id as id from pg_temp.judged_row j
        join outlets.payer p on p.distributor_id = $1 and p.code = j.code
        join outlets.outlet_payer op on op.distributor_id = $1 and op.payer_id = p.id
        where not j.known or j.differs limit $2`,
      values: [distributorId, limit],
    }),
  )

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id)
