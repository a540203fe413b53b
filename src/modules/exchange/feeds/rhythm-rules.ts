import { Temporal } from 'temporal-polyfill'

/** How often a feed is expected: so many hours after it came last, or by the distributor's clock. */
export type Rhythm =
  | { every: 'hours'; hours: number }
  /** ISO weekdays, 1 = Monday; times 'HH:MM'. */
  | { every: 'week'; weekdays: number[]; times: string[] }

/** What is expected of a feed: it may come so many minutes before or after its time. */
export type Expected = { rhythm: Rhythm; toleranceMinutes: number; timeZone: string }

/**
 * The instant at which a feed is late when it does not come before. What came within the tolerance
 * before a time of the clock has kept that time; a promise made just now keeps none.
 */
export function dueAfter(expected: Expected, last: { at: string; came: boolean }): string {
  const { rhythm, toleranceMinutes: minutes } = expected
  const at = Temporal.Instant.from(last.at)
  if (rhythm.every === 'hours') return at.add({ hours: rhythm.hours, minutes }).toString()
  const kept = last.came ? at.add({ minutes }) : at
  return firstAfter(rhythm, expected.timeZone, kept).add({ minutes }).toString()
}

type Week = Extract<Rhythm, { every: 'week' }>

const DAYS_LOOKED = 9

function firstAfter(week: Week, timeZone: string, after: Temporal.Instant): Temporal.Instant {
  // A day earlier: what a clock change skips counts after the gap, which may be the next day.
  const first = after.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 })
  const times = Array.from({ length: DAYS_LOOKED }, (_, i) => first.add({ days: i }))
    .filter((day) => week.weekdays.includes(day.dayOfWeek))
    .flatMap((day) => week.times.map((time) => instantOf(day, time, timeZone)))
    .filter((instant) => Temporal.Instant.compare(instant, after) > 0)
  const [next] = times.sort(Temporal.Instant.compare)
  if (!next) throw new Error('a week without a time')
  return next
}

const instantOf = (day: Temporal.PlainDate, time: string, timeZone: string) =>
  day
    .toPlainDateTime(Temporal.PlainTime.from(time))
    .toZonedDateTime(timeZone, { disambiguation: 'compatible' })
    .toInstant()
