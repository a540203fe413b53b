import { prepared, type Tx } from '../../platform/db.ts'
import { overdueOf, staleOf, TODAY } from './overdue-queries.ts'

const STALE = staleOf('c')
const OVERDUE = overdueOf('c.contract_id', 'c.overdue_minor', TODAY)
const NO_LIMIT = '9007199254740991'

/**
 * Adds a sum to what is released on a contract, unless that passes the limit or something is
 * overdue. Of a balance never told, or too old to believe, only our own released orders count.
 * False: hold the order.
 */
export async function takeCredit(
  tx: Tx,
  credit: { distributorId: string; contractId: string; amountMinor: number },
): Promise<boolean> {
  const rows = await prepared(tx, {
    name: 'take_credit',
    text: `insert into accounts.credit as c (distributor_id, contract_id, released_minor)
      select k.distributor_id, k.id, $3::bigint from accounts.contract k
      where k.distributor_id = $1 and k.id = $2 and (k.credit_limit_minor is null
        or $3 <= k.credit_limit_minor or exists (select 1 from accounts.credit x
          where x.distributor_id = $1 and x.contract_id = $2))
      on conflict (distributor_id, contract_id) do update
        set released_minor = c.released_minor + excluded.released_minor
        where (${STALE} or ${OVERDUE} = 0)
          and c.released_minor + excluded.released_minor + case when ${STALE} then 0
            else greatest(c.debt_minor, 0) + c.shipped_minor end
              <= coalesce((select k.credit_limit_minor from accounts.contract k
                where k.distributor_id = $1 and k.id = $2), ${NO_LIMIT})
      returning contract_id`,
    values: [credit.distributorId, credit.contractId, credit.amountMinor],
  })
  return rows.length === 1
}

/** Adds to (or gives back from) what is released, whatever the limit: a person decided. */
export const changeReleased = (
  tx: Tx,
  credit: { distributorId: string; contractId: string; deltaMinor: number },
) =>
  prepared(tx, {
    name: 'change_released',
    text: `insert into accounts.credit as c (distributor_id, contract_id, released_minor)
      values ($1, $2, greatest(0, $3::bigint))
      on conflict (distributor_id, contract_id) do update
        set released_minor = greatest(0, c.released_minor + $3)`,
    values: [credit.distributorId, credit.contractId, credit.deltaMinor],
  })

/** What left the warehouse is no longer a promise of ours, and not yet in the ERP's balance. */
export const releasedToShipped = (
  tx: Tx,
  credit: {
    distributorId: string
    contractId: string
    releasedMinor: number
    shippedMinor: number
  },
) =>
  prepared(tx, {
    name: 'released_to_shipped',
    text: `insert into accounts.credit as c (distributor_id, contract_id, shipped_minor, shipped_at)
      values ($1, $2, greatest(0, $4::bigint), platform.now())
      on conflict (distributor_id, contract_id) do update set
        released_minor = greatest(0, c.released_minor - $3),
        shipped_minor = greatest(0, c.shipped_minor + $4), shipped_at = platform.now()`,
    values: [credit.distributorId, credit.contractId, credit.releasedMinor, credit.shippedMinor],
  })
