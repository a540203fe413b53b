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
const HELD_OUT_PERCENT = 10
/** Ends when the effect is known to so many hundredths of a share, either way. */
const NARROW = 0.03
const MEASURED_MIN = 30

/** Whether an outlet's cue is left without a reminder: by the outlet's lot, never its first four cues. */
export const isHeldOut = (lot: number, cueNumber: number): boolean =>
  cueNumber > TAUGHT_CUES && lot % 100 < HELD_OUT_PERCENT

export type Group = { cues: number; ordered: number }
export type Effect = {
  told: Group
  heldOut: Group
  /** How much larger the share that ordered is, with half the width of its 95 % interval; null: too few. */
  lift: { by: number; half: number } | null
}

/** What reminders do: the shares of cues that were ordered for, told against held out (Agresti–Caffo). */
export function effectOf(told: Group, heldOut: Group): Effect {
  if (Math.min(told.cues, heldOut.cues) < MEASURED_MIN) return { told, heldOut, lift: null }
  const share = ({ cues, ordered }: Group) => ordered / cues
  // One success and one failure more in each group keeps the interval honest at 0 and 1.
  const spread = ({ cues, ordered }: Group) => {
    const p = (ordered + 1) / (cues + 2)
    return (p * (1 - p)) / (cues + 2)
  }
  const half = 1.96 * Math.sqrt(spread(told) + spread(heldOut))
  return { told, heldOut, lift: { by: share(told) - share(heldOut), half } }
}

/** The lot ends when the interval is narrow: nobody is left out for nothing. */
export const stillMeasures = ({ lift }: Effect): boolean => lift === null || lift.half > NARROW
