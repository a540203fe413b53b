import { nextSlots, planFor, type SlotTimes, slotOn, type ZonePlan } from './slot-rules.ts'

type Own = Parameters<typeof planFor>[1]

/** Whether no truck comes on a day on which something is ordered. */
export const isStranded = (plan: ZonePlan, own: Own, day: string): boolean =>
  slotOn(planFor(plan, own), day) === null

const DAYS_TRIED_MAX = 8

/** The days an outlet's orders may go to instead: open, after the one they stand on, soonest first. */
export const daysInstead = (plan: ZonePlan, own: Own, now: string, day: string): SlotTimes[] =>
  nextSlots(planFor(plan, own), now, DAYS_TRIED_MAX * 2)
    .filter(({ deliveryDay }) => deliveryDay > day)
    .slice(0, DAYS_TRIED_MAX)

/** Why no truck comes: the office closed or moved the day, a holiday, or the outlet's own days. */
export function strandedBy(plan: ZonePlan, day: string): 'closed' | 'moved' | 'holiday' | 'days' {
  const kind = plan.exceptions.find((exception) => exception.day === day)?.kind
  if (kind === 'closed' || kind === 'moved') return kind
  return plan.holidays.includes(day) ? 'holiday' : 'days'
}
