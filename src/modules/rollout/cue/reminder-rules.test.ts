import fc from 'fast-check'
import { expect, test } from 'vitest'
import { effectOf, isHeldOut, stepTimes, stillMeasures } from './reminder-rules.ts'

test('steps are hours that pass: where the clocks change, a day before is another time of day', () => {
  // 17:00 in Kyiv on Sunday 28 March 2027, when the night had an hour less.
  expect(stepTimes('2027-03-28T14:00:00Z', '24h')).toEqual({
    from: '2027-03-27T14:00:00.000Z',
    until: '2027-03-28T12:00:00.000Z',
  })
  expect(stepTimes('2027-03-28T14:00:00Z', '2h')).toEqual({
    from: '2027-03-28T12:00:00.000Z',
    until: '2027-03-28T14:00:00.000Z',
  })
})

test('an outlet’s first four cues are never left out, and then one lot in ten', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 4 }), (lot, cue) => {
      expect(isHeldOut(lot, cue)).toBe(false)
    }),
  )
  const out = Array.from({ length: 1000 }, (_, lot) => lot).filter((lot) => isHeldOut(lot, 5))
  expect(out).toHaveLength(100)
})

test('the lot ends when the effect is known closely, and not while it is not', () => {
  const few = effectOf({ cues: 29, ordered: 20 }, { cues: 500, ordered: 200 })
  expect(few.lift).toBeNull()
  expect(stillMeasures(few)).toBe(true)
  const wide = effectOf({ cues: 900, ordered: 540 }, { cues: 100, ordered: 40 })
  expect(wide.lift?.by).toBeCloseTo(0.2)
  expect(wide.lift?.half).toBeCloseTo(0.1, 2)
  expect(stillMeasures(wide)).toBe(true)
  expect(
    stillMeasures(effectOf({ cues: 30_000, ordered: 9_000 }, { cues: 3_000, ordered: 600 })),
  ).toBe(false)
})
