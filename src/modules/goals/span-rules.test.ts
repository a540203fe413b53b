import { expect, test } from 'vitest'
import { spansOf } from './span-rules.ts'

const days = { fromDay: '2026-01-01', toDay: '2026-12-31' }
const counts = [
  { day: '2026-02-27', orders: 60 },
  { day: '2026-02-28', orders: 30 },
  { day: '2026-03-05', orders: 250 },
  { day: '2026-03-06', orders: 10 },
]

test.each([
  ['few orders are one span', 1_000, [['2026-01-01', '2026-12-31']]],
  [
    'many are several, each beginning where the last ended; a day is never parted',
    100,
    [
      ['2026-01-01', '2026-02-28'],
      ['2026-03-01', '2026-03-05'],
      ['2026-03-06', '2026-12-31'],
    ],
  ],
])('%s', (_, most, spans) => {
  expect(spansOf(counts, { ...days, most }).map((span) => [span.fromDay, span.toDay])).toEqual(
    spans,
  )
})

test('days without an order are one span', () => {
  expect(spansOf([], { ...days, most: 1 })).toEqual([days])
})
