import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { busiestDay, scheduleFound } from './schedule-rules.ts'

describe('the delivery days found in history', () => {
  test.each([
    ['every Wednesday', [0, 0, 12, 0, 0, 0, 0], { weekdays: [3], shareBp: 10_000, drops: 12 }],
    [
      'Tuesday and Friday',
      [0, 10, 0, 0, 11, 0, 0],
      { weekdays: [2, 5], shareBp: 10_000, drops: 21 },
    ],
    [
      'Wednesday with two strays',
      [1, 0, 12, 0, 1, 0, 0],
      { weekdays: [3], shareBp: 8571, drops: 14 },
    ],
    ['any day at all', [3, 3, 3, 3, 3, 3, 3], null],
    ['three drops only', [0, 0, 3, 0, 0, 0, 0], null],
    [
      'one stray among few does not make a day',
      [0, 0, 4, 1, 0, 0, 0],
      { weekdays: [3], shareBp: 8000, drops: 5 },
    ],
    ['too many strays', [1, 1, 4, 1, 0, 0, 0], null],
    ['no drop', [0, 0, 0, 0, 0, 0, 0], null],
  ])('%s', (_, drops, found) => {
    expect(scheduleFound(drops)).toEqual(found)
  })

  test('hold at least 80 % of the drops, whatever the history', () => {
    const week = fc.array(fc.nat(60), { minLength: 7, maxLength: 7 })
    fc.assert(
      fc.property(week, (drops) => {
        const found = scheduleFound(drops)
        if (!found) return
        const held = found.weekdays.reduce((sum, day) => sum + (drops[day - 1] ?? 0), 0)
        expect(held * 10).toBeGreaterThanOrEqual(found.drops * 8)
      }),
    )
  })
})

test('the busiest day tells its share; without drops there is none', () => {
  expect(busiestDay([0, 0, 9, 1, 0, 0, 0])).toEqual({ weekday: 3, shareBp: 9000 })
  expect(busiestDay([0, 0, 0, 0, 0, 0, 0])).toBeNull()
})
