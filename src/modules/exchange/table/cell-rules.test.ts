import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CellForm, columnOf, type Look, lookOf, numberText } from './cell-rules.ts'
import { readDay, readMoment, readNumber } from './value-rules.ts'

const form = (look: Look, change: Partial<CellForm> = {}): CellForm => ({
  looks: ['plain', look],
  from1904: false,
  decimalMark: '.',
  ...change,
})
const shown = (number: number | string, look: Look, change: Partial<CellForm> = {}) =>
  numberText(String(number), 1, form(look, change))

describe('the format of a cell says what its number is', () => {
  test.each<[number, string | undefined, Look]>([
    [14, undefined, 'moment'],
    [22, undefined, 'moment'],
    [9, undefined, 'percent'],
    [0, undefined, 'plain'],
    [4, undefined, 'plain'],
    [46, undefined, 'plain'],
    [164, 'dd/mm/yyyy', 'moment'],
    [164, '[$-422]d mmmm yyyy" р.";@', 'moment'],
    [164, 'yyyy\\-mm\\-dd hh:mm', 'moment'],
    [164, '0.0%', 'percent'],
    [164, '00000', { zeros: 5 }],
    [164, 'General', 'plain'],
    [164, '#,##0.00" грн."', 'plain'],
    [164, '#,##0.00\\ "days"', 'plain'],
    [164, '[Red]#,##0.00;[Red]-#,##0.00', 'plain'],
    [164, '[h]:mm', 'plain'],
    [164, '0.00" %"', 'plain'],
  ])('%d %j is %j', (id, code, look) => expect(lookOf(id, code)).toEqual(look))
})

describe('days as Excel counts them', () => {
  test.each<[number, string]>([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, '1900-02-29'],
    [61, '1900-03-01'],
    [46_387, '2026-12-31'],
    [46_387.75, '2026-12-31 18:00:00'],
    [46_386.999_999_999, '2026-12-31'],
    [0.5, '12:00:00'],
    [2_958_465, '9999-12-31'],
    [2_958_466, '2958466'],
    [-1, '-1'],
  ])('%d is %s', (serial, text) => expect(shown(serial, 'moment')).toBe(text))

  test.each<[number, string]>([
    [1, '1904-01-02'],
    [44_925, '2026-12-31'],
    [44_925.25, '2026-12-31 06:00:00'],
  ])('from 1904, %d is %s', (serial, text) =>
    expect(shown(serial, 'moment', { from1904: true })).toBe(text),
  )

  test('a day of either count is read back as itself, whichever way the file writes days', () => {
    const days = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2199, 11, 31) })
    fc.assert(
      fc.property(days, fc.boolean(), (moment, from1904) => {
        const whole = Math.floor(moment / 86_400_000)
        const day = new Date(whole * 86_400_000).toISOString().slice(0, 10)
        const first = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
        const text = shown(whole - first / 86_400_000, 'moment', { from1904 })
        expect(readDay(text, 'dmy')).toEqual({ ok: true, value: day })
        expect(readDay(text, 'mdy')).toEqual({ ok: true, value: day })
      }),
    )
  })

  test('every second of a day is kept; a time without a day is no day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_399 }), (second) => {
        const text = shown(46_387 + second / 86_400, 'moment')
        const time = new Date(second * 1000).toISOString().slice(11, 19)
        expect(readMoment(text, 'dmy')).toEqual({ ok: true, value: `2026-12-31 ${time}` })
        expect(readDay(shown(second / 86_400, 'moment'), 'dmy').ok).toBe(false)
      }),
    )
  })
})

describe('numbers as Excel shows them', () => {
  test.each<[string, Look, string]>([
    ['0.30000000000000004', 'plain', '0.3'],
    ['4820000000017', 'plain', '4820000000017'],
    ['4.820000000017E12', 'plain', '4820000000017'],
    ['1E21', 'plain', '1000000000000000000000'],
    ['1.5E-7', 'plain', '0.00000015'],
    ['-12.5', 'plain', '-12.5'],
    ['0.2', 'percent', '20%'],
    ['0.07', 'percent', '7%'],
    ['0.125', 'percent', '12.5%'],
    ['123', { zeros: 5 }, '00123'],
    ['123456', { zeros: 5 }, '123456'],
    ['-5', { zeros: 5 }, '-5'],
    ['', 'moment', ''],
    ['#N/A', 'plain', '#N/A'],
  ])('%s as %j is %s', (raw, look, text) => expect(shown(raw, look)).toBe(text))

  test('a number is the same under every decimal mark that a mapping may name', () => {
    const marks = { auto: '.', point: '.', comma: ',' } as const
    fc.assert(
      fc.property(
        fc.integer({ min: -1e11, max: 1e11 }),
        fc.constantFrom('auto' as const, 'point' as const, 'comma' as const),
        (minor, mark) => {
          const text = shown(minor / 100, 'plain', { decimalMark: marks[mark] })
          expect(readNumber(text, 2, mark)).toEqual({ ok: true, value: minor + 0 })
        },
      ),
    )
  })
})

test('columns are counted by their letters', () => {
  expect(['A1', 'Z9', 'AA1', 'XFD1048576'].map(columnOf)).toEqual([0, 25, 26, 16_383])
  expect([undefined, '', '12'].map(columnOf)).toEqual([null, null, null])
})
