/** How a workbook shows a number: as it is, as a moment, by hundreds, or filled up with zeros. */
export type Look = 'plain' | 'moment' | 'percent' | { zeros: number }

/** What the cells of one workbook are read by. */
export type CellForm = {
  looks: readonly Look[]
  /** Whether days are counted from 1904, as old Macs did. */
  from1904: boolean
  decimalMark: '.' | ','
}

// Formats that every Excel knows by number; those of [h]:mm count hours and are no moment.
const MOMENTS = [
  [14, 22],
  [27, 36],
  [45, 45],
  [47, 47],
  [50, 58],
] as const
const PERCENTS = [9, 10]

/** How a number is shown by a format's number and, where it is the workbook's own, its code. */
export function lookOf(id: number, code: string | undefined): Look {
  if (code === undefined) {
    if (PERCENTS.includes(id)) return 'percent'
    return MOMENTS.some(([from, to]) => id >= from && id <= to) ? 'moment' : 'plain'
  }
  if (/^0{2,20}$/.test(code)) return { zeros: code.length }
  const bare = (code.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*./gsu, '')
  if (/\[(?:h+|m+|s+)\]/i.test(bare)) return 'plain'
  const letters = bare.replace(/\[[^\]]*\]/g, '')
  if (letters.includes('%')) return 'percent'
  return /[ymdhs]/i.test(letters) && !/general/i.test(letters) ? 'moment' : 'plain'
}

/** The place of a column by its letters, 'A1' is 0; null when there are none. */
export function columnOf(reference: string | undefined): number | null {
  const letters = /^\$?([A-Z]{1,3})/.exec(reference ?? '')?.[1]
  if (!letters) return null
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/** A number's cell as text that reads back to what Excel shows. */
export function numberText(raw: string, style: number, form: CellForm): string {
  const number = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(number)) return raw
  const look = form.looks[style] ?? 'plain'
  if (look === 'moment') return momentText(number, form.from1904) ?? plainText(number)
  if (look === 'percent') return `${marked(plainText(number * 100), form)}%`
  const text = plainText(number)
  if (look === 'plain') return marked(text, form)
  return /^\d+$/.test(text) ? text.padStart(look.zeros, '0') : marked(text, form)
}

const marked = (text: string, { decimalMark }: CellForm) => text.replace('.', decimalMark)

const DIGITS = 15 // as many as Excel keeps: 0.1 + 0.2 is shown as 0.3

function plainText(number: number): string {
  const kept = Number(number.toPrecision(DIGITS))
  const text = String(kept)
  if (!text.includes('e')) return text
  if (Math.abs(kept) >= 1) return BigInt(kept).toString()
  return kept.toFixed(DIGITS + 5).replace(/\.?0+$/, '')
}

const SECONDS = 86_400
const NEVER_WAS = 60 // 1900-02-29, which Excel counts and no calendar knows
const SERIAL_OF_1970 = 25_569
const DAYS_TO_1904 = 1_462
const LAST = 2_958_465 // 9999-12-31

// 'YYYY-MM-DD', with the time when there is one; a time alone has no day. Null: out of Excel's days.
function momentText(serial: number, from1904: boolean): string | null {
  const seconds = Math.round(serial * SECONDS)
  const whole = Math.floor(seconds / SECONDS)
  const time = new Date((seconds - whole * SECONDS) * 1000).toISOString().slice(11, 19)
  if (whole === 0) return time
  const days = from1904 ? whole + DAYS_TO_1904 : whole
  if (whole < 0 || days > LAST) return null
  if (days === NEVER_WAS) return '1900-02-29'
  const since1970 = days - SERIAL_OF_1970 + (days < NEVER_WAS ? 1 : 0)
  const day = new Date(since1970 * SECONDS * 1000).toISOString().slice(0, 10)
  return time === '00:00:00' ? day : `${day} ${time}`
}
