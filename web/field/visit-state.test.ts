import { expect, test } from 'vitest'
import { visitState } from './visit-state.ts'

const NOW = '2026-11-27T08:00:00Z'
const TODAY = '2026-11-27T15:00:00Z'
const TOMORROW = '2026-11-28T15:00:00Z'
const dayOf = (instant: string) => instant.slice(0, 10)
const outlet = (more: object) => ({
  orderedForIt: false,
  cutOffAt: TOMORROW,
  lastOrderAt: '2026-11-20T08:00:00Z',
  ...more,
})

test.each([
  ['ordered', 'for the next truck', { orderedForIt: true, cutOffAt: TODAY }],
  ['missing', 'while the cut-off is today', { cutOffAt: TODAY }],
  ['missing', 'also when it has been silent for long', { cutOffAt: TODAY, lastOrderAt: null }],
  ['later', 'when the cut-off is another day', {}],
  [
    'later',
    'when the last order is two weeks old to the minute',
    {
      lastOrderAt: '2026-11-13T08:00:00Z',
    },
  ],
  ['visit', 'when it is older', { lastOrderAt: '2026-11-13T07:59:00Z' }],
  ['visit', 'when it never ordered', { lastOrderAt: null }],
  ['visit', 'when it is in no zone and never ordered', { lastOrderAt: null, cutOffAt: null }],
])('an outlet is %s %s', (state, _, more) => {
  expect(visitState(outlet(more), NOW, dayOf)).toBe(state)
})
