import type { Right, Scope } from '../../platform/call.ts'

/** How a day's slot stands by the clock: open, before or after its lock, or its day itself is over. */
export type SlotState = 'open' | 'grace' | 'closed' | 'over'

/** What may let an order in after the cut-off. */
export type LateWish = { reason: string } | undefined

/**
 * Whether somebody may place an order as an exception: staff until the lock, who releases orders until
 * the end of the delivery day, a shop never.
 */
export function lateAllowed(
  state: SlotState,
  rights: ReadonlyMap<Right, Scope>,
): 'allowed' | 'slot_closed' | 'late_locked' {
  const scope = rights.get('order.place')
  if (state === 'over' || scope === undefined || scope === 'own') return 'slot_closed'
  if (state === 'closed' && !rights.has('order.release')) return 'late_locked'
  return 'allowed'
}

/** Whether nothing was heard of a device from before a cut-off until after it. */
export const spans = (
  { silentFrom, heardAt }: { silentFrom: string; heardAt: string },
  cutOffAt: string,
): boolean =>
  Date.parse(silentFrom) < Date.parse(cutOffAt) && Date.parse(cutOffAt) <= Date.parse(heardAt)

const MONTHS_OF_QUARTER = 3

/** The first day of the quarter of a day, and of the next one. */
export function quarterOf(day: string): { fromDay: string; beforeDay: string } {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const first = month - ((month - 1) % MONTHS_OF_QUARTER)
  return { fromDay: firstOf(year, first), beforeDay: firstOf(year, first + MONTHS_OF_QUARTER) }
}

const firstOf = (year: number, month: number) =>
  new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10)
