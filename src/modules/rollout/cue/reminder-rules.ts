/** The steps of a reminder, with the hours before the cut-off from which and until which it is said. */
export const REMINDER_STEPS = {
  '24h': { from: 24, until: 2 },
  '2h': { from: 2, until: 0 },
} as const
export type ReminderStep = keyof typeof REMINDER_STEPS

const HOUR_MS = 3_600_000

/** When a step of a cut-off begins and ends, as instants: hours that pass, whatever the clocks do. */
export function stepTimes(cutOffAt: string, step: ReminderStep): { from: string; until: string } {
  const { from, until } = REMINDER_STEPS[step]
  const before = (hours: number) => new Date(Date.parse(cutOffAt) - hours * HOUR_MS).toISOString()
  return { from: before(from), until: before(until) }
}

/** An outlet's first cues are always reminded of. */
const TAUGHT_CUES = 4
/** At most one outlet in ten is left without. */
const HELD_OUT_EVERY = 10
/** Ends when the effect is known to so many hundredths of a share, either way. */
const NARROW = 0.03
/** Of fewer outlets in a group nothing is said. */
const OUTLETS_MIN = 10
const MEASURED_MIN = 30

/** Whether a cue takes part in the lot: an outlet's first ones are reminded of, and compared with nothing. */
export const isDrawn = (cueNumber: number): boolean => cueNumber > TAUGHT_CUES

/**
 * Whether an outlet's cue is left without a reminder, never its first four: each tenth outlet by its turn
 * in its wave, which was drawn by lot. A lot of its own for each outlet left 28 of 198 without.
 */
export const isHeldOut = (turn: number, cueNumber: number): boolean =>
  isDrawn(cueNumber) && turn % HELD_OUT_EVERY === 0

/** Cues that took part in the lot, how many were ordered for, and their sums by outlet. */
export type Group = {
  outlets: number
  cues: number
  ordered: number
  /** Over outlets: ordered², ordered · cues, cues². */
  squares: { yy: number; xy: number; xx: number }
}
export type Effect = {
  told: Group
  heldOut: Group
  /** How much larger the share that ordered is, with half the width of its 95 % interval; null: too few. */
  lift: { by: number; half: number } | null
}

/**
 * What reminders do: the shares of cues that were ordered for, told against held out. The lot falls on
 * outlets, so the spread is taken between them (W. G. Cochran, Sampling Techniques, 1977, ratio estimates);
 * it is never narrower than if each cue had its own lot (Agresti and Caffo, The American Statistician 54,
 * 2000).
 */
export function effectOf(told: Group, heldOut: Group): Effect {
  const few = [told, heldOut].some(
    ({ cues, outlets }) => cues < MEASURED_MIN || outlets < OUTLETS_MIN,
  )
  if (few) return { told, heldOut, lift: null }
  const share = ({ cues, ordered }: Group) => ordered / cues
  const half = 1.96 * Math.sqrt(varianceOf(told) + varianceOf(heldOut))
  return { told, heldOut, lift: { by: share(told) - share(heldOut), half } }
}

function varianceOf({ outlets, cues, ordered, squares }: Group): number {
  // One success and one failure more keep the interval honest at 0 and 1.
  const p = (ordered + 1) / (cues + 2)
  const alone = (p * (1 - p)) / (cues + 2)
  const ratio = ordered / cues
  const left = Math.max(0, squares.yy - 2 * ratio * squares.xy + ratio * ratio * squares.xx)
  return Math.max(alone, (left * outlets) / (outlets - 1) / (cues * cues))
}

/** The lot ends when the interval is narrow: nobody is left out for nothing. */
export const stillMeasures = ({ lift }: Effect): boolean => lift === null || lift.half > NARROW
