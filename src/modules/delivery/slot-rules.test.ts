import { describe, expect, test } from 'vitest'
import {
  locksInTime,
  nextSlots,
  planFor,
  type SlotException,
  slotOn,
  takes,
  type ZonePlan,
} from './slot-rules.ts'

/** Monday, Wednesday and Friday; ordered until 17:00 of the day before; picking from 18:00. */
const plan = (changed: Partial<ZonePlan> = {}): ZonePlan => ({
  timeZone: 'Europe/Kyiv',
  weekdays: [1, 3, 5],
  cutOffDays: 1,
  cutOffTime: '17:00',
  lockMinutes: 60,
  holidays: [],
  exceptions: [],
  ...changed,
})
const days = (of: ZonePlan, now: string, count = 3) =>
  nextSlots(of, now, count).map((slot) => slot.deliveryDay)
const closed = (day: string): SlotException => ({ day, kind: 'closed', movedTo: null })
const extra = (day: string): SlotException => ({ day, kind: 'extra', movedTo: null })
const moved = (day: string, movedTo: string): SlotException => ({ day, kind: 'moved', movedTo })

// 26 November 2026 is a Thursday; Kyiv is two hours ahead of UTC in winter.
const THURSDAY_NOON = '2026-11-26T10:00:00Z'
const THURSDAY_CUT_OFF = '2026-11-26T15:00:00Z'

describe('order on Thursday, the truck comes on Friday, otherwise it does not', () => {
  test('before the cut-off the next delivery is tomorrow', () => {
    expect(nextSlots(plan(), THURSDAY_NOON, 1)).toEqual([
      { deliveryDay: '2026-11-27', cutOffAt: THURSDAY_CUT_OFF, lockAt: '2026-11-26T16:00:00Z' },
    ])
  })

  test('at the cut-off it is the slot after, a millisecond before it is not', () => {
    expect(days(plan(), '2026-11-26T14:59:59.999Z', 1)).toEqual(['2026-11-27'])
    expect(days(plan(), THURSDAY_CUT_OFF, 1)).toEqual(['2026-11-30'])
  })

  test('microseconds of the database’s clock before the cut-off are before it', () => {
    expect(days(plan(), '2026-11-26T14:59:59.999999Z', 1)).toEqual(['2026-11-27'])
  })

  test('a zone without weekdays delivers nothing, and no slots asked are none given', () => {
    expect(days(plan({ weekdays: [] }), THURSDAY_NOON)).toEqual([])
    expect(days(plan(), THURSDAY_NOON, 0)).toEqual([])
  })

  test('a morning cut-off on the delivery day itself', () => {
    const sameDay = plan({ cutOffDays: 0, cutOffTime: '06:30' })
    expect(days(sameDay, '2026-11-27T04:29:00Z', 1)).toEqual(['2026-11-27'])
    expect(days(sameDay, '2026-11-27T04:30:00Z', 1)).toEqual(['2026-11-30'])
  })

  test('a cut-off two weeks before: the week after next is already too late', () => {
    expect(days(plan({ cutOffDays: 14 }), THURSDAY_NOON, 2)).toEqual(['2026-12-11', '2026-12-14'])
    expect(days(plan({ cutOffDays: 14 }), '2026-11-27T15:00:00Z', 1)).toEqual(['2026-12-14'])
  })

  test('the day is the distributor’s, though it is still yesterday in UTC', () => {
    const sameDay = plan({ cutOffDays: 0, cutOffTime: '01:00' })
    expect(days(sameDay, '2026-11-26T22:30:00Z', 1)).toEqual(['2026-11-27'])
    expect(days(sameDay, '2026-11-26T23:00:00Z', 1)).toEqual(['2026-11-30'])
  })
})

