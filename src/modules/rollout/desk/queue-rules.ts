import {
  type ContactCap,
  callBackOf,
  capOf,
  DEFAULT_CAP,
  isAnswered,
  type Said,
} from './cap-rules.ts'

export type Candidate = {
  step: string
  aside: string | null
  cadenceDays: number
  contacts: Said[]
  /** How many of its orders it placed in each hour of the day. */
  orderHours: number[]
  /** In which hours of the day it answered us. */
  answeredHours: number[]
  cutOffAt: string | null
}
export type Reason = { code: 'call_back' | 'red' | 'step' | 'hour' | 'cut_off'; points: number }
export type Turn = {
  kind: 'presentation' | 'first_order' | 'follow_up'
  score: number
  red: boolean
  callBackAt: string | null
  reasons: Reason[]
}

/** Who is closest to the next step is worth the most of a minute. */
const STEP_POINTS: Record<string, number> = {
  planned: 6,
  contacted: 9,
  agreed: 18,
  registered: 20,
  first_order: 16,
  third_order: 12,
}
const FORMING = ['agreed', 'registered', 'first_order', 'third_order']
const CALL_BACK_POINTS = 100
const RED_POINTS = 40
const HOUR_POINTS = 20
const CUT_OFF_POINTS = [
  { hours: 2, points: 15 },
  { hours: 5, points: 10 },
  { hours: 24, points: 4 },
]
const RED_PERIODS = 2
const REFUSED_DAYS = 30
const NO_ANSWER_HOURS = 3
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * Whose turn it is at the desk, in points that everybody can add up; null: not now. Nobody who is aside,
 * refused lately, asked to be called later, did not answer a moment ago, or is over the cap.
 */
export function turnOf(
  candidate: Candidate,
  now: string,
  hour: number,
  cap: ContactCap = DEFAULT_CAP,
): Turn | null {
  const { step, contacts, cutOffAt } = candidate
  const points = STEP_POINTS[step]
  if (points === undefined || candidate.aside === 'paused') return null
  if (candidate.aside === 'stays_with_agent') return null
  const kind = kindFor(step)
  const callBackAt = callBackOf(contacts)
  if (callBackAt && Date.parse(callBackAt) > Date.parse(now)) return null
  if (restsAfter(contacts, now) || capOf(contacts, { kind, at: now }, cap)) return null
  const red = isRed(candidate, now)
  const reasons: Reason[] = [
    { code: 'call_back', points: callBackAt ? CALL_BACK_POINTS : 0 },
    { code: 'red', points: red ? RED_POINTS : 0 },
    { code: 'step', points },
    { code: 'hour', points: hourPoints(candidate, hour) },
    { code: 'cut_off', points: cutOffPoints(cutOffAt, now) },
  ]
  const counted = reasons.filter((reason) => reason.points > 0)
  const score = counted.reduce((sum, reason) => sum + reason.points, 0)
  return { kind, score, red, callBackAt, reasons: counted }
}

// What is spoken about on a step of the ladder.
function kindFor(step: string): Turn['kind'] {
  if (step === 'agreed' || step === 'registered') return 'first_order'
  return step === 'first_order' || step === 'third_order' ? 'follow_up' : 'presentation'
}

// Of a forming outlet nobody has spoken with for two of its own periods.
function isRed({ step, cadenceDays, contacts }: Candidate, now: string): boolean {
  if (!FORMING.includes(step)) return false
  const last = contacts.map(({ at }) => Date.parse(at)).toSorted((a, b) => b - a)[0]
  return last === undefined || Date.parse(now) - last >= RED_PERIODS * cadenceDays * DAY_MS
}

function restsAfter(contacts: Said[], now: string): boolean {
  const last = contacts.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1)
  if (!last) return false
  const since = Date.parse(now) - Date.parse(last.at)
  if (last.outcome === 'refused') return since < REFUSED_DAYS * DAY_MS
  return !isAnswered(last.outcome) && since < NO_ANSWER_HOURS * HOUR_MS
}

/** The share of its orders and answers within an hour of now; answers count twice. */
function hourPoints({ orderHours, answeredHours }: Candidate, hour: number): number {
  const weight = (of: number) => (orderHours[of] ?? 0) + 2 * (answeredHours[of] ?? 0)
  const all = Array.from({ length: 24 }, (_, of) => weight(of)).reduce((sum, n) => sum + n, 0)
  if (all === 0) return 0
  const near = [23, 0, 1].reduce((sum, step) => sum + weight((hour + step) % 24), 0)
  return Math.round((HOUR_POINTS * near) / all)
}

function cutOffPoints(cutOffAt: string | null, now: string): number {
  if (!cutOffAt) return 0
  const hours = (Date.parse(cutOffAt) - Date.parse(now)) / HOUR_MS
  return hours < 0 ? 0 : (CUT_OFF_POINTS.find((within) => hours <= within.hours)?.points ?? 0)
}
