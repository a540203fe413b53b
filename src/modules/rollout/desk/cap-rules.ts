export type Said = {
  id: string
  at: string
  kind: string
  place: string
  outcome: string
  callBackAt: string | null
}
export type Cap = { reason: 'too_many' | 'same_thing'; until: string }

// Answered contacts with one outlet in seven days, whoever of us speaks: agent, operator or bot.
const ANSWERED_MAX = 2
const WINDOW_DAYS = 7
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
 * Why the shop is left in peace now; null: it may be spoken with. At most two answered contacts in
 * seven days, nobody twice about the same thing within three; a call-back it asked for passes.
 */
export function capOf(
  said: Said[],
  wanted: { kind: string; at: string },
  most: number = ANSWERED_MAX,
): Cap | null {
  const at = Date.parse(wanted.at)
  const callBack = callBackOf(said)
  if (callBack && Date.parse(callBack) - EARLY_MINUTES * MINUTE_MS <= at) return null
  const answered = inTurn(said).filter(
    (one) => isAnswered(one.outcome) && daysSince(one, at) < WINDOW_DAYS,
  )
  const same = answered.findLast(
    (one) => one.kind === wanted.kind && daysSince(one, at) < SAME_THING_DAYS,
  )
  if (same) return { reason: 'same_thing', until: later(same.at, SAME_THING_DAYS) }
  const first = answered.at(-most)
  return first ? { reason: 'too_many', until: later(first.at, WINDOW_DAYS) } : null
}

const inTurn = (said: Said[]) =>
  said.toSorted((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id))

// What came in late lies before what was written first: the distance counts either way.
const daysSince = ({ at }: Said, now: number) => Math.abs(now - Date.parse(at)) / DAY_MS

const later = (at: string, days: number) => new Date(Date.parse(at) + days * DAY_MS).toISOString()
