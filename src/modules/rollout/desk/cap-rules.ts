export type Said = {
  id: string
  at: string
  kind: string
  place: string
  outcome: string
  callBackAt: string | null
}
/** How often a shop is spoken with, whoever of us speaks: agent, operator or bot. */
export type ContactCap = { contactsMax: number; windowDays: number }
export type Cap = { reason: 'too_many' | 'same_thing'; until: string }

/** What holds until the distributor sets it: two answered contacts in seven days. */
export const DEFAULT_CAP: ContactCap = { contactsMax: 2, windowDays: 7 }
const SAME_THING_DAYS = 3
/** A shop that asked to be called is called a little early, too. */
const EARLY_MINUTES = 15
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Whether somebody of the shop was spoken with. */
export const isAnswered = (outcome: string): boolean =>
  outcome !== 'no_answer' && outcome !== 'unreachable'

/** The moment at which a shop asked to be called, while nobody has spoken with it since; or null. */
export function callBackOf(said: Said[]): string | null {
  const last = inTurn(said)
    .filter(({ outcome }) => isAnswered(outcome))
    .at(-1)
  return last?.outcome === 'call_back' ? last.callBackAt : null
}

/**
 * Why the shop is left in peace now; null: it may be spoken with. No more answered contacts than the cap
 * allows, nobody twice about the same thing within three days; a call-back it asked for passes.
 */
export function capOf(
  said: Said[],
  wanted: { kind: string; at: string },
  { contactsMax, windowDays }: ContactCap = DEFAULT_CAP,
): Cap | null {
  const at = Date.parse(wanted.at)
  const callBack = callBackOf(said)
  if (callBack && Date.parse(callBack) - EARLY_MINUTES * MINUTE_MS <= at) return null
  const answered = inTurn(said).filter(
    (one) => isAnswered(one.outcome) && daysSince(one, at) < Math.max(windowDays, SAME_THING_DAYS),
  )
  const same = answered.findLast(
    (one) => one.kind === wanted.kind && daysSince(one, at) < SAME_THING_DAYS,
  )
  if (same) return { reason: 'same_thing', until: later(same.at, SAME_THING_DAYS) }
  const within = answered.filter((one) => daysSince(one, at) < windowDays)
  const first = within.at(-contactsMax)
  return first ? { reason: 'too_many', until: later(first.at, windowDays) } : null
}

const inTurn = (said: Said[]) =>
  said.toSorted((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id))

// What came in late lies before what was written first: the distance counts either way.
const daysSince = ({ at }: Said, now: number) => Math.abs(now - Date.parse(at)) / DAY_MS

const later = (at: string, days: number) => new Date(Date.parse(at) + days * DAY_MS).toISOString()
