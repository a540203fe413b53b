/** What a text said as a number: an integer of 10^-decimals, and whether digits were cut off. */
export type Decimal = { value: number; rounded: boolean }

const SPACES = /[\s\u00a0\u2007\u2009\u202f'’]/g
const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/

/**
 * Reads a number in any spelling met in exports ('1 234,50', '12.5', '1.234,50', '−3', '1,5E+2')
 * as an integer of 10^-decimals, rounded half away from zero; null when it is no number or too
 * large to be exact. A single comma is a decimal comma: the format knows no other use of it.
 */
export function readDecimal(text: string, decimals: number): Decimal | null {
  return readPlain(text, decimals) ?? readSpelled(text, decimals)
}

const SHORT = /^(\d{1,9})(?:\.(\d{1,4}))?$/

// As nearly all are written: few enough digits to need no whole numbers beyond 2^53.
function readPlain(text: string, decimals: number): Decimal | null {
  const found = SHORT.exec(text)
  if (!found) return null
  const [, whole = '', fraction = ''] = found
  if (fraction.length > decimals || decimals > DECIMALS_MAX) return null
  return { value: Number(whole + fraction) * 10 ** (decimals - fraction.length), rounded: false }
}

const DECIMALS_MAX = 6

function readSpelled(text: string, decimals: number): Decimal | null {
  const found = PLAIN.exec(plainSpelling(text))
  if (!found) return null
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found
  if (whole === '' && fraction === '') return null
  const shift = decimals + Number(exponent) - fraction.length
  const digits = BigInt(whole + fraction)
  const [magnitude, rounded] = scale(digits, shift)
  if (magnitude > BigInt(Number.MAX_SAFE_INTEGER)) return null
  // Adding zero turns −0 into 0: a cancelled stock is no negative stock.
  return { value: (sign === '-' ? -Number(magnitude) : Number(magnitude)) + 0, rounded }
}

function plainSpelling(text: string): string {
  const tight = text.replace(SPACES, '').replace(/[−–]/g, '-')
  const comma = tight.lastIndexOf(',')
  const dot = tight.lastIndexOf('.')
  if (comma < 0) return tight.indexOf('.') === dot ? tight : onlyThousands(tight, '.')
  if (dot < 0) {
    return tight.indexOf(',') === comma ? tight.replace(',', '.') : onlyThousands(tight, ',')
  }
  // Both stand there: the later one is the decimal mark.
  return comma > dot ? tight.replaceAll('.', '').replace(',', '.') : tight.replaceAll(',', '')
}

// '1,234,567' is a number; '1,2,3' is not one.
function onlyThousands(text: string, mark: string): string {
  const [head = '', ...groups] = text.split(mark)
  const grouped = /^[+-]?\d{1,3}$/.test(head) && groups.every((group) => /^\d{3}$/.test(group))
  return grouped ? head + groups.join('') : text
}

function scale(digits: bigint, shift: number): [bigint, boolean] {
  if (shift >= 0) return [digits * 10n ** BigInt(shift), false]
  const divisor = 10n ** BigInt(-shift)
  return [(digits * 2n + divisor) / (divisor * 2n), digits % divisor !== 0n]
}

const RATIO_MAX = 2_147_483_647

/** A positive decimal as an exact ratio in lowest terms ('0,25' = 1/4); null when it is none. */
export function readRatio(text: string): { numerator: number; denominator: number } | null {
  const read = readDecimal(text, 6)
  if (!read || read.rounded || read.value <= 0) return null
  const common = greatestCommonDivisor(read.value, 1_000_000)
  const ratio = { numerator: read.value / common, denominator: 1_000_000 / common }
  return ratio.numerator > RATIO_MAX ? null : ratio
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b)

/** An integer of 10^-decimals as text with a point and at least `least` decimals: 1250 → '1.25'. */
export function writeDecimal(value: number, decimals: number, least = 0): string {
  const sign = value < 0 ? '-' : ''
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits
    .slice(digits.length - decimals)
    .replace(/0+$/, '')
    .padEnd(least, '0')
  return sign + (fraction === '' ? whole : `${whole}.${fraction}`)
}

/** 'YYYY-MM-DD' (and the time, when one is given) from an export's day; null when it is none. */
export function readDay(text: string): { day: string; time: string | null } | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d{2}:\d{2}(?::\d{2})?))?/.exec(text)
  const dotted = /^(\d{2})\.(\d{2})\.(\d{4})(?:[T ]+(\d{1,2}:\d{2}(?::\d{2})?))?/.exec(text)
  const [year, month, day, time] = iso ? iso.slice(1) : dotted ? turned(dotted) : []
  if (!year || !month || !day || !isDay(Number(year), Number(month), Number(day))) return null
  return { day: `${year}-${month}-${day}`, time: time ? fullTime(time) : null }
}

const turned = ([, day, month, year, time]: RegExpExecArray) => [year, month, day, time]
const fullTime = (time: string) => (time.length < 6 ? `${time}:00` : time).padStart(8, '0')

// 1C writes 0001-01-01 where it knows no day.
function isDay(year: number, month: number, day: number): boolean {
  if (year < 1900 || month < 1 || month > 12 || day < 1) return false
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day <= (days[month - 1] ?? 0)
}
