import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDay, readDecimal, readRatio, writeDecimal } from './number-rules.ts'

describe('numbers as exports spell them', () => {
  test.each([
    ['12.5', 125_000],
    ['12,5', 125_000],
    ['1 234,50', 12_345_000],
    ['1\u00a0234,50', 12_345_000],
    ['1\u202f234.5', 12_345_000],
    ['1.234,50', 12_345_000],
    ['1,234.50', 12_345_000],
    ['1,234,567', 12_345_670_000],
    ["1'234.5", 12_345_000],
    [' 25450 ', 254_500_000],
    ['-3', -30_000],
    ['−3', -30_000],
    ['+7', 70_000],
    ['.5', 5000],
    ['5.', 50_000],
    ['1,5E+2', 1_500_000],
    ['0.0', 0],
    ['-0', 0],
  ])('%j is %d ten-thousandths', (text, valueE4) => {
    expect(readDecimal(text, 4)).toEqual({ value: valueE4, rounded: false })
  })

  test.each([
    '',
    ' ',
    '-',
    '.',
    ',',
    'договірна',
    '12 руб',
    '1,2,3',
    '1.2.3',
    '0x10',
    '12-',
    'NaN',
  ])('%j is no number', (text) => expect(readDecimal(text, 4)).toBeNull())

  test('what does not fit is rounded half away from zero, and says so', () => {
    expect(readDecimal('1.00005', 4)).toEqual({ value: 10_001, rounded: true })
    expect(readDecimal('-1.00005', 4)).toEqual({ value: -10_001, rounded: true })
    expect(readDecimal('1.00004', 4)).toEqual({ value: 10_000, rounded: true })
  })

  test('a number too large to be exact is none', () => {
    expect(readDecimal('900719925474.0991', 4)?.value).toBe(Number.MAX_SAFE_INTEGER)
    expect(readDecimal('900719925474.0992', 4)).toBeNull()
    expect(readDecimal('1e99', 4)).toBeNull()
  })

  test('what is written is read back, whatever the number', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 6 }), (value, decimals) => {
        const text = writeDecimal(value, decimals)
        expect(readDecimal(text, decimals)).toEqual({ value: value + 0, rounded: false })
        expect(readDecimal(text.replace('.', ','), decimals)?.value).toBe(value + 0)
      }),
    )
  })

  test('sums keep both kopiykas', () => {
    expect(writeDecimal(1200, 2, 2)).toBe('12.00')
    expect(writeDecimal(-5, 2, 2)).toBe('-0.05')
    expect(writeDecimal(123_400, 4, 2)).toBe('12.34')
  })
})

test('a coefficient is an exact ratio', () => {
  expect(readRatio('12')).toEqual({ numerator: 12, denominator: 1 })
  expect(readRatio('0,25')).toEqual({ numerator: 1, denominator: 4 })
  expect(readRatio('0')).toBeNull()
  expect(readRatio('-1')).toBeNull()
  expect(readRatio('багато')).toBeNull()
})

test('days in both spellings, and no day where there is none', () => {
  expect(readDay('2015-10-06')).toEqual({ day: '2015-10-06', time: null })
  expect(readDay('2007-10-30 15:19:27')).toEqual({ day: '2007-10-30', time: '15:19:27' })
  expect(readDay('06.10.2015 9:05')).toEqual({ day: '2015-10-06', time: '09:05:00' })
  expect(readDay('2024-02-29')?.day).toBe('2024-02-29')
  expect(readDay('2023-02-29')).toBeNull()
  expect(readDay('0001-01-01')).toBeNull()
  expect(readDay('завтра')).toBeNull()
})