describe('what an order meets at a slot', () => {
  const friday = {
    deliveryDay: '2026-11-27',
    cutOffAt: THURSDAY_CUT_OFF,
    lockAt: '2026-11-26T16:00:00Z',
  }
  test.each([
    ['a millisecond before the cut-off it is taken', '2026-11-26T14:59:59.999Z', 'open'],
    ['at the cut-off only by grace', THURSDAY_CUT_OFF, 'grace'],
    ['a millisecond before the lock still by grace', '2026-11-26T15:59:59.999Z', 'grace'],
    ['at the lock not at all', '2026-11-26T16:00:00Z', 'closed'],
    ['a year later not at all', '2027-11-26T16:00:00Z', 'closed'],
    ['written in another offset it is the same instant', '2026-11-26T16:59:00+02:00', 'open'],
  ] as const)('%s', (_, at, answer) => {
    expect(takes(friday, at)).toBe(answer)
  })

  test('without minutes to the lock there is no grace', () => {
    const slot = slotOn(plan({ lockMinutes: 0 }), '2026-11-27')
    expect(slot && takes(slot, THURSDAY_CUT_OFF)).toBe('closed')
  })
})

describe('holidays and exceptions', () => {
  test('nothing is delivered on a holiday, the day after the holiday it is', () => {
    const off = plan({ holidays: ['2026-11-27'] })
    expect(slotOn(off, '2026-11-27')).toBeNull()
    expect(days(off, THURSDAY_NOON, 1)).toEqual(['2026-11-30'])
  })

  test('a closed day is closed, and only that day', () => {
    const shelled = plan({ exceptions: [closed('2026-11-27')] })
    expect(days(shelled, THURSDAY_NOON, 2)).toEqual(['2026-11-30', '2026-12-02'])
  })

  test('an extra day is delivered, also on a holiday; closing it by hand wins', () => {
    const holidays = ['2026-11-28']
    expect(days(plan({ holidays, exceptions: [extra('2026-11-28')] }), THURSDAY_NOON, 2)).toEqual([
      '2026-11-27',
      '2026-11-28',
    ])
    const both = [extra('2026-11-28'), closed('2026-11-28')]
    expect(slotOn(plan({ exceptions: both }), '2026-11-28')).toBeNull()
    expect(slotOn(plan({ exceptions: both.toReversed() }), '2026-11-28')).toBeNull()
  })

  test('a moved day comes on the new day, with the cut-off of the new day', () => {
    const later = plan({ exceptions: [moved('2026-11-27', '2026-11-28')] })
    expect(slotOn(later, '2026-11-27')).toBeNull()
    expect(slotOn(later, '2026-11-28')?.cutOffAt).toBe('2026-11-27T15:00:00Z')
  })

  test('a holiday’s delivery may be moved, also onto another holiday', () => {
    const holidays = ['2026-11-27', '2026-11-28']
    const later = plan({ holidays, exceptions: [moved('2026-11-27', '2026-11-28')] })
    expect(days(later, THURSDAY_NOON, 1)).toEqual(['2026-11-28'])
  })

  test('an outlet that is not delivered on the moved day gets nothing on the new one', () => {
    const zone = plan({ exceptions: [moved('2026-11-27', '2026-11-28')] })
    const mondays = planFor(zone, { weekdays: [1], cutOffDays: null, cutOffTime: null })
    expect(slotOn(mondays, '2026-11-28')).toBeNull()
    expect(slotOn(zone, '2026-11-28')).not.toBeNull()
  })

  test('a week pushed by one day keeps every delivery', () => {
    const daily = plan({
      weekdays: [4, 5],
      exceptions: [moved('2026-11-26', '2026-11-27'), moved('2026-11-27', '2026-11-28')],
    })
    expect(days(daily, '2026-11-25T08:00:00Z', 2)).toEqual(['2026-11-27', '2026-11-28'])
  })

  test('a day moved to where it was stays there', () => {
    const still = plan({ exceptions: [moved('2026-11-27', '2026-11-27')] })
    expect(slotOn(still, '2026-11-27')).not.toBeNull()
  })

  test('a day that no calendar has is no delivery day', () => {
    const daily = plan({ weekdays: [1, 2, 3, 4, 5, 6, 7] })
    expect(slotOn(daily, '2026-02-28')).not.toBeNull()
    expect(slotOn(daily, '2026-02-30')).toBeNull()
    expect(slotOn(daily, 'soon')).toBeNull()
  })
})

