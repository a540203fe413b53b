import { expect, test } from 'vitest'
import type { Difference } from '../../src/modules/ordering/contract.ts'
import { acceptDifferences } from './accept-differences.ts'
import type { CartLine } from './cart-lines.ts'

const milk: CartLine = {
  productId: 'milk',
  unitCode: 'шт',
  quantityMilli: 10_000,
  seenUnitPriceE4: 50_000,
}
const tea: CartLine = { productId: 'tea', unitCode: 'шт', quantityMilli: 1_000 }
const price: Difference = {
  code: 'price_changed',
  productId: 'milk',
  seenUnitPriceE4: 50_000,
  unitPriceE4: 55_000,
}
const short = (availableMilli: number): Difference => ({
  code: 'stock_short',
  productId: 'milk',
  unitCode: 'шт',
  wantedMilli: 10_000,
  availableMilli,
})

test.each([
  { what: 'a new price is seen', differences: [price], after: { seenUnitPriceE4: 55_000 } },
  { what: 'a short stock is taken', differences: [short(4_000)], after: { quantityMilli: 4_000 } },
  {
    what: 'both at once are taken',
    differences: [price, short(4_000)],
    after: { seenUnitPriceE4: 55_000, quantityMilli: 4_000 },
  },
  {
    what: 'a multiple is taken',
    differences: [
      { code: 'quantity_unfit', productId: 'milk', wantedMilli: 10_000, nearestMilli: 12_000 },
    ] as Difference[],
    after: { quantityMilli: 12_000 },
  },
])('$what, and other lines stay as they are', ({ differences, after }) => {
  expect(acceptDifferences([milk, tea], differences)).toEqual([{ ...milk, ...after }, tea])
})

test.each<Difference>([
  short(0),
  { code: 'not_sold', productId: 'milk' },
  { code: 'no_price', productId: 'milk' },
  { code: 'quantity_unfit', productId: 'milk', wantedMilli: 1_000, nearestMilli: 0 },
])('what cannot be had ($code) leaves the cart', (difference) => {
  expect(acceptDifferences([milk, tea], [difference])).toEqual([tea])
})

test('without differences nothing changes', () => {
  expect(acceptDifferences([milk, tea], [])).toEqual([milk, tea])
})
