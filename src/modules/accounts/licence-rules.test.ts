import fc from 'fast-check'
import { expect, test } from 'vitest'
import { covers, licenceState, missingKinds } from './licence-rules.ts'

test.each([
  ['the day it ends', '2026-03-31', 'ends_3'],
  ['three days before', '2026-03-28', 'ends_3'],
  ['four days before', '2026-03-27', 'ends_14'],
  ['fourteen days before', '2026-03-17', 'ends_14'],
  ['fifteen days before', '2026-03-16', 'ends_30'],
  ['thirty days before', '2026-03-01', 'ends_30'],
  ['thirty-one days before', '2026-02-28', 'valid'],
  ['the day after', '2026-04-01', 'ended'],
  ['before it begins', '2025-12-31', 'future'],
])('a licence until 31 March: %s', (_, day, state) => {
  expect(licenceState({ fromDay: '2026-01-01', toDay: '2026-03-31' }, day)).toBe(state)
})

test('a licence without an end is never warned of', () => {
  expect(licenceState({ fromDay: '2026-01-01', toDay: null }, '2099-01-01')).toBe('valid')
})

test('each needed kind that no licence covers is missing once', () => {
  const beer = { kind: 'beer' as const, fromDay: '2026-01-01', toDay: '2026-01-31' }
  const needed = ['tobacco', 'beer', 'tobacco'] as const
  expect(missingKinds(needed, [beer], '2026-01-31')).toEqual(['tobacco'])
  expect(missingKinds(needed, [beer], '2026-02-01')).toEqual(['beer', 'tobacco'])
})

const day = fc
  .integer({ min: 0, max: 800 })
  .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10))

test('a licence covers a day exactly when its state there is neither ended nor future', () => {
  fc.assert(
    fc.property(day, fc.option(day), day, (fromDay, toDay, asked) => {
      fc.pre(toDay === null || toDay >= fromDay)
      const state = licenceState({ fromDay, toDay }, asked)
      const covered = covers({ kind: 'fuel', fromDay, toDay }, asked)
      expect(covered).toBe(state !== 'ended' && state !== 'future')
    }),
  )
})
