import type { Difference } from '../../src/modules/ordering/contract.ts'
import type { CartLine } from './cart-lines.ts'

/** The cart as it would be after the person accepts what changed. */
export function acceptDifferences(lines: CartLine[], differences: Difference[]): CartLine[] {
  return lines.flatMap((line) => {
    let next: CartLine | null = line
    for (const difference of differences) {
      if (difference.productId !== line.productId || !next) continue
      next = accepted(next, difference)
    }
    return next ? [next] : []
  })
}

function accepted(line: CartLine, difference: Difference): CartLine | null {
  switch (difference.code) {
    case 'price_changed':
      return { ...line, seenUnitPriceE4: difference.unitPriceE4 }
    case 'stock_short':
      return difference.availableMilli > 0
        ? { ...line, quantityMilli: difference.availableMilli }
        : null
    case 'quantity_unfit':
      return difference.nearestMilli > 0
        ? { ...line, quantityMilli: difference.nearestMilli }
        : null
    case 'not_sold':
    case 'no_price':
      return null
    default:
      return difference satisfies never
  }
}
