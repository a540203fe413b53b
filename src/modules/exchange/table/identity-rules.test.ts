import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isEdrpou, isGtin, isRnokpp, readGtin, readTaxId } from './identity-rules.ts'
import { readPhone } from './read-cell.ts'

const ok = <T>(value: T) => ({ ok: true, value })
const no = (reason: string) => ({ ok: false, reason })

describe('tax numbers', () => {
  // Public codes of state companies.
  test.each(['14360570', '00032112', '20077720', '40075815'])('%s is an EDRPOU', (code) => {
    expect(readTaxId(code)).toEqual(ok(code))
  })
  test('zeros that a spreadsheet cut off are put back', () => {
    expect(readTaxId('32112')).toEqual(ok('00032112'))
  })
  test('every changed digit of an EDRPOU or RNOKPP is noticed, but for sums that meet', () => {
    const noticed = (code: string, is: (code: string) => boolean) => {
      const changed = [...code].flatMap((digit, i) =>
        [...'0123456789']
          .filter((other) => other !== digit)
          .map((other) => code.slice(0, i) + other + code.slice(i + 1)),
      )
      return changed.filter((other) => !is(other)).length / changed.length
    }
    expect(isEdrpou('14360570')).toBe(true)
    expect(noticed('14360570', isEdrpou)).toBeGreaterThan(0.85)
    expect(isRnokpp('1234567899')).toBe(true)
    expect(noticed('1234567899', isRnokpp)).toBeGreaterThan(0.85)
  })
  test.each<[string, string]>([
    ['14360571', 'wrong_check_digit'],
    ['1234567890', 'wrong_check_digit'],
    ['1234', 'not_a_tax_id'],
    ['UA123', 'not_a_tax_id'],
  ])('%s is refused: %s', (code, reason) => expect(readTaxId(code)).toEqual(no(reason)))
})

describe('barcodes', () => {
  test.each<[string, string]>([
    ['4820000000017', '4820000000017'],
    ['96385074', '96385074'],
    ['036000291452', '036000291452'],
    ['10086816101923', '10086816101923'],
    ['36000291452', '036000291452'],
    ['4820000000017.0', '4820000000017'],
    ['4820 0000 0001 7', '4820000000017'],
  ])('%s is %s', (text, code) => expect(readGtin(text)).toEqual(ok(code)))

  test.each<[string, string]>([
    ['4820000000018', 'wrong_check_digit'],
    ['4.82E+12', 'not_a_barcode'],
    ['12', 'not_a_barcode'],
    ['немає', 'not_a_barcode'],
  ])('%s is none: %s', (text, reason) => expect(readGtin(text)).toEqual(no(reason)))

  test('each body of a code has exactly one check digit', () => {
    const body = fc.stringMatching(/^\d{12}$/)
    fc.assert(
      fc.property(body, (digits) => {
        const sound = [...'0123456789'].filter((check) => isGtin(digits + check))
        expect(sound).toHaveLength(1)
      }),
    )
  })
})

describe('phones', () => {
  test.each([
    '0671234567',
    '067 123-45-67',
    '(067) 123 45 67',
    '+380671234567',
    '380671234567',
    '80671234567',
    '8 067 123 45 67',
    'тел. 067-123-45-67',
  ])('%s', (text) => expect(readPhone(text, 'UA')).toEqual(ok('+380671234567')))

  test.each(['12345', 'немає', '06712345', '+380111'])('%s is none', (text) =>
    expect(readPhone(text, 'UA')).toEqual(no('not_a_phone')),
  )
  test('a number without a country is of the distributor’s', () => {
    expect(readPhone('(312) 555-0123', 'US')).toEqual(ok('+13125550123'))
  })
})
