import { prepared, type Tx } from '../../platform/db.ts'

/** Hours after which the ERP's last word on a balance is too old to hold an order for. */
const STALE_HOURS = 48
const STALE = `coalesce(c.as_at < platform.now() - interval '${STALE_HOURS} hours', true)`
const NO_LIMIT = '9007199254740991'

/**
 * Adds a sum to what is released on a contract, unless that passes the limit or something is
 * overdue; a balance never told, or too old to believe, counts as no debt. False: hold the order.
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
        where (c.overdue_minor = 0 or ${STALE})
          and c.released_minor + excluded.released_minor + case when ${STALE} then 0
            else greatest(c.debt_minor, 0) end <= coalesce((select k.credit_limit_minor
              from accounts.contract k where k.distributor_id = $1 and k.id = $2), ${NO_LIMIT})
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
    text: `update accounts.credit set released_minor = greatest(0, released_minor + $3)
      where distributor_id = $1 and contract_id = $2`,
    values: [credit.distributorId, credit.contractId, credit.deltaMinor],
  })
