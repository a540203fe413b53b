import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { isQuiet, NEVER, quietUntil } from './quiet-rules.ts'

const NIGHT = { from: '21:00', until: '08:00' }
const KYIV = 'Europe/Kyiv'

describe('the quiet hours of a night', () => {
  test.each([
    // Winter: Kyiv is two hours ahead.
    ['2026-11-26T18:59:00Z', null],
    ['2026-11-26T19:00:00Z', '2026-11-27T06:00:00Z'],
    ['2026-11-26T23:30:00Z', '2026-11-27T06:00:00Z'],
    ['2026-11-27T05:59:00Z', '2026-11-27T06:00:00Z'],
    ['2026-11-27T06:00:00Z', null],
    // The clocks go forward on 28 March 2027: the night is an hour shorter.
    ['2027-03-27T19:00:00Z', '2027-03-28T05:00:00Z'],
    // And back on 31 October 2027: it is an hour longer.
    ['2027-10-30T18:00:00Z', '2027-10-31T06:00:00Z'],
  ])('at %s last until %s', (now, until) => {
    expect(quietUntil(now, [NIGHT], KYIV)).toBe(until)
  })
})

test('hours that end in an hour that comes twice end in each of the two', () => {
  const hours = { from: '22:00', until: '03:30' }
  expect(quietUntil('2027-10-31T00:00:00Z', [hours], KYIV)).toBe('2027-10-31T00:30:00Z')
  expect(quietUntil('2027-10-31T00:40:00Z', [hours], KYIV)).toBe(null)
  expect(quietUntil('2027-10-31T01:10:00Z', [hours], KYIV)).toBe('2027-10-31T01:30:00Z')
})

test('hours that end in an hour that is skipped end after it', () => {
  const until = quietUntil('2027-03-27T23:00:00Z', [{ from: '22:00', until: '03:30' }], KYIV)
  expect(until).toBe('2027-03-28T01:30:00Z')
  expect(isQuiet(String(until), { from: '22:00', until: '03:30' }, KYIV)).toBe(false)
})

test('hours of the same beginning and end are none', () => {
  expect(quietUntil('2026-11-26T23:30:00Z', [{ from: '08:00', until: '08:00' }], KYIV)).toBe(null)
})

test('a person’s own hours go on where the distributor’s end', () => {
  const own = { from: '07:00', until: '10:00' }
  expect(quietUntil('2026-11-26T23:30:00Z', [NIGHT, own], KYIV)).toBe('2026-11-27T08:00:00Z')
})

test('hours that leave no gap between them never end', () => {
  const day = { from: '08:00', until: '21:00' }
  expect(quietUntil('2026-11-26T12:00:00Z', [NIGHT, day], KYIV)).toBe(NEVER)
})

const time = fc
  .integer({ min: 0, max: 1439 })
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`)
// Weeks around both clock changes, and any day of a year.
const instant = fc
  .oneof(
    fc.integer({ min: Date.UTC(2027, 2, 26), max: Date.UTC(2027, 2, 30) }),
    fc.integer({ min: Date.UTC(2027, 9, 29), max: Date.UTC(2027, 10, 2) }),
    fc.integer({ min: Date.UTC(2027, 0, 1), max: Date.UTC(2028, 0, 1) }),
  )
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms - (ms % 60_000)).toString())

test('where quiet hours end one may speak, and not a minute before', () => {
  fc.assert(
    fc.property(instant, time, time, (now, from, until) => {
      const hours = { from, until }
      const end = quietUntil(now, [hours], KYIV)
      if (end === null) return !isQuiet(now, hours, KYIV)
      if (end === NEVER) return false
      const at = Temporal.Instant.from(end)
      const before = at.subtract({ minutes: 1 }).toString()
      // A skipped hour has no last minute of its own, and may take a whole day's gap with it.
      const inGap = end.startsWith('2027-03-28T01:') || end.startsWith('2027-03-28T00:')
      return (
        Temporal.Instant.compare(at, Temporal.Instant.from(now)) > 0 &&
        at.since(Temporal.Instant.from(now)).total('hours') <= 49 &&
        !isQuiet(end, hours, KYIV) &&
        (inGap || isQuiet(before, hours, KYIV))
      )
    }),
    { numRuns: 500 },
  )
})
