import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockChanges, dayPlus, instantOfWall, wallClock } from '../../../../bench/local-clock.ts'
import { dueAfter, type Rhythm } from './rhythm-rules.ts'

const week = (weekdays: number[], ...times: string[]): Rhythm => ({
  every: 'week',
  weekdays,
  times,
})
const hours = (n: number): Rhythm => ({ every: 'hours', hours: n })
const WORKDAYS = [1, 2, 3, 4, 5]
const DAILY = [1, 2, 3, 4, 5, 6, 7]

// Kyiv is two hours ahead of UTC in winter; 26 November 2026 is a Thursday.
test.each<[string, Rhythm, number, string, boolean, string]>([
  ['so many hours after it came', hours(4), 30, '2026-11-26T06:00Z', true, '2026-11-26T10:30Z'],
  ['hours pass a clock change', hours(24), 0, '2026-10-24T12:00Z', true, '2026-10-25T12:00Z'],
  ['the next time', week(WORKDAYS, '08:00'), 0, '2026-11-26T05:00Z', true, '2026-11-26T06:00Z'],
  ['with grace', week(WORKDAYS, '08:00'), 30, '2026-11-25T07:00Z', true, '2026-11-26T06:30Z'],
  ['early is kept', week(WORKDAYS, '08:00'), 30, '2026-11-26T05:31Z', true, '2026-11-27T06:30Z'],
  ['too early is not', week(WORKDAYS, '08:00'), 30, '2026-11-26T05:29Z', true, '2026-11-26T06:30Z'],
  [
    'a promise keeps nothing yet',
    week(WORKDAYS, '08:00'),
    30,
    '2026-11-26T05:31Z',
    false,
    '2026-11-26T06:30Z',
  ],
  ['late is kept too', week(WORKDAYS, '08:00'), 30, '2026-11-26T06:29Z', true, '2026-11-27T06:30Z'],
  ['over a weekend', week(WORKDAYS, '08:00'), 0, '2026-11-27T07:00Z', true, '2026-11-30T06:00Z'],
  ['twice a day', week(DAILY, '18:00', '08:00'), 0, '2026-11-26T06:00Z', true, '2026-11-26T16:00Z'],
  ['once a week', week([4], '08:00'), 0, '2026-11-26T06:00Z', true, '2026-12-03T06:00Z'],
  [
    'a time that spring skips is after the gap',
    week(DAILY, '03:30'),
    0,
    '2026-03-28T22:00Z',
    true,
    '2026-03-29T01:30Z',
  ],
  [
    'a time that autumn doubles is its first passing',
    week(DAILY, '03:30'),
    0,
    '2026-10-24T21:00Z',
    true,
    '2026-10-25T00:30Z',
  ],
  [
    'its second passing is not waited for',
    week(DAILY, '03:30'),
    0,
    '2026-10-25T01:00Z',
    true,
    '2026-10-26T01:30Z',
  ],
])('%s', (_said, rhythm, toleranceMinutes, at, came, due) => {
  const expected = { rhythm, toleranceMinutes, timeZone: 'Europe/Kyiv' }
  expect(Date.parse(dueAfter(expected, { at, came }))).toBe(Date.parse(due))
})

const MINUTE = 60_000
const ZONES = ['Europe/Kyiv', 'America/Chicago', 'Pacific/Auckland']
const CHANGES = ZONES.flatMap((timeZone) =>
  clockChanges(timeZone, { from: 2024, to: 2030 }).map(({ atMs }) => ({ timeZone, atMs })),
)
const two = (n: number) => String(n).padStart(2, '0')
const time = fc
  .tuple(fc.oneof(fc.nat(23), fc.integer({ min: 1, max: 4 })), fc.constantFrom(0, 1, 30, 59))
  .map(([hour, minute]) => `${two(hour)}:${two(minute)}`)
const situation = fc.constantFrom(...CHANGES).chain(({ timeZone, atMs }) =>
  fc.record({
    timeZone: fc.constant(timeZone),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    times: fc.uniqueArray(time, { minLength: 1, maxLength: 4 }),
    toleranceMinutes: fc.nat(90),
    at: fc.integer({ min: -72 * 60, max: 72 * 60 }).map((m) => atMs + m * MINUTE),
  }),
)

test('around every clock change it is due at the first time on the wall’s clock that is not kept', () => {
  fc.assert(
    fc.property(situation, ({ timeZone, weekdays, times, toleranceMinutes, at }) => {
      const rhythm = { every: 'week' as const, weekdays, times }
      const last = { at: new Date(at).toISOString(), came: true }
      const due = Date.parse(dueAfter({ rhythm, toleranceMinutes, timeZone }, last))
      const today = wallClock(at, timeZone).slice(0, 10)
      const waited = Array.from({ length: 12 }, (_, i) => dayPlus(today, i - 2))
        .filter((day) => weekdays.includes(new Date(`${day}T12:00Z`).getUTCDay() || 7))
        .flatMap((day) => times.map((each) => instantOfWall(`${day} ${each}`, timeZone)))
        .filter((instant) => instant > at + toleranceMinutes * MINUTE)
      expect(due).toBe(Math.min(...waited) + toleranceMinutes * MINUTE)
    }),
    { numRuns: 100 },
  )
})

test('what comes later is never due earlier, and always after it came', () => {
  fc.assert(
    fc.property(situation, fc.nat(96 * 60), (asked, minutes) => {
      const { timeZone, weekdays, times, toleranceMinutes, at } = asked
      const rhythm = { every: 'week' as const, weekdays, times }
      const dueOf = (ms: number) => {
        const last = { at: new Date(ms).toISOString(), came: true }
        return Date.parse(dueAfter({ rhythm, toleranceMinutes, timeZone }, last))
      }
      expect(dueOf(at)).toBeGreaterThan(at + toleranceMinutes * MINUTE)
      expect(dueOf(at + minutes * MINUTE)).toBeGreaterThanOrEqual(dueOf(at))
    }),
    { numRuns: 300 },
  )
})
