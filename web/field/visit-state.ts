/** What an agent's outlet wants of him today, the most urgent first. */
export const VISIT_STATES = ['missing', 'visit', 'later', 'ordered'] as const
export type VisitState = (typeof VISIT_STATES)[number]

type Outlet = {
  orderedForIt: boolean
  cutOffAt: string | null
  lastOrderAt: string | null
}

const VISIT_AFTER_DAYS = 14
const DAY_MS = 86_400_000

/**
 * Ordered for the next truck; missing while its cut-off is today; silent for two weeks and so to be
 * visited; or with time until another day. `dayOf` reads an instant on the distributor's clock.
 */
export function visitState(
  outlet: Outlet,
  now: string,
  dayOf: (instant: string) => string,
): VisitState {
  if (outlet.orderedForIt) return 'ordered'
  if (outlet.cutOffAt && dayOf(outlet.cutOffAt) === dayOf(now)) return 'missing'
  const silentMs = outlet.lastOrderAt ? Date.parse(now) - Date.parse(outlet.lastOrderAt) : Infinity
  return silentMs > VISIT_AFTER_DAYS * DAY_MS ? 'visit' : 'later'
}
