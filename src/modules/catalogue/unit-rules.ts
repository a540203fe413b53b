import { divideHalfUp } from '../../platform/money.ts'

/** One unit = numerator ÷ denominator base units, exactly. */
export type Conversion = { code: string; numerator: number; denominator: number }
/** A unit as it is ordered: from a minimum on, in multiples of a step. */
export type OrderUnit = Conversion & { minimumMilli: number; multipleMilli: number }

/**
 * Thousandths of one unit in thousandths of another. What does not divide goes down where it is
 * promised or reached, and 'up' where it is taken from the shelf, so that nothing is oversold.
 */
export function convertMilli(
  quantityMilli: number,
  from: Conversion,
  to: Conversion,
  rounding: 'down' | 'up' = 'down',
): number {
  if (from.numerator === to.numerator && from.denominator === to.denominator) return quantityMilli
  const dividend = quantityMilli * from.numerator * to.denominator
  const divisor = from.denominator * to.numerator
  if (Number.isSafeInteger(dividend) && Number.isSafeInteger(divisor)) {
    return rounding === 'down' ? floorOf(dividend, divisor) : 0 - floorOf(-dividend, divisor)
  }
  const large = BigInt(quantityMilli) * BigInt(from.numerator) * BigInt(to.denominator)
  const by = BigInt(from.denominator) * BigInt(to.numerator)
  return Number(rounding === 'down' ? floorOfLarge(large, by) : -floorOfLarge(-large, by))
}

// A product that came out below 2^53 is exact, and so is this; BigInt costs ten times as much.
function floorOf(dividend: number, divisor: number): number {
  const rest = dividend % divisor
  return (dividend - rest) / divisor - (rest < 0 ? 1 : 0)
}

// BigInt division cuts towards zero; a returned quantity must not gain by that.
const floorOfLarge = (dividend: bigint, divisor: bigint) =>
  dividend / divisor - (dividend < 0n && dividend % divisor !== 0n ? 1n : 0n)

/** The next quantity in whole multiples, upwards or downwards; one that fits stays. */
export const roundToMultiple = (
  quantityMilli: number,
  multipleMilli: number,
  direction: 'up' | 'down',
): number =>
  (direction === 'up'
    ? Math.ceil(quantityMilli / multipleMilli)
    : Math.floor(quantityMilli / multipleMilli)) * multipleMilli

/** Why a quantity cannot be ordered, with the nearest that can; 0: none can. */
export type QuantityProblem =
  | { code: 'below_minimum'; minimumMilli: number; nearestMilli: number }
  | { code: 'not_multiple'; multipleMilli: number; nearestMilli: number }
  | { code: 'over_limit'; limitMilli: number; nearestMilli: number }

/** What is wrong with ordering a quantity of a unit, at most a limit (a quota) of it; null: nothing. */
export function quantityProblem(
  quantityMilli: number,
  { minimumMilli, multipleMilli }: Pick<OrderUnit, 'minimumMilli' | 'multipleMilli'>,
  limitMilli: number = Number.POSITIVE_INFINITY,
): QuantityProblem | null {
  const leastMilli = roundToMultiple(minimumMilli, multipleMilli, 'up')
  const mostMilli = roundToMultiple(limitMilli, multipleMilli, 'down')
  const possible = (nearestMilli: number) => (leastMilli > mostMilli ? 0 : nearestMilli)
  if (quantityMilli > limitMilli) {
    return { code: 'over_limit', limitMilli, nearestMilli: possible(mostMilli) }
  }
  if (quantityMilli < minimumMilli) {
    return { code: 'below_minimum', minimumMilli, nearestMilli: possible(leastMilli) }
  }
  const above = roundToMultiple(quantityMilli, multipleMilli, 'up')
  if (above === quantityMilli) return null
  const nearestMilli = possible(Math.min(above, mostMilli))
  return { code: 'not_multiple', multipleMilli, nearestMilli }
}

/** Ordered by the piece, paid by weight: nominal thousandths of a kilogram, and how far it may be off. */
export type CatchWeight = { nominalMilli: number; toleranceBp: number }
export type WeightBounds = { nominalMilli: number; leastMilli: number; mostMilli: number }

/** What so many pieces weigh in name, and the weights that count as delivered as ordered. */
export function weightBounds(piecesMilli: number, product: CatchWeight): WeightBounds {
  const nominal = divideHalfUp(BigInt(piecesMilli) * BigInt(product.nominalMilli), 1_000n)
  const off = (nominal * BigInt(product.toleranceBp)) / 10_000n
  return {
    nominalMilli: Number(nominal),
    leastMilli: Number(nominal - off),
    mostMilli: Number(nominal + off),
  }
}

/** Whether a weighed delivery is what was ordered. */
export const isWithin = (weighedMilli: number, { leastMilli, mostMilli }: WeightBounds): boolean =>
  leastMilli <= weighedMilli && weighedMilli <= mostMilli
