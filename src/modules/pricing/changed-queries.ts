import { prepared, type Tx } from '../../platform/db.ts'

export type Priced = { listId: string; productId: string }

/** The prices that the merge just done inserted or changed, as lists and products; at most so many. */
export const mergedPrices = (tx: Tx, limit: number) =>
  prepared<Priced>(tx, {
    name: '',
    text: `select distinct j.price_list_id as "listId", j.product_id as "productId"
      from pg_temp.judged_row j where not j.known or j.differs limit $1`,
    values: [limit],
  })

/** The lists of which it inserted or changed any. */
export const mergedLists = async (tx: Tx): Promise<string[]> =>
  (
    await prepared<{ id: string }>(tx, {
      name: '',
      text: `select distinct j.price_list_id as id
        from pg_temp.judged_row j where not j.known or j.differs`,
      values: [],
    })
  ).map(({ id }) => id)

/** The outlets of the contracts whose price list it set or changed; at most so many. */
export const outletsOfMergedSignatures = async (tx: Tx, distributorId: string, limit: number) =>
  (
    await prepared<{ id: string }>(tx, {
      name: '',
      text: `select distinct op.outlet_id as id from pg_temp.judged_row j
        join accounts.contract k on k.distributor_id = $1 and k.id = j.contract_id
        join outlets.outlet_payer op on op.distributor_id = $1 and op.payer_id = k.payer_id
        where not j.known or j.differs limit $2`,
      values: [distributorId, limit],
    })
  ).map(({ id }) => id)
