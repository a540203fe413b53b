import { readDecimal } from '../commerceml/number-rules.ts'

/** A cell that was read, or why it could not be. */
export type Read<T> = { ok: true; value: T } | { ok: false; reason: Reason }
export type Reason =
  | 'not_a_number'
  | 'negative'
  | 'out_of_range'
  | 'not_a_day'
  | 'not_a_time'
  | 'not_yes_or_no'
  | 'not_a_weekday'
  | 'not_a_choice'
  | 'not_a_phone'
  | 'wrong_check_digit'
  | 'not_a_barcode'
  | 'not_a_tax_id'
  | 'too_long'
  | 'control_character'

const read = <T>(value: T): Read<T> => ({ ok: true, value })
const unread = (reason: Reason): Read<never> => ({ ok: false, reason })

/** How a file writes numbers: which mark parts the decimals; 'auto': a single comma is decimal. */
export type DecimalMark = 'auto' | 'comma' | 'point'

const SHORT = /^-?\d{1,9}$/
const UNITS = /(?:₴|грн\.?|uah|usd|eur|руб\.?|[$€£₽%])/giu

/**
 * A number as an integer of 10^-decimals: '1 234,50', "1'234.50", '(5,00)', '-3', '12 %', '₴ 40'.
 * With the mark 'point' a comma parts thousands.
 */
export function readNumber(text: string, decimals: number, mark: DecimalMark): Read<number> {
  if (SHORT.test(text) && decimals <= 4) return read(Number(text) * 10 ** decimals + 0)
  const bare = text.replace(UNITS, '').trim()
  const turned = /^\((.+)\)$/.exec(bare)
  const found = readDecimal(spelled(turned ? `-${turned[1]}` : bare, mark), decimals)
  if (!found) return unread('not_a_number')
  return read(found.value)
}

function spelled(text: string, mark: DecimalMark): string {
  if (mark === 'point') return text.replaceAll(',', '')
  return mark === 'comma' ? text.replaceAll('.', '').replace(',', '.') : text
}

/** How a file writes days that could be read either way. */
export type DayOrder = 'dmy' | 'mdy'

const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/
const TIGHT = /^(\d{4})(\d{2})(\d{2})$/
const TURNED = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/
const SERIAL = /^(\d{5})(?:[.,](\d+))?$/
const WORDED = /^(\d{1,2})\s+(\p{L}+)\.?,?\s+(\d{4})(?:\s*р\.?|\s*г\.?)?$/u
const MONTHS: [RegExp, number][] = [
  [/^(?:січ|янв|jan)/i, 1],
  [/^(?:лют|фев|feb)/i, 2],
  [/^(?:бер|мар(?!а)|mar)/i, 3],
  [/^(?:кві|апр|apr)/i, 4],
  [/^(?:тра|ма[йя]|may)/i, 5],
  [/^(?:чер|июн|jun)/i, 6],
  [/^(?:лип|июл|jul)/i, 7],
  [/^(?:сер|авг|aug)/i, 8],
  [/^(?:вер|сен|sep)/i, 9],
  [/^(?:жов|окт|oct)/i, 10],
  [/^(?:лис|ноя|nov)/i, 11],
  [/^(?:гру|дек|dec)/i, 12],
]

/** 'YYYY-MM-DD' of '31.12.2026', '31/12/26', '2026-12-31', '31 грудня 2026 р.' or Excel's 46387. */
export function readDay(text: string, order: DayOrder): Read<string> {
  const found = readMoment(text, order)
  return found.ok ? read(found.value.slice(0, 10)) : found
}

const NOON = '12:00:00'

/** 'YYYY-MM-DD HH:MM:SS' on the wall of the distributor; without a time, at noon or as asked. */
export function readMoment(text: string, order: DayOrder, untimed = NOON): Read<string> {
  const serial = SERIAL.exec(text)
  if (serial) {
    const timed = serial[2] !== undefined
    return fromSerial(Number(`${serial[1]}.${serial[2] ?? '0'}`), timed ? null : untimed)
  }
  const [, dayText = text, timeText] =
    /^(\S+|.*\d{4}(?: [рг]\.?)?)[T ,]+(\d{1,2}:.*)$/.exec(text) ?? []
  const day = dayOf(dayText.trim(), order)
  if (!day) return unread('not_a_day')
  if (timeText === undefined) return read(`${day} ${untimed}`)
  const time = timeOf(timeText.trim())
  return time ? read(`${day} ${time}`) : unread('not_a_time')
}

