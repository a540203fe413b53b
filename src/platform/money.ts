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

/** Unit price (E4) × quantity (milli) → minor units, rounded half up once. */
export function lineMinor(unitPriceE4: number, quantityMilli: number): number {
  return Number(divideHalfUp(BigInt(unitPriceE4) * BigInt(quantityMilli), 100_000n))
}

/** Share of a sum in basis points, rounded half up. */
function shareMinor(minor: number, basisPoints: number): number {
  return Number(divideHalfUp(BigInt(minor) * BigInt(basisPoints), 10_000n))
}

/** VAT on top of a sum without VAT. */
export const vatOnTop = (netMinor: number, vatBp: number): number => shareMinor(netMinor, vatBp)

/** VAT contained in a sum that includes it. */
export function vatWithin(grossMinor: number, vatBp: number): number {
  return Number(divideHalfUp(BigInt(grossMinor) * BigInt(vatBp), BigInt(10_000 + vatBp)))
}
