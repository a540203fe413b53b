import type { Read } from './value-rules.ts'

const digitsOf = (text: string) => [...text].map(Number)
const weighed = (digits: number[], weights: number[]) =>
  weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0)

/**
 * EDRPOU (8 digits, a legal entity) or RNOKPP (10 digits, a person), with the check digit. A
 * spreadsheet that lost leading zeros of an EDRPOU is forgiven when the digit then agrees.
 */
export function readTaxId(text: string): Read<string> {
  const tight = text.replace(/[\s\u00a0'-]/g, '')
  if (!/^\d{5,10}$/.test(tight)) return { ok: false, reason: 'not_a_tax_id' }
  if (tight.length === 10) return checked(tight, isRnokpp(tight))
  // 9 digits: a RNOKPP whose zero was lost.
  const full = tight.length === 9 ? `0${tight}` : tight.padStart(8, '0')
  return checked(full, tight.length === 9 ? isRnokpp(full) : isEdrpou(full))
}

const checked = (value: string, sound: boolean): Read<string> =>
  sound ? { ok: true, value } : { ok: false, reason: 'wrong_check_digit' }

/** Whether 8 digits are an EDRPOU code: its last digit follows from the others. */
export function isEdrpou(code: string): boolean {
  const digits = digitsOf(code)
  const number = Number(code)
  const middle = number >= 30_000_000 && number <= 60_000_000
  const weights = middle ? [7, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6, 7]
  const first = weighed(digits, weights) % 11
  const second =
    weighed(
      digits,
      weights.map((weight) => weight + 2),
    ) % 11
  const check = first < 10 ? first : second < 10 ? second : 0
  return check === digits[7]
}

/** Whether 10 digits are a RNOKPP: its last digit follows from the others. */
export function isRnokpp(code: string): boolean {
  const digits = digitsOf(code)
  const sum = weighed(digits, [-1, 5, 7, 9, 4, 6, 10, 5, 7])
  return (((sum % 11) + 11) % 11) % 10 === digits[9]
}

const GTIN_LENGTHS = [8, 12, 13, 14]

/**
 * A barcode of 8, 12, 13 or 14 digits whose check digit agrees. Zeros that a spreadsheet cut off
 * are put back when the digit then agrees; '4.82E+12' is none, for its digits are lost.
 */
export function readGtin(text: string): Read<string> {
  const tight = text.replace(/[\s\u00a0-]/g, '').replace(/\.0+$/, '')
  if (!/^\d{6,14}$/.test(tight)) return { ok: false, reason: 'not_a_barcode' }
  const whole = GTIN_LENGTHS.includes(tight.length) && isGtin(tight)
  if (whole) return { ok: true, value: tight }
  const lengthened = GTIN_LENGTHS.filter((length) => length > tight.length && length !== 14)
    .map((length) => tight.padStart(length, '0'))
    .find((code) => isGtin(code))
  if (lengthened) return { ok: true, value: lengthened }
  return { ok: false, reason: 'wrong_check_digit' }
}

/** Whether a code's last digit is the check digit of GS1. */
export function isGtin(code: string): boolean {
  const digits = digitsOf(code)
  const check = digits.pop() ?? -1
  const sum = digits.reverse().reduce((total, digit, i) => total + digit * (i % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10 === check
}