function dayOf(text: string, order: DayOrder): string | null {
  const iso = ISO.exec(text) ?? TIGHT.exec(text)
  if (iso) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const turned = TURNED.exec(text)
  if (turned) {
    const [a, b, year] = [Number(turned[1]), Number(turned[2]), fullYear(turned[3] ?? '')]
    return order === 'dmy' ? calendarDay(year, b, a) : calendarDay(year, a, b)
  }
  const worded = WORDED.exec(text)
  const month = MONTHS.find(([word]) => word.test(worded?.[2] ?? ''))?.[1]
  return worded && month ? calendarDay(Number(worded[3]), month, Number(worded[1])) : null
}

const fullYear = (text: string) => (text.length === 2 ? 2000 + Number(text) : Number(text))

function calendarDay(year: number, month: number, date: number): string | null {
  if (year < 1950 || year > 2200 || month < 1 || month > 12 || date < 1) return null
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  if (date > (days[month - 1] ?? 0)) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}

function timeOf(text: string): string | null {
  const found =
    /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]m)?(?:Z|[+-]\d{2}:?\d{2})?$/i.exec(text)
  if (!found) return null
  const half = found[4]?.toLowerCase()
  const hour = half ? (Number(found[1]) % 12) + (half === 'pm' ? 12 : 0) : Number(found[1])
  if (hour > 23 || Number(found[2]) > 59 || Number(found[3] ?? 0) > 59) return null
  return `${String(hour).padStart(2, '0')}:${found[2]}:${found[3] ?? '00'}`
}

const SERIAL_FIRST = 18_264 // 1950-01-01
const SERIAL_LAST = 109_574 // 2199-12-31

// Excel counts days from 1899-12-30 (its 1900 is a leap year that never was).
const SERIAL_OF_1970 = 25_569

// Without a time of its own it has the one given.
function fromSerial(serial: number, untimed: string | null): Read<string> {
  if (serial < SERIAL_FIRST || serial > SERIAL_LAST) return unread('not_a_day')
  const seconds = Math.round((serial - SERIAL_OF_1970) * 86_400)
  const moment = new Date(seconds * 1000).toISOString()
  return read(`${moment.slice(0, 10)} ${untimed ?? moment.slice(11, 19)}`)
}

const YES = /^(?:так|та|да|yes|y|true|істина|истина|1|\+|є|есть|v|✓|✔|х|x)$/iu
const NO = /^(?:ні|нет|немає|no|n|false|хибність|неправда|ложь|0|-|—|–)$/iu

/** A yes or no in Ukrainian, English or Russian, as a word, a digit or a sign. */
export function readBoolean(text: string): Read<boolean> {
  if (YES.test(text)) return read(true)
  return NO.test(text) ? read(false) : unread('not_yes_or_no')
}

const WEEKDAYS: [RegExp, number][] = [
  [/^(?:1|пн|пон|mon|mo)/iu, 1],
  [/^(?:2|вт|вів|tue|tu)/iu, 2],
  [/^(?:3|ср|сер|wed|we)/iu, 3],
  [/^(?:4|чт|чет|thu|th)/iu, 4],
  [/^(?:5|пт|п['’ʼ]?ят|fri|fr)/iu, 5],
  [/^(?:6|сб|суб|sat|sa)/iu, 6],
  [/^(?:7|0|нд|нед|вс|вос|sun|su)/iu, 7],
]

/** Weekdays, Monday = 1: 'Пн, Ср, Пт', '1;3;5', '135', 'mon wed', 'пн-пт'; sorted, each once. */
export function readWeekdays(text: string): Read<number[]> {
  const words = /^\d+$/.test(text) ? [...text] : text.split(/[\s,;/+.]+/u).filter(Boolean)
  const days = words.flatMap((word) => weekdaysOf(word))
  if (days.length === 0 || days.includes(0)) return unread('not_a_weekday')
  return read([...new Set(days)].sort((a, b) => a - b))
}

// 0: a word that names none.
function weekdaysOf(word: string): number[] {
  const [from = 0, to] = word.split(/[-–—]/u).map(weekdayOf)
  if (to === undefined) return [from]
  if (from === 0 || to === 0) return [0]
  const length = ((to - from + 7) % 7) + 1
  return Array.from({ length }, (_, i) => ((from - 1 + i) % 7) + 1)
}

const weekdayOf = (word: string) =>
  WEEKDAYS.find(([known]) => known.test(word.toLowerCase()))?.[1] ?? 0
