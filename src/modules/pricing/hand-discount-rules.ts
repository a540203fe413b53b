import { divideHalfUp } from '../../platform/money.ts'
import { type HandReason, type HandTrace, type PricedLine, sumsOf } from './price-rules.ts'

/** What somebody wishes to take off a line; the server decides. */
export type HandWish = { percentBp: number; reason: HandReason }

type Taken = Omit<HandTrace, 'listUnitPriceE4' | 'offMinor'>

/**
 * A line after a discount by hand: the unit price is rounded once, the sums follow from it as of any
 * price, and the trace says who took off how much and why.
 */
export function takeOff<Line extends PricedLine>(
  line: Line,
  quantityMilli: number,
  taken: Taken,
): Line {
  const share = BigInt(line.unitPriceE4) * BigInt(10_000 - taken.percentBp)
  const unitPriceE4 = Number(divideHalfUp(share, 10_000n))
  const { vat, vatBp } = line.trace
  const sums = sumsOf(unitPriceE4, { quantityMilli, vatBp }, vat === 'within')
  const offMinor = line.totalMinor - sums.totalMinor
  const hand = { ...taken, listUnitPriceE4: line.unitPriceE4, offMinor }
  return { ...line, unitPriceE4, ...sums, trace: { ...line.trace, hand } }
}

export type HandAllowance = { percentBp: number; budgetMinor: number; spentMinor: number }
export type HandOver =
  | { why: 'over_limit'; percentBp: number; limitBp: number }
  | { why: 'over_budget'; offMinor: number; leftMinor: number; budgetMinor: number }

/** Why discounts are more than somebody may give: of one line in percent, or of the month in money. */
export function handOver(
  given: readonly Pick<HandTrace, 'percentBp' | 'offMinor'>[],
  { percentBp: limitBp, budgetMinor, spentMinor }: HandAllowance,
): HandOver | null {
  const percentBp = given.reduce((most, line) => Math.max(most, line.percentBp), 0)
  if (percentBp > limitBp) return { why: 'over_limit', percentBp, limitBp }
  const offMinor = given.reduce((sum, line) => sum + line.offMinor, 0)
  const leftMinor = Math.max(0, budgetMinor - spentMinor)
  return offMinor > leftMinor ? { why: 'over_budget', offMinor, leftMinor, budgetMinor } : null
}
