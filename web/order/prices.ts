import type { ShelfProduct } from '../../src/modules/ordering/contract.ts'
import { lineMinor, vatOnTop } from '../../src/platform/money.ts'

/** What one unit costs at a quantity, and the sum with VAT: the same rules as the server's. */
export function estimate(product: ShelfProduct, quantityMilli: number) {
  const { price, vatBp } = product
  if (!price) return null
  const reached = price.breaks.filter((b) => b.fromQuantityMilli <= quantityMilli).at(-1)
  const unitPriceE4 = reached?.unitPriceE4 ?? price.unitPriceE4
  const sum = lineMinor(unitPriceE4, quantityMilli)
  return { unitPriceE4, totalMinor: price.vatIncluded ? sum : sum + vatOnTop(sum, vatBp) }
}

/** Nothing of it can be promised to this outlet now. */
export const isOut = ({ availableMilli }: Pick<ShelfProduct, 'availableMilli'>): boolean =>
  availableMilli !== null && availableMilli <= 0
