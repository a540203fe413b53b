import { Temporal } from 'temporal-polyfill'

export type CutOff = { ms: number; at: string; lockAt: string }
type Zone = { days: number; time: string }
export type Calendar = {
  cutOffOf(day: string, zone: Zone): CutOff
  /** The hour of an instant on the wall. */
  hourOf(ms: number): number
}

const HOUR_MS = 3_600_000
const LOCK_MINUTES = 60

/** What the clocks of a place show; each is worked out once, for millions of orders ask the same few. */
export function calendarOf(timeZone: string): Calendar {
  const cutOffs = new Map<string, CutOff>()
  const hours = new Map<number, number>()
  return {
    cutOffOf(day, zone) {
      const key = `${day} ${zone.days} ${zone.time}`
      const known = cutOffs.get(key) ?? cutOff(day, zone, timeZone)
      cutOffs.set(key, known)
      return known
    },
    hourOf(ms) {
      const key = Math.floor(ms / HOUR_MS)
      const known = hours.get(key) ?? hourAt(key * HOUR_MS, timeZone)
      hours.set(key, known)
      return known
    },
  }
}

function cutOff(day: string, { days, time }: Zone, timeZone: string): CutOff {
  const at = Temporal.PlainDate.from(day)
    .subtract({ days })
    .toZonedDateTime({ timeZone, plainTime: time })
    .toInstant()
  const lockAt = at.add({ minutes: LOCK_MINUTES })
  return { ms: at.epochMilliseconds, at: at.toString(), lockAt: lockAt.toString() }
}

const hourAt = (ms: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).hour
