import { Temporal } from 'temporal-polyfill'

/** Hours of the wall clock, 'HH:MM'; from 21:00 until 08:00 goes over midnight. Equal ends: none. */
export type QuietHours = { from: string; until: string }

/** Quiet hours that cover the day. */
export const NEVER = Symbol('never')

/** Ends are looked for so often; hours that leave no gap between them never end. */
const ENDS_MAX = 4

/**
 * When one may speak again, or null when one may now. Several quiet hours (the distributor's, the
 * person's) hold together; NEVER when they cover the day.
 */
export function quietUntil(
  now: string,
  hours: readonly QuietHours[],
  timeZone: string,
): string | typeof NEVER | null {
  let at = now
  for (let i = 0; i <= ENDS_MAX; i += 1) {
    const holding = hours.find((one) => isQuiet(at, one, timeZone))
    if (!holding) return at === now ? null : at
    at = endOf(at, holding, timeZone)
  }
  return NEVER
}

/** Whether the wall clock stands within the hours. */
export function isQuiet(now: string, { from, until }: QuietHours, timeZone: string): boolean {
  const wall = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainTime()
  const time = wall.toString({ smallestUnit: 'minute' })
  return from <= until ? time >= from && time < until : time >= from || time < until
}

// The first instant after now at which the wall clock shows the end. An hour that comes twice ends
// twice; one that is skipped ends after the gap.
function endOf(now: string, { until }: QuietHours, timeZone: string): string {
  const instant = Temporal.Instant.from(now)
  const today = instant.toZonedDateTimeISO(timeZone).toPlainDate()
  const time = Temporal.PlainTime.from(until)
  const ends = [today, today.add({ days: 1 })].flatMap((day) =>
    (['earlier', 'later'] as const).map((disambiguation) =>
      day.toPlainDateTime(time).toZonedDateTime(timeZone, { disambiguation }).toInstant(),
    ),
  )
  const next = ends.find(
    (end) =>
      Temporal.Instant.compare(end, instant) > 0 &&
      end.toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' }) >= until,
  )
  if (!next) throw new Error(`quiet hours until ${until} never end in ${timeZone}`)
  return next.toString()
}
