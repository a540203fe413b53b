import { expect, test } from 'vitest'
import type { ZonePlan } from './slot-rules.ts'
import { daysInstead, isStranded, strandedBy } from './stranded-rules.ts'

const plan = (more: Partial<ZonePlan> = {}): ZonePlan => ({
  ...{ timeZone: 'Europe/Kyiv', weekdays: [1, 3, 5], cutOffDays: 1, cutOffTime: '17:00' },
  ...{ lockMinutes: 60, holidays: [], exceptions: [], ...more },
})
const none = { weekdays: null, cutOffDays: null, cutOffTime: null }
const NOW = '2027-03-08T08:00:00Z'
const WEDNESDAY = '2027-03-10'

test('a day that is closed, a holiday, or none of the outlet’s own strands what is ordered on it', () => {
  const closed = [{ day: WEDNESDAY, kind: 'closed' as const, movedTo: null }]
  expect(isStranded(plan(), none, WEDNESDAY)).toBe(false)
  expect(isStranded(plan({ exceptions: closed }), none, WEDNESDAY)).toBe(true)
  expect(isStranded(plan({ holidays: [WEDNESDAY] }), none, WEDNESDAY)).toBe(true)
  expect(isStranded(plan(), { ...none, weekdays: [1] }, WEDNESDAY)).toBe(true)
})

test('it goes to a later day that is open, by the outlet’s own days', () => {
  const days = (own: object) =>
    daysInstead(plan(), { ...none, ...own }, NOW, WEDNESDAY).map(({ deliveryDay }) => deliveryDay)
  expect(days({})[0]).toBe('2027-03-12')
  expect(days({ weekdays: [1] })[0]).toBe('2027-03-15')
  // The cut-off of Friday has passed for whoever orders five days ahead.
  expect(days({ cutOffDays: 5 })[0]).toBe('2027-03-15')
})

test('why no truck comes is told: closed, moved, a holiday, or other days', () => {
  const by = (more: Partial<ZonePlan>) => strandedBy(plan(more), WEDNESDAY)
  expect(by({ exceptions: [{ day: WEDNESDAY, kind: 'closed', movedTo: null }] })).toBe('closed')
  expect(by({ exceptions: [{ day: WEDNESDAY, kind: 'moved', movedTo: '2027-03-11' }] })).toBe(
    'moved',
  )
  expect(by({ holidays: [WEDNESDAY] })).toBe('holiday')
  expect(by({})).toBe('days')
})
