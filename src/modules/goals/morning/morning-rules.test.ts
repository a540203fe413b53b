import { expect, test } from 'vitest'
import { linesOf, type MorningFacts } from './morning-rules.ts'

const facts = (more: Partial<MorningFacts> = {}): MorningFacts => ({
  ...{ regular: 12, goal: 100, endsOn: '2026-12-31', dropMinor: 250_000 },
  ...{ dropBeforeMinor: 250_000, breadthStarves: false, independentBp: 1_250 },
  ...{ independentBeforeBp: 500, stuck: 0, callBacksLate: 0 },
  ...{ verdict: 'wait' as const, waveNumber: 1, against: [], ...more },
})
const told = (now: MorningFacts, last: MorningFacts | null = facts()) =>
  linesOf(now, last).map(({ code }) => code)

test('the first morning tells everything there is; a day on which nothing changed tells nothing', () => {
  expect(told(facts({ stuck: 3 }), null)).toEqual(['goal', 'law1', 'law2', 'help', 'decision'])
  expect(told(facts())).toEqual([])
})

test('each line comes when its own fact changed', () => {
  expect(linesOf(facts({ regular: 14 }), facts())).toEqual([
    { code: 'goal', regular: 14, goal: 100, endsOn: '2026-12-31', more: 2 },
  ])
  expect(told(facts({ dropMinor: 250_040 }))).toEqual([])
  expect(told(facts({ dropMinor: 250_100 }))).toEqual(['law1'])
  expect(linesOf(facts({ dropMinor: 230_000 }), facts())[0]).toMatchObject({ starves: true })
  expect(told(facts({ breadthStarves: true }))).toEqual(['law1'])
  expect(told(facts({ independentBp: 1_299 }))).toEqual([])
  expect(told(facts({ independentBp: 1_300 }))).toEqual(['law2'])
  expect(told(facts({ stuck: 4 }), facts({ stuck: 4 }))).toEqual([])
})

test('what asks for somebody is told until it is done', () => {
  const late = facts({ stuck: 4, callBacksLate: 1 })
  expect(told(late, late)).toEqual(['help'])
  const stopped = facts({ verdict: 'stop', against: ['drop_falls'] })
  expect(told(stopped, stopped)).toEqual(['decision'])
  expect(told(facts({ verdict: 'go' }))).toEqual(['decision'])
})

test('before anything was delivered no law is told', () => {
  const fresh = facts({ dropMinor: null, dropBeforeMinor: null, independentBp: null })
  expect(told(fresh, null)).toEqual(['goal', 'decision'])
})
