import type { PlanRow } from './queries.ts'
import type { ZonePlan } from './slot-rules.ts'

/** A zone's row as the plan that the rules understand. */
export const zonePlan = (
  row: Pick<
    PlanRow,
    'weekdays' | 'cutOffDays' | 'cutOffTime' | 'lockMinutes' | 'holidays' | 'exceptions'
  >,
  timeZone: string,
): ZonePlan => ({
  timeZone,
  weekdays: row.weekdays,
  cutOffDays: row.cutOffDays,
  cutOffTime: row.cutOffTime,
  lockMinutes: row.lockMinutes,
  holidays: row.holidays,
  exceptions: row.exceptions,
})
