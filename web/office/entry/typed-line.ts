import type { ShelfProduct } from '../../../src/modules/ordering/contract.ts'
import { fit } from '../../kit/QuantityStepper.tsx'
import type { CartLine } from '../../order/cart-lines.ts'
import { estimate } from '../../order/prices.ts'

/** «12*молоко» is twelve of it; without a star it is one, and nothing of it takes it out. */
export function readTyped(typed: string): { quantity: number; text: string } {
  const star = /^\s*([0-9]+(?:[.,][0-9]+)?)\s*\*\s*(.*)$/.exec(typed)
  if (!star) return { quantity: 1, text: typed.trim() }
  return { quantity: Number((star[1] ?? '1').replace(',', '.')), text: (star[2] ?? '').trim() }
}

/** «-5%» is a discount on the line typed last, in hundredths of a percent; null: it is none. */
export function readDiscount(typed: string): number | null {
  const percent = /^\s*[-−]\s*([0-9]{1,2}(?:[.,][0-9]{1,2})?)\s*%\s*$/.exec(typed)
  return percent ? Math.round(Number((percent[1] ?? '0').replace(',', '.')) * 100) : null
}

/** The line of a product in its order unit, rounded up to what can be had. */
export function lineOf(product: ShelfProduct, quantity: number): CartLine | null {
  const unit = product.units.find((known) => known.code === product.orderUnit)
  if (!unit) return null
  const quantityMilli = fit(Math.round(quantity * 1000), unit.multipleMilli, unit.minimumMilli)
  const price = estimate(product, quantityMilli)
  return {
    productId: product.id,
    unitCode: unit.code,
    quantityMilli,
    ...(price ? { seenUnitPriceE4: price.unitPriceE4 } : {}),
  }
}
