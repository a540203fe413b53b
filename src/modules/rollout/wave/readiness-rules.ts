/** What an outlet's own past says of whether it will order by itself; no value term in it. */
export type ReadinessFacts = {
  /** Drops of the last 26 weeks, and the share of gaps within a quarter of its median gap. */
  drops: number
  steadyGapsBp: number
  daysSinceDrop: number | null
  medianGapDays: number | null
  oldestOverdueDays: number
  /** Returns refused at the door in the last 26 weeks. */
  doorRefusals: number
  phoneConfirmed: boolean
  phoneKnown: boolean
  /** It ordered by itself before, or signed in. */
  selfServiceOrders: number
  signedIn: boolean
  agentView: 'yes' | 'maybe' | 'no' | null
}
export type ReasonKind =
  | 'regularity'
  | 'recency'
  | 'payment'
  | 'door_refusals'
  | 'contact'
  | 'digital'
  | 'agent_view'
export type Reason = { kind: ReasonKind; points: number; of: number; said: number | string | null }

/** Points each reason may give. The agent's view weighs little until it has proven itself (domain.md §7). */
const WEIGHTS: Record<ReasonKind, number> = {
  regularity: 25,
  recency: 15,
  payment: 15,
  door_refusals: 10,
  contact: 15,
  digital: 15,
  agent_view: 5,
}

const DROPS_ENOUGH = 6
/** A debt that old gives no points. */
export const OVERDUE_DAYS_BAD = 30
const REFUSALS_BAD = 3
const SELF_ORDERS_ENOUGH = 3
const VIEW = { yes: 1, maybe: 0.5, no: 0 } as const
const UNKNOWN_VIEW = 0.5

/** Readiness 0–100 with a reason for each part; the same facts give the same points. */
export function readinessOf(facts: ReadinessFacts): { score: number; reasons: Reason[] } {
  const part = (kind: ReasonKind, share: number, said: Reason['said']): Reason => ({
    kind,
    points: Math.round(WEIGHTS[kind] * Math.min(1, Math.max(0, share))),
    of: WEIGHTS[kind],
    said,
  })
  const steady = Math.min(1, facts.drops / DROPS_ENOUGH) * (facts.steadyGapsBp / 10_000)
  const reasons = [
    part('regularity', steady, Math.round(facts.steadyGapsBp / 100)),
    part('recency', recencyOf(facts), facts.daysSinceDrop),
    part('payment', 1 - facts.oldestOverdueDays / OVERDUE_DAYS_BAD, facts.oldestOverdueDays),
    part('door_refusals', 1 - facts.doorRefusals / REFUSALS_BAD, facts.doorRefusals),
    part('contact', facts.phoneConfirmed ? 1 : facts.phoneKnown ? 0.5 : 0, phoneSaid(facts)),
    part('digital', digitalOf(facts), facts.selfServiceOrders),
    part(
      'agent_view',
      facts.agentView ? VIEW[facts.agentView] : UNKNOWN_VIEW,
      facts.agentView ?? null,
    ),
  ]
  return { score: reasons.reduce((sum, { points }) => sum + points, 0), reasons }
}

/** So many of its gaps after its last drop an outlet is gone. */
export const GAPS_GONE = 3

// Full within one gap of its last drop, nothing after three.
function recencyOf({ daysSinceDrop, medianGapDays }: ReadinessFacts): number {
  if (daysSinceDrop === null || !medianGapDays) return 0
  return (GAPS_GONE - daysSinceDrop / medianGapDays) / (GAPS_GONE - 1)
}

/**
 * Reasons as they are told so many days after they were judged: days go on, and points do not, or the
 * night would have judged them anew.
 */
export const reasonsAfter = (reasons: Reason[], days: number): Reason[] =>
  reasons.map((reason) => (goesOn(reason) ? { ...reason, said: reason.said + days } : reason))

const goesOn = (reason: Reason): reason is Reason & { said: number } =>
  typeof reason.said === 'number' &&
  (reason.kind === 'recency' || (reason.kind === 'payment' && reason.said > 0))

const phoneSaid = ({ phoneConfirmed, phoneKnown }: ReadinessFacts) =>
  phoneConfirmed ? 'confirmed' : phoneKnown ? 'known' : 'none'

const digitalOf = ({ selfServiceOrders, signedIn }: ReadinessFacts) =>
  Math.max(selfServiceOrders / SELF_ORDERS_ENOUGH, signedIn ? 0.5 : 0)

export type WorthFacts = {
  outletId: string
  /** Orders a month that our people type today. */
  assistedMonthly: number
  valueMonthlyMinor: number
}
export type WorthReason = {
  kind: 'freed_minutes' | 'value'
  points: number
  of: number
  said: number
}
export type Worth = { score: number; reasons: WorthReason[] }

/** Minutes that taking one assisted order costs: a phone order's measured default (domain.md §7). */
const MINUTES_AN_ORDER = 4
const OF_FREED = 60
const OF_VALUE = 40

/** The second axis: what it is worth, as its rank among all outlets by freed minutes and by value. */
export function worthOf(outlets: WorthFacts[]): Map<string, Worth> {
  const freed = rankOf(outlets.map(({ assistedMonthly }) => assistedMonthly * MINUTES_AN_ORDER))
  const value = rankOf(outlets.map(({ valueMonthlyMinor }) => valueMonthlyMinor))
  return new Map(
    outlets.map(({ outletId, assistedMonthly, valueMonthlyMinor }) => {
      const minutes = assistedMonthly * MINUTES_AN_ORDER
      const reasons: WorthReason[] = [
        {
          kind: 'freed_minutes',
          points: Math.round(OF_FREED * freed(minutes)),
          of: OF_FREED,
          said: Math.round(minutes),
        },
        {
          kind: 'value',
          points: Math.round(OF_VALUE * value(valueMonthlyMinor)),
          of: OF_VALUE,
          said: valueMonthlyMinor,
        },
      ]
      return [outletId, { score: reasons.reduce((sum, r) => sum + r.points, 0), reasons }]
    }),
  )
}

// The share of outlets below a figure; nothing is worth nothing.
function rankOf(figures: number[]): (figure: number) => number {
  const sorted = figures.toSorted((a, b) => a - b)
  const below = new Map<number, number>()
  for (const [i, figure] of sorted.entries()) if (!below.has(figure)) below.set(figure, i)
  const last = Math.max(1, sorted.length - 1)
  return (figure) => (figure <= 0 ? 0 : (below.get(figure) ?? 0) / last)
}
