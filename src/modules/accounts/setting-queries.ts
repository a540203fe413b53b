import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { DebtSetting } from './debt-contract.ts'
import { STALE_HOURS } from './overdue-queries.ts'

/** How many days ahead a shop may promise to pay, unless the distributor set it. */
export const PROMISE_DAYS_MAX = 14

/** What the distributor set about debts, or the defaults. */
export const debtSetting = async (db: Db, distributorId: string): Promise<DebtSetting> =>
  (
    await prepared<DebtSetting>(db, {
      name: 'debt_setting',
      text: `select stale_hours as "staleHours", promise_days_max as "promiseDaysMax"
        from accounts.setting where distributor_id = $1`,
      values: [distributorId],
    })
  )[0] ?? { staleHours: STALE_HOURS, promiseDaysMax: PROMISE_DAYS_MAX }

/** Sets it, with who did. */
export const upsertDebtSetting = (
  tx: Tx,
  distributorId: string,
  setting: DebtSetting & { personId: string },
) =>
  prepared(tx, {
    name: 'upsert_debt_setting',
    text: `insert into accounts.setting (distributor_id, stale_hours, promise_days_max, changed_by)
      values ($1, $2, $3, $4)
      on conflict (distributor_id) do update set stale_hours = excluded.stale_hours,
        promise_days_max = excluded.promise_days_max, changed_by = excluded.changed_by,
        changed_at = platform.now()`,
    values: [distributorId, setting.staleHours, setting.promiseDaysMax, setting.personId],
  })
