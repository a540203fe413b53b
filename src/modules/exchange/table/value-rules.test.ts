import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readBoolean, readDay, readMoment, readNumber, readWeekdays } from './value-rules.ts'

const ok = <T>(value: T) => ({ ok: true, value })
const no = (reason: string) => ({ ok: false, reason })

describe('numbers in any spelling of an office', () => {
  test.each<[string, number]>([
    ['1234,5', 123_450],
    ['1 234,50', 123_450],
    ['1\u00a0234,50', 123_450],
    ['1\u202f234,50', 123_450],
    ["1'234.50", 123_450],
    ['1.234,50', 123_450],
    ['1,234.50', 123_450],
    ['1234.5', 123_450],
    ['(12,00)', -1_200],
    ['−12', -1_200],
    ['12', 1_200],
    ['0', 0],
    ['40 ₴', 4_000],
    ['40,10 грн.', 4_010],
    ['$8.40', 840],
    ['20%', 2_000],
    ['1,5E+2', 15_000],
  ])('%j', (text, minor) => expect(readNumber(text, 2, 'auto')).toEqual(ok(minor)))

  test.each(['', 'abc', '1,2,3', '12-5', '#N/A', '1 2 3 шт', '99999999999999999'])(
    '%j is no number',
    (text) => expect(readNumber(text, 2, 'auto')).toEqual(no('not_a_number')),
  )

  test('one comma is read as the file says: decimals, or thousands', () => {
    expect(readNumber('1,234', 2, 'auto')).toEqual(ok(123))
    expect(readNumber('1,234', 2, 'comma')).toEqual(ok(123))
    expect(readNumber('1,234', 2, 'point')).toEqual(ok(123_400))
    expect(readNumber('1.234', 2, 'comma')).toEqual(ok(123_400))
  })

  test('what Ukrainian Intl writes is read back to the kopiyka', () => {
    const format = new Intl.NumberFormat('uk', { minimumFractionDigits: 2 })
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), (minor) => {
        expect(readNumber(format.format(minor / 100), 2, 'auto')).toEqual(ok(minor + 0))
      }),
    )
  })
})

describe('days in any spelling of an office', () => {
  test.each<[string, string]>([
    ['31.12.2026', '2026-12-31'],
    ['31/12/26', '2026-12-31'],
    ['1-2-2026', '2026-02-01'],
    ['2026-12-31', '2026-12-31'],
    ['2026/12/31', '2026-12-31'],
    ['20261231', '2026-12-31'],
    ['31 грудня 2026 р.', '2026-12-31'],
    ['1 мая 2026', '2026-05-01'],
    ['3 March 2026', '2026-03-03'],
    ['46387', '2026-12-31'],
    ['46387.75', '2026-12-31'],
    ['29.02.2028', '2028-02-29'],
    ['31.12.2026 10:15', '2026-12-31'],
  ])('%j', (text, day) => expect(readDay(text, 'dmy')).toEqual(ok(day)))

  test.each(['31.02.2026', '29.02.2026', '00.01.2026', '2026-13-01', 'учора', '12', '31.12'])(
    '%j is no day',
    (text) => expect(readDay(text, 'dmy')).toEqual(no('not_a_day')),
  )

  test('a day that reads either way is read as the file says', () => {
    expect(readDay('02/03/2026', 'dmy')).toEqual(ok('2026-03-02'))
    expect(readDay('02/03/2026', 'mdy')).toEqual(ok('2026-02-03'))
    expect(readDay('31/03/2026', 'mdy')).toEqual(no('not_a_day'))
  })

  test('Excel counts days from the end of 1899', () => {
    const first = Date.UTC(1899, 11, 30)
    fc.assert(
      fc.property(fc.integer({ min: 18_264, max: 99_999 }), (serial) => {
        const day = new Date(first + serial * 86_400_000).toISOString().slice(0, 10)
        expect(readDay(String(serial), 'dmy')).toEqual(ok(day))
      }),
    )
  })

  test('a moment has its time, and noon where none is told', () => {
    expect(readMoment('31.12.2026 9:05', 'dmy')).toEqual(ok('2026-12-31 09:05:00'))
    expect(readMoment('2026-12-31T23:59:58.123Z', 'dmy')).toEqual(ok('2026-12-31 23:59:58'))
    expect(readMoment('12/31/2026 1:00 PM', 'mdy')).toEqual(ok('2026-12-31 13:00:00'))
    expect(readMoment('46387.75', 'dmy')).toEqual(ok('2026-12-31 18:00:00'))
    expect(readMoment('31.12.2026', 'dmy')).toEqual(ok('2026-12-31 12:00:00'))
    expect(readMoment('31.12.2026 25:00', 'dmy')).toEqual(no('not_a_time'))
  })
})

describe('yes and no', () => {
  test.each(['так', 'Так', 'ТАК', 'yes', 'true', '1', '+', 'є', 'да', 'істина'])('%s', (text) =>
    expect(readBoolean(text)).toEqual(ok(true)),
  )
  test.each(['ні', 'Нет', 'no', 'FALSE', '0', '-', '—'])('%s', (text) =>
    expect(readBoolean(text)).toEqual(ok(false)),
  )
  test.each(['мабуть', '2', 'tak'])('%s is neither', (text) =>
    expect(readBoolean(text)).toEqual(no('not_yes_or_no')),
  )
})

describe('weekdays', () => {
  test.each<[string, number[]]>([
    ['Пн, Ср, Пт', [1, 3, 5]],
    ['1;3;5', [1, 3, 5]],
    ['135', [1, 3, 5]],
    ['mon wed', [1, 3]],
    ['пн-пт', [1, 2, 3, 4, 5]],
    ['сб–пн', [1, 6, 7]],
    ['Понеділок', [1]],
    ['вт/чт', [2, 4]],
    ["п'ятниця, неділя", [5, 7]],
    ['вторник', [2]],
    ['воскресенье', [7]],
  ])('%s', (text, days) => expect(readWeekdays(text)).toEqual(ok(days)))

  test.each(['щодня', '8', ''])('%j names none', (text) =>
    expect(readWeekdays(text)).toEqual(no('not_a_weekday')),
  )
})
