import { expect, test } from 'vitest'
import type { ShelfProduct } from '../../../src/modules/ordering/contract.ts'
import { lineOf, readDiscount, readTyped } from './typed-line.ts'

test.each([
  ['молоко', 1, 'молоко'],
  ['12*молоко', 12, 'молоко'],
  [' 2,5 * сир ', 2.5, 'сир'],
  ['0*хліб', 0, 'хліб'],
  ['3*', 3, ''],
  ['4820001234567', 1, '4820001234567'],
  ['2*4820001234567', 2, '4820001234567'],
])('«%s» is %d of «%s»', (typed, quantity, text) => {
  expect(readTyped(typed)).toEqual({ quantity, text })
})

const box = { code: 'ящ', numerator: 12, denominator: 1, minimumMilli: 2000, multipleMilli: 1000 }
const product: ShelfProduct = {
  ...{ id: 'milk', number: 1, code: 'P1', name: 'Молоко', brand: null, categoryId: null },
  ...{ picture: null, units: [box], baseUnit: 'шт', orderUnit: 'ящ', catchWeight: false },
  ...{ nominalMilli: null, vatBp: 2000, price: null, availableMilli: null, novelty: false },
}

test('a quantity is rounded up to the multiple and the minimum, and nothing stays nothing', () => {
  expect(lineOf(product, 1)?.quantityMilli).toBe(2000)
  expect(lineOf(product, 2.5)?.quantityMilli).toBe(3000)
  expect(lineOf(product, 0)?.quantityMilli).toBe(0)
})

test('a product whose order unit is unknown makes no line', () => {
  expect(lineOf({ ...product, orderUnit: 'шт' }, 1)).toBeNull()
})

test('«-5%» is a discount on the last line; a product that begins with a dash is none', () => {
  expect(readDiscount('-5%')).toBe(500)
  expect(readDiscount(' − 2,5 % ')).toBe(250)
  expect(readDiscount('-5')).toBeNull()
  expect(readDiscount('12*молоко 5%')).toBeNull()
  expect(readDiscount('-молоко 5%')).toBeNull()
})
