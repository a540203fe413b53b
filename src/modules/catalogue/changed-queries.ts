import { prepared, type Tx } from '../../platform/db.ts'

/** The products that the merge just done inserted or changed. */
export const mergedProducts = async (tx: Tx, distributorId: string): Promise<string[]> =>
  (
    await prepared<{ id: string }>(tx, {
      name: '',
      text: `select p.id from pg_temp.judged_row j
        join catalogue.product p on p.distributor_id = $1 and p.code = j.code
        where not j.known or j.differs`,
      values: [distributorId],
    })
  ).map(({ id }) => id)

/** The products whose units the merge just done inserted or changed. */
export const mergedUnits = async (tx: Tx): Promise<string[]> =>
  (
    await prepared<{ id: string }>(tx, {
      name: '',
      text: `select distinct j.product_id as id from pg_temp.judged_row j
        where not j.known or j.differs`,
      values: [],
    })
  ).map(({ id }) => id)

/** The ids of products by their codes. */
export const idsOfCodes = async (
  tx: Tx,
  distributorId: string,
  codes: string[],
): Promise<string[]> =>
  (
    await prepared<{ id: string }>(tx, {
      name: 'product_ids_of_codes',
      text: `select id from catalogue.product
        where distributor_id = $1 and code = any($2::text[])`,
      values: [distributorId, codes],
    })
  ).map(({ id }) => id)
