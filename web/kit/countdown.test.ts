import { expect, test } from 'vitest'
import { shownSeconds, timeText } from './Countdown.tsx'

const units = { days: 'дн', hours: 'год', minutes: 'хв' }

test.each([
  [6 * 86_400 + 23 * 3600, '6 days'],
  [2 * 86_400 - 60, '1 дн 23 год'],
  [3 * 3600 + 5 * 60, '3 год 5 хв'],
  [3600, '1 год 0 хв'],
  [3599, '59:59'],
  [249, '4:09'],
  [9, '0:09'],
])('%d seconds read «%s»', (left, told) => {
  expect(timeText(left, units, (days) => `${days} days`)).toBe(told)
})

const clock = { until: '2026-11-24T15:00:00Z', now: '2026-11-24T14:59:00Z' }

test('time is counted from the server’s clock and this page’s own seconds', () => {
  expect(shownSeconds({ ...clock, heardAt: performance.now() })).toBe(60)
  expect(shownSeconds({ ...clock, heardAt: performance.now() - 30_000 })).toBeLessThanOrEqual(30)
})

test('after the instant nothing is left, never less', () => {
  expect(shownSeconds({ ...clock, heardAt: performance.now() - 61_000 })).toBe(0)
})

test('above an hour only minutes change, so that a long list does not render each second', () => {
  const until = '2026-11-24T17:00:30Z'
  expect(shownSeconds({ ...clock, until, heardAt: performance.now() })).toBe(2 * 3600 + 60)
  expect(shownSeconds({ ...clock, until, heardAt: performance.now() - 29_000 })).toBe(2 * 3600 + 60)
})
