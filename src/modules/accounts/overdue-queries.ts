/** Hours after which the ERP's last word on a balance is too old to hold an order for. */
export const STALE_HOURS = 24

/** Whether a row of accounts.credit is too old to believe, or was never told; $1 the distributor. */
export const staleOf = (credit: string) => `coalesce(${credit}.as_at < platform.now()
  - make_interval(hours => coalesce((select s.stale_hours from accounts.setting s
      where s.distributor_id = $1), ${STALE_HOURS})), true)`

/**
 * What is past its due day on the distributor's day: the rest of the contract's invoices, or,
 * where no invoices are known, what the ERP told; $1 the distributor.
 */
export const overdueOf = (contractId: string, toldMinor: string, today: string) => `case
  when exists (select 1 from accounts.invoice i
    where i.distributor_id = $1 and i.contract_id = ${contractId})
  then coalesce((select sum(i.total_minor - i.paid_minor)::bigint from accounts.invoice i
    where i.distributor_id = $1 and i.contract_id = ${contractId} and i.due_day < ${today}
      and i.paid_minor < i.total_minor), 0)
  else coalesce(${toldMinor}, 0) end`
