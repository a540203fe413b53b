/**
 * Local clocks by brute force over Intl.DateTimeFormat, minute by minute: the oracle that the slot
 * rules are compared with. Shares the zone database with them, and none of the arithmetic.
 */
const MINUTE = 60_000
const HOUR = 60 * MINUTE

const formats = new Map<string, Intl.DateTimeFormat>()

/** What a clock on the wall shows at an instant: 'YYYY-MM-DD HH:MM'. */
export function wallClock(ms: number, timeZone: string): string {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  formats.set(timeZone, format)
  return format.format(ms)
}

const asUtc = (wall: string) => Date.parse(`${wall.replace(' ', 'T')}Z`)

/** How far a zone's clock is ahead of UTC at an instant, in minutes. */
const aheadMinutes = (ms: number, timeZone: string) =>
  (asUtc(wallClock(ms, timeZone)) - Math.floor(ms / MINUTE) * MINUTE) / MINUTE

export type ClockChange = { atMs: number; beforeMinutes: number; afterMinutes: number }

/** Every change of a zone's clock in these years, found to the minute. */
export function clockChanges(timeZone: string, years: { from: number; to: number }): ClockChange[] {
  const changes: ClockChange[] = []
  const end = Date.UTC(years.to + 1, 0, 1)
  for (let ms = Date.UTC(years.from, 0, 1); ms < end; ms += 24 * HOUR) {
    const beforeMinutes = aheadMinutes(ms, timeZone)
    const afterMinutes = aheadMinutes(ms + 24 * HOUR, timeZone)
    if (beforeMinutes === afterMinutes) continue
    let low = ms
    let high = ms + 24 * HOUR
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE
      if (aheadMinutes(middle, timeZone) === beforeMinutes) low = middle
      else high = middle
    }
    changes.push({ atMs: high, beforeMinutes, afterMinutes })
  }
  return changes
}

/**
 * The instant at which a local time comes, by walking the day minute by minute: the first passing of
 * a doubled time; of a skipped one, as long after the clock's jump as it lies after the jump's start.
 */
export function instantOfWall(wall: string, timeZone: string): number {
  const wanted = asUtc(wall)
  let before = wanted - 15 * HOUR
  for (let ms = before; ms < wanted + 15 * HOUR; ms += MINUTE) {
    const shown = asUtc(wallClock(ms, timeZone))
    if (shown === wanted) return ms
    if (shown > wanted) return before + (wanted - asUtc(wallClock(before, timeZone)))
    before = ms
  }
  throw new Error(`${wall} never comes in ${timeZone}`)
}

/** A day's text so many days later. */
export const dayPlus = (day: string, days: number): string =>
  wallClock(asUtc(`${day} 00:00`) + days * 24 * HOUR, 'UTC').slice(0, 10)
