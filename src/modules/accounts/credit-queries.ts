import { prepared, type Tx } from '../../platform/db.ts'
import { overdueOf, STALE_HOURS } from './overdue-queries.ts'

const STALE = `coalesce(c.as_at < (select stale_before from clock), true)`
const OVERDUE = overdueOf('c.contract_id', 'c.overdue_minor', '(select today from clock)')
const NO_LIMIT = '9007199254740991'

/**
 * Adds sums to what is released on contracts, each unless that passes its limit or something is
 * overdue. Of a balance never told, or too old to believe, only our own released orders count.
 * Locks in the order of the contracts' ids; returns those that took it, the others hold the order.
 */
export async function takeCredits(
  tx: Tx,
  distributorId: string,
  credits: { contractId: string; amountMinor: number }[],
): Promise<ReadonlySet<string>> {
  const sorted = credits.toSorted((a, b) => (a.contractId < b.contractId ? -1 : 1))
  const rows = await prepared<{ contractId: string }>(tx, {
    name: 'take_credits',
    text: `with clock as materialized (
        select platform.now() - make_interval(hours => coalesce(s.stale_hours, ${STALE_HOURS}))
            as stale_before, (platform.now() at time zone t.time_zone)::date as today
        from identity.tenant t left join accounts.setting s on s.distributor_id = $1
        where t.id = $1)
      insert into accounts.credit as c (distributor_id, contract_id, released_minor)
      select k.distributor_id, k.id, w.amount
      from unnest($2::uuid[], $3::bigint[]) with ordinality w (contract_id, amount, at)
      join accounts.contract k on k.distributor_id = $1 and k.id = w.contract_id
      where (k.credit_limit_minor is null or w.amount <= k.credit_limit_minor
        or exists (select 1 from accounts.credit x
          where x.distributor_id = $1 and x.contract_id = w.contract_id))
      order by w.at
      on conflict (distributor_id, contract_id) do update
        set released_minor = c.released_minor + excluded.released_minor
        where (${STALE} or ${OVERDUE} = 0)
          and c.released_minor + excluded.released_minor + case when ${STALE} then 0
            else greatest(c.debt_minor, 0) + c.shipped_minor end
              <= coalesce((select k.credit_limit_minor from accounts.contract k
                where k.distributor_id = $1 and k.id = c.contract_id), ${NO_LIMIT})
      returning contract_id as "contractId"`,
    values: [
      distributorId,
      sorted.map((credit) => credit.contractId),
      sorted.map((credit) => credit.amountMinor),
    ],
  })
  return new Set(rows.map((row) => row.contractId))
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
