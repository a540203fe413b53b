import { shareOf } from '../share-rules.ts'

/** The steps that an invited outlet climbs, with how long the climb to each may take. */
export const CLIMB = [
  { step: 'contacted', days: 7, periods: 0 },
  { step: 'agreed', days: 7, periods: 0 },
  { step: 'registered', days: 7, periods: 0 },
  { step: 'first_order', days: 7, periods: 0 },
  { step: 'third_order', days: 0, periods: 3 },
  { step: 'regular', days: 0, periods: 4 },
  { step: 'held', days: 0, periods: 8 },
] as const
export type Climbed = (typeof CLIMB)[number]['step']
const STEPS = CLIMB.map(({ step }) => step)
const TO_FIRST_ORDER = STEPS.indexOf('first_order') + 1

/** Of who orders by himself, so many shall become regular, and of the regular ones hold. */
const KEPT_ON = 0.8
const DAY_MS = 86_400_000
const WHOLE_BP = 10_000

export type LeakFacts = {
  waveStartsOn: string
  cadenceDays: number
  aside: string | null
  reached: Record<string, string>
}
export type Gate = { gateFirstOrderBp: number; gateThirdOrderBp: number }

/** How many of an outlet's steps it climbed, each with its instant; who skipped one was there too. */
function climbedAt({ reached, waveStartsOn }: LeakFacts): (string | null)[] {
  const at = STEPS.map(
    (_, i) =>
      STEPS.slice(i)
        .flatMap((later) => reached[later] ?? [])
        .sort()[0],
  )
  return [waveStartsOn, ...at.map((instant) => instant ?? null)]
}

/** Whether an outlet got to a step or is lost before it; null: not so far yet, or lawfully at rest. */
export function passageOf(facts: LeakFacts, to: Climbed, now: string): 'lost' | 'passed' | null {
  const nth = STEPS.indexOf(to)
  const at = climbedAt(facts)
  const [from, reached] = [at[nth], at[nth + 1]]
  if (reached) return 'passed'
  const rests = facts.aside === 'paused' || facts.aside === 'stays_with_agent'
  if (!from || rests) return null
  const { days, periods } = CLIMB[nth] ?? { days: 0, periods: 0 }
  const patience = (days + periods * facts.cadenceDays) * DAY_MS
  return Date.parse(now) - Date.parse(from) >= patience ? 'lost' : null
}

/**
 * What share of outlets each step shall let through: what the owner's gate asks for up to the first and
 * third order, spread evenly over the steps to it.
 */
export function expectedBp(to: Climbed, gate: Gate): number {
  const first = gate.gateFirstOrderBp / WHOLE_BP
  const third = gate.gateThirdOrderBp / WHOLE_BP
  if (STEPS.indexOf(to) < TO_FIRST_ORDER)
    return Math.round(first ** (1 / TO_FIRST_ORDER) * WHOLE_BP)
  if (to !== 'third_order') return KEPT_ON * WHOLE_BP
  return first > 0 ? Math.round(Math.min(1, third / first) * WHOLE_BP) : 0
}

export type LeakStep = {
  step: Climbed
  /** Outlets that had the time for it, or did it sooner. */
  due: number
  passed: number
  lost: number
  passedBp: number
  lowBp: number
  highBp: number
  expectedBp: number
  /** Outlets missing against what was expected. */
  short: number
}

/** Every step with what it lost against its expected pace. */
export const leaksOf = (rows: LeakFacts[], gate: Gate, now: string): LeakStep[] =>
  STEPS.map((step) => {
    const stands = rows.map((row) => passageOf(row, step, now))
    const passed = stands.filter((stand) => stand === 'passed').length
    const lost = stands.filter((stand) => stand === 'lost').length
    const due = passed + lost
    const { bp, lowBp, highBp } = shareOf(passed, due)
    const wanted = expectedBp(step, gate)
    const short = Math.max(0, Math.round((due * wanted) / WHOLE_BP) - passed)
    return { step, due, passed, lost, passedBp: bp, lowBp, highBp, expectedBp: wanted, short }
  })

/**
 * The step that leaks most: where the most outlets are missing against what was expected. It is sure
 * when the whole interval of its share lies below that; null: no step lost more than it may.
 */
export function worstLeak(steps: LeakStep[]): { step: Climbed; sure: boolean } | null {
  const worst = steps.reduce<LeakStep | null>(
    (most, one) => (one.short > (most?.short ?? 0) ? one : most),
    null,
  )
  return worst ? { step: worst.step, sure: worst.highBp < worst.expectedBp } : null
}
