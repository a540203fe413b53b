import { describe, expect, test } from 'vitest'
import { type CoveredOutlet, coverageOf, servedOn, weekUntil } from './coverage-rules.ts'

const outlet = (id: string, weekdays: number[], agentIds: string[] = []): CoveredOutlet => ({
  id,
  weekdays,
  agentIds,
})
const FRIDAY = { day: '2026-11-27', weekday: 5 }

describe('one day', () => {
  test.each([
    ['due and served', [5], ['a 2026-11-27'], { due: 1, served: 1, besides: 0 }],
    ['due and not served', [5], [], { due: 1, served: 0, besides: 0 }],
    ['served on another day of the week', [5], ['a 2026-11-26'], { due: 1, served: 0, besides: 0 }],
    ['served without being due', [1], ['a 2026-11-27'], { due: 0, served: 0, besides: 1 }],
    ['neither', [], [], { due: 0, served: 0, besides: 0 }],
  ])('an outlet that is %s', (_, weekdays, deliveries, counted) => {
    expect(servedOn([outlet('a', weekdays)], FRIDAY, new Set(deliveries))).toEqual(counted)
  })
})

test('a week has its seven days in order and ends on the day asked for', () => {
  const week = weekUntil('2026-11-29')
  expect(week.map(({ weekday }) => weekday)).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(week[0]?.day).toBe('2026-11-23')
  expect(week[6]?.day).toBe('2026-11-29')
  expect(weekUntil('2024-03-01').map(({ day }) => day)).toContain('2024-02-29')
})

test('an outlet of two teams counts for both agents; one without stands in its own line', () => {
  const agents = [
    { id: 'ann', name: 'Ann' },
    { id: 'bob', name: 'Bob' },
    { id: 'idle', name: 'Idle' },
  ]
  const outlets = [outlet('a', [5], ['ann', 'bob']), outlet('b', [5], ['ann']), outlet('c', [1])]
  const covered = coverageOf(outlets, agents, '2026-11-27', new Set(['a 2026-11-27']))
  expect(covered.agents.map(({ name, outlets: n, served }) => [name, n, served])).toEqual([
    ['Ann', 2, 1],
    ['Bob', 1, 1],
    [null, 1, 0],
  ])
  expect(covered.agents[0]?.days[6]).toEqual({ due: 2, served: 1, besides: 0 })
  expect(covered.days[6]).toEqual({ ...FRIDAY, due: 2, served: 1, besides: 0 })
  expect([covered.from, covered.until]).toEqual(['2026-11-21', '2026-11-27'])
})