describe('what an outlet has of its own', () => {
  test('its weekdays and cut-off replace the zone’s, the rest follows the zone', () => {
    const own = planFor(plan(), { weekdays: [2], cutOffDays: 2, cutOffTime: '12:00' })
    expect(nextSlots(own, THURSDAY_NOON, 1)).toEqual([
      {
        deliveryDay: '2026-12-01',
        cutOffAt: '2026-11-29T10:00:00Z',
        lockAt: '2026-11-29T11:00:00Z',
      },
    ])
  })

  test('nothing of its own is the zone’s plan', () => {
    expect(planFor(plan(), { weekdays: null, cutOffDays: null, cutOffTime: null })).toEqual(plan())
  })

  test('no weekdays of its own is not the same as none', () => {
    const none = planFor(plan(), { weekdays: [], cutOffDays: null, cutOffTime: null })
    expect(days(none, THURSDAY_NOON)).toEqual([])
  })
})

describe('picking begins before the delivery day is over', () => {
  test.each([
    ['the evening before', 1, '17:00', 60, true],
    ['the same morning', 0, '06:30', 60, true],
    ['the last minute of the day', 0, '22:59', 60, true],
    ['not at its midnight', 0, '23:00', 60, false],
    ['not a day of picking after a cut-off of the same day', 0, '06:30', 1440, false],
  ] as const)('%s', (_, cutOffDays, cutOffTime, lockMinutes, fits) => {
    expect(locksInTime({ cutOffDays, cutOffTime, lockMinutes })).toBe(fits)
  })
})

test('the same plan in another zone is cut off by that zone’s clock', () => {
  expect(slotOn(plan(), '2026-11-27')?.cutOffAt).toBe(THURSDAY_CUT_OFF)
  expect(slotOn(plan({ timeZone: 'Europe/Warsaw' }), '2026-11-27')?.cutOffAt).toBe(
    '2026-11-26T16:00:00Z',
  )
})

describe('a clock change', () => {
  // Kyiv: 28 March 2027 03:00 becomes 04:00; 31 October 2027 04:00 becomes 03:00.
  const daily = (cutOffTime: string) =>
    plan({ weekdays: [1, 2, 3, 4, 5, 6, 7], cutOffDays: 0, cutOffTime })
  test.each([
    ['a skipped time counts after the gap', '2027-03-28', '03:30', '2027-03-28T01:30:00Z'],
    [
      'the first skipped minute is the first after it',
      '2027-03-28',
      '03:00',
      '2027-03-28T01:00:00Z',
    ],
    ['the minute before the gap is itself', '2027-03-28', '02:59', '2027-03-28T00:59:00Z'],
    ['a doubled time counts when it first passes', '2027-10-31', '03:30', '2027-10-31T00:30:00Z'],
    ['the first hour after is an hour later', '2027-10-31', '04:00', '2027-10-31T02:00:00Z'],
    ['five in the evening is five in summer', '2027-03-28', '17:00', '2027-03-28T14:00:00Z'],
    ['and five in winter', '2027-10-31', '17:00', '2027-10-31T15:00:00Z'],
  ] as const)('%s', (_, day, time, cutOffAt) => {
    expect(slotOn(daily(time), day)?.cutOffAt).toBe(cutOffAt)
  })

  test('the minutes to the lock are minutes of a stopwatch', () => {
    const slot = slotOn(daily('02:59'), '2027-10-31')
    expect(slot).toMatchObject({ cutOffAt: '2027-10-30T23:59:00Z', lockAt: '2027-10-31T00:59:00Z' })
  })
})
