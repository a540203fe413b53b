import { divideHalfUp, vatWithin } from '../../platform/money.ts'
import { type Conversion, convertMilli } from '../catalogue/unit-rules.ts'

/** Why goods come back; imports alone may not know. */
export const RETURN_KINDS = [
  'wrong_or_damaged',
  'expired_or_swap',
  'refused_at_door',
  'unsold_promotion',
] as const
export type ReturnKind = (typeof RETURN_KINDS)[number]
export type ReturnStatus = 'asked' | 'accepted' | 'refused' | 'done'

/** A line of an order with what came of it and what is coming back already, in base units. */
export type ReturnableLine = {
  lineNo: number
  name: string
  unit: Conversion
  vatBp: number
  /** What came, or was ordered as long as nobody says. */
  cameMilli: number
  cameMinor: number
  /** Asked for, accepted or taken back. */
  comingBackMilli: number
}
export type WantedBack = { lineNo: number; quantityMilli: number }
export type ReturnedLine = {
  lineNo: number
  quantityMilli: number
  baseQuantityMilli: number
  netMinor: number
  vatMinor: number
  totalMinor: number
}
type TooMuch = { lineNo: number; name: string; unitCode: string; leftMilli: number }

const BASE: Conversion = { code: '', numerator: 1, denominator: 1 }

/** Goods may come back from the moment the truck left with them. */
export const mayReturn = (status: string): boolean =>
  status === 'shipped' || status === 'delivered' || status === 'partly_delivered'

const NEXT: Record<ReturnStatus, readonly ReturnStatus[]> = {
  asked: ['accepted', 'refused'],
  accepted: ['done', 'refused'],
  refused: [],
  done: [],
}

/** Whether a return may go from one state to another. */
export const returnMayBecome = (from: ReturnStatus, to: ReturnStatus): boolean =>
  NEXT[from].includes(to)

/** How much of a line can still come back, in its unit. */
export const leftMilli = (line: ReturnableLine): number =>
  Math.max(0, convertMilli(line.cameMilli - line.comingBackMilli, BASE, line.unit))

/**
 * The lines of a return with their money: each takes back its share of what its line cost, so that
 * all that comes back of a line costs exactly the line. Never more than came.
 */
export function linesBack(
  lines: ReturnableLine[],
  wanted: WantedBack[],
): { ok: true; lines: ReturnedLine[] } | { ok: false; tooMuch: TooMuch } {
  const back: ReturnedLine[] = []
  const known = new Map(lines.map((line) => [line.lineNo, line]))
  for (const { lineNo, quantityMilli } of wanted) {
    const line = known.get(lineNo)
    if (!line) return { ok: false, tooMuch: { lineNo, name: '', unitCode: '', leftMilli: 0 } }
    const base = convertMilli(quantityMilli, line.unit, BASE, 'up')
    if (base > line.cameMilli - line.comingBackMilli) {
      const { name, unit } = line
      const tooMuch = { lineNo, name, unitCode: unit.code, leftMilli: leftMilli(line) }
      return { ok: false, tooMuch }
    }
    back.push({ lineNo, quantityMilli, baseQuantityMilli: base, ...moneyBack(line, base) })
  }
  return { ok: true, lines: back }
}

function moneyBack(line: ReturnableLine, baseMilli: number) {
  const before = shareOf(line, line.comingBackMilli)
  const totalMinor = shareOf(line, line.comingBackMilli + baseMilli) - before
  const vatMinor = vatWithin(totalMinor, line.vatBp)
  return { totalMinor, vatMinor, netMinor: totalMinor - vatMinor }
}

const shareOf = ({ cameMinor, cameMilli }: ReturnableLine, milli: number): number =>
  cameMilli === 0 ? 0 : Number(divideHalfUp(BigInt(cameMinor) * BigInt(milli), BigInt(cameMilli)))

/** What was taken back of what was asked for: less of a line costs its share. */
export function taken(asked: ReturnedLine, quantityMilli: number, vatBp: number): ReturnedLine {
  if (quantityMilli >= asked.quantityMilli) return asked
  const part = (whole: number) =>
    Number(
      divideHalfUp(BigInt(whole) * BigInt(quantityMilli), BigInt(Math.max(1, asked.quantityMilli))),
    )
  const totalMinor = part(asked.totalMinor)
  const vatMinor = vatWithin(totalMinor, vatBp)
  return {
    lineNo: asked.lineNo,
    quantityMilli,
    baseQuantityMilli: part(asked.baseQuantityMilli),
    totalMinor,
    vatMinor,
    netMinor: totalMinor - vatMinor,
  }
}
