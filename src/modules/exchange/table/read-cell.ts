import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { LIMITS } from '../../../platform/limits.ts'
import { isGtin, readGtin, readTaxId } from './identity-rules.ts'
import type { Field } from './kinds.ts'
import type { Mapping } from './mapping.ts'
import {
  type Read,
  readBoolean,
  readDay,
  readMoment,
  readNumber,
  readWeekdays,
} from './value-rules.ts'

export type Value = string | number | boolean | null
export type ReadCell = (text: string) => Read<Value>

const E4 = 4
const MILLI = 3
const MINOR = 2

/** How the cells of one field are read under a mapping's spelling of numbers and days. */
export function cellReader(field: Field, mapping: Mapping, country: string): ReadCell {
  const number = (decimals: number, least: number) => (text: string) =>
    atLeast(readNumber(text, decimals, mapping.numbers), least)
  const any = Number.NEGATIVE_INFINITY
  const readers: Record<Field['type'], ReadCell> = {
    text: (text) => readLength(text, LIMITS.nameCharsMax),
    code: (text) => readLength(text, LIMITS.codeCharsMax),
    quantity: number(MILLI, any),
    money: number(MINOR, any),
    amount: number(MINOR, 0),
    price: number(E4, 0),
    percent: (text) => within(readNumber(text, MINOR, mapping.numbers), 0, 10_000),
    integer: number(0, 0),
    latitude: (text) => degrees(text, 90),
    longitude: (text) => degrees(text, 180),
    day: remembering((text) => readDay(text, mapping.dates)),
    moment: remembering((text) => readMoment(text, mapping.dates)),
    asAt: remembering((text) => readMoment(text, mapping.dates, '00:00:00')),
    month: remembering((text) => readMonth(text, mapping)),
    yesNo: readBoolean,
    weekdays: (text) => {
      const read = readWeekdays(text)
      return read.ok ? { ok: true, value: `{${read.value.join(',')}}` } : read
    },
    phone: (text) => readPhone(text, country),
    barcodes: readBarcodes,
    taxId: country === 'UA' ? readTaxId : (text) => readLength(text, LIMITS.codeCharsMax),
    gln: readGln,
    choice: (text) => choose(text, field.choices ?? {}),
  }
  return readers[field.type]
}

// Days come in runs: the last one is not read again.
function remembering(reader: ReadCell): ReadCell {
  let last = { text: '', read: reader('') }
  return (text) => {
    if (text !== last.text) last = { text, read: reader(text) }
    return last.read
  }
}

function readLength(text: string, max: number): Read<string> {
  if (text.length > max) return { ok: false, reason: 'too_long' }
  return hasControl(text) ? { ok: false, reason: 'control_character' } : { ok: true, value: text }
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) < 32) return true
  return false
}

const atLeast = (read: Read<number>, least: number): Read<number> =>
  read.ok && read.value < least ? { ok: false, reason: 'negative' } : read

const within = (read: Read<number>, least: number, most: number): Read<number> =>
  read.ok && (read.value < least || read.value > most)
    ? { ok: false, reason: 'out_of_range' }
    : read

// Degrees have a point or a comma, whatever the sums of the file have.
function degrees(text: string, most: number): Read<number> {
  const read = within(readNumber(text, 6, 'auto'), -most * 1e6, most * 1e6)
  return read.ok ? { ok: true, value: read.value / 1e6 } : read
}

function readMonth(text: string, mapping: Mapping): Read<string> {
  const [, year, month] = /^(\d{4})[-./](\d{1,2})$/.exec(text) ?? []
  const [, month2, year2] = /^(\d{1,2})[-./](\d{4})$/.exec(text) ?? []
  const iso = year ? `${year}-${month}-1` : year2 ? `${year2}-${month2}-1` : text
  const read = readDay(/^\D/u.test(text) ? `1 ${text}` : iso, mapping.dates)
  return read.ok ? { ok: true, value: `${read.value.slice(0, 8)}01` } : read
}

/** A phone in any spelling as +380…; a number without a country is of the distributor's. */
export function readPhone(text: string, country: string): Read<string> {
  const known = parsePhoneNumberFromString(text, { defaultCountry: countryCode(country) })
  if (known?.isValid()) return { ok: true, value: known.number }
  // '380671234567' and '80671234567' are Ukrainian numbers that lost their beginning.
  const digits = text.replace(/\D/g, '')
  const full = digits.length === 11 && digits.startsWith('80') ? `3${digits}` : digits
  const again = parsePhoneNumberFromString(`+${full}`)
  return again?.isValid() ? { ok: true, value: again.number } : { ok: false, reason: 'not_a_phone' }
}

type CountryCode = NonNullable<
  Exclude<Parameters<typeof parsePhoneNumberFromString>[1], string | undefined>['defaultCountry']
>
const countryCode = (country: string) => country as CountryCode

// Several codes in one cell; one wrong code makes the cell unread, and the field is soft.
function readBarcodes(text: string): Read<string> {
  const codes: string[] = []
  for (const part of text.split(/[,;|\s]+/).filter(Boolean)) {
    const read = readGtin(part)
    if (!read.ok) return read
    codes.push(read.value)
  }
  return { ok: true, value: JSON.stringify([...new Set(codes)]) }
}

const readGln = (text: string): Read<string> =>
  /^\d{13}$/.test(text) && isGtin(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'wrong_check_digit' }

function choose(text: string, choices: Record<string, string>): Read<string> {
  const said = text.toLowerCase().replace(/\.$/, '')
  const found = Object.entries(choices).find(([word]) => word.toLowerCase() === said)
  return found ? { ok: true, value: found[1] } : { ok: false, reason: 'not_a_choice' }
}
