/**
 * Money of the trade, in integers only.
 * - `…E4`: a unit price, in 1/10 000 of the major unit (12.3456 ₴ = 123 456).
 * - `…Minor`: a sum, in minor units (kopiykas).
 * - `…Milli`: a quantity, in thousandths of its unit.
 * - `…Bp`: a share, in basis points (20 % = 2 000).
 */

/** Divides rounding half up (half away from zero for negative sums, as returns mirror sales). */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n
  const magnitude = negative ? -dividend : dividend
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n)
  return negative ? -rounded : rounded
}

// Numbers below 2^53 divide exactly, and ten times faster than big ones.
function quotient(factor: number, other: number, divisor: number): number {
  const dividend = factor * other
  if (dividend >= 0 && Number.isSafeInteger(dividend * 2 + divisor)) {
    const doubled = dividend * 2 + divisor
    return (doubled - (doubled % (divisor * 2))) / (divisor * 2)
  }
  return Number(divideHalfUp(BigInt(factor) * BigInt(other), BigInt(divisor)))
}

/** Unit price (E4) × quantity (milli) → minor units, rounded half up once. */
export function lineMinor(unitPriceE4: number, quantityMilli: number): number {
  return quotient(unitPriceE4, quantityMilli, 100_000)
}

/** Share of a sum in basis points, rounded half up. */
function shareMinor(minor: number, basisPoints: number): number {
  return quotient(minor, basisPoints, 10_000)
}

/** VAT on top of a sum without VAT. */
export const vatOnTop = (netMinor: number, vatBp: number): number => shareMinor(netMinor, vatBp)

/** VAT contained in a sum that includes it. */
export function vatWithin(grossMinor: number, vatBp: number): number {
  return quotient(grossMinor, vatBp, 10_000 + vatBp)
}
