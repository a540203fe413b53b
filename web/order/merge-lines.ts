import type { CartLine } from './cart-lines.ts'

type Line = { productId: string; unitCode: string; quantityMilli: number }
export type MergedLine = Line & {
  seenUnitPriceE4?: number
  /** What the order had of it already, when both have it. */
  hadMilli?: number
}

/**
 * One order of two: what only one of them has is added; of what both have the larger is taken, for
 * the same thing was meant twice. The units of the order stay; another unit is a line of its own.
 */
export function mergeLines(order: Line[], cart: CartLine[]): MergedLine[] {
  const isSame = (one: Line) => (other: Line) =>
    one.productId === other.productId && one.unitCode === other.unitCode
  const had = order.map(({ productId, unitCode, quantityMilli }): MergedLine => {
    const line = { productId, unitCode, quantityMilli }
    const also = cart.find(isSame(line))
    if (!also) return line
    const larger = Math.max(quantityMilli, also.quantityMilli)
    return { ...line, quantityMilli: larger, hadMilli: quantityMilli }
  })
  return [...had, ...cart.filter((line) => !order.some(isSame(line)))]
}
