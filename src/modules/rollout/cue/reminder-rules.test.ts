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

test('an outlet’s first four cues are never left out, and then one turn in ten of any wave, never more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.nat({ max: 30 }), (outlets, cue) => {
      const turns = Array.from({ length: outlets }, (_, i) => i + 1)
      const out = turns.filter((turn) => isHeldOut(turn, cue))
      expect(out).toHaveLength(cue > 4 ? Math.floor(outlets / 10) : 0)
    }),
  )
})

/** Outlets of so many cues each, and of how many of them each ordered for. */
const groupOf = (cues: number, ordered: number[]) => ({
  outlets: ordered.length,
  cues: cues * ordered.length,
  ordered: ordered.reduce((sum, one) => sum + one, 0),
  squares: {
    yy: ordered.reduce((sum, one) => sum + one * one, 0),
    xy: ordered.reduce((sum, one) => sum + one * cues, 0),
    xx: cues * cues * ordered.length,
  },
})
const many = (outlets: number, of: number[]) =>
  Array.from({ length: outlets }, (_, i) => of[i % of.length] ?? 0)

test('the lot ends when the effect is known closely, and not while it is not', () => {
  const few = effectOf(groupOf(4, many(7, [3])), groupOf(5, many(100, [2])))
  expect(few.lift).toBeNull()
  expect(stillMeasures(few)).toBe(true)
  const wide = effectOf(groupOf(10, many(90, [6])), groupOf(10, many(10, [4])))
  expect(wide.lift?.by).toBeCloseTo(0.2)
  expect(wide.lift?.half).toBeCloseTo(0.1, 2)
  expect(stillMeasures(wide)).toBe(true)
  const close = effectOf(groupOf(10, many(3_000, [2, 3, 4])), groupOf(10, many(300, [1, 2, 3])))
  expect(stillMeasures(close)).toBe(false)
})

test('outlets that always or never order say less than as many cues that each decide anew', () => {
  const mixed = effectOf(groupOf(10, many(90, [5])), groupOf(10, many(20, [5])))
  const alike = effectOf(groupOf(10, many(90, [0, 10])), groupOf(10, many(20, [0, 10])))
  expect([mixed.lift?.by, alike.lift?.by]).toEqual([0, 0])
  expect(alike.lift?.half).toBeGreaterThan(2 * (mixed.lift?.half ?? 1))
})

test('a lot that fell on nine outlets says nothing yet', () => {
  expect(effectOf(groupOf(10, many(90, [6])), groupOf(10, many(9, [4]))).lift).toBeNull()
})
