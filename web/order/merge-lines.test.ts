import { expect, test } from 'vitest'
import { mergeLines } from './merge-lines.ts'

const line = (productId: string, pieces: number, unitCode = 'шт') => ({
  productId,
  unitCode,
  quantityMilli: pieces * 1000,
})

test('what only one of the two has is in the merged order as it was', () => {
  expect(mergeLines([line('milk', 2)], [line('bread', 3)])).toEqual([
    line('milk', 2),
    line('bread', 3),
  ])
})

test('what both have is taken once, the larger of the two', () => {
  expect(mergeLines([line('milk', 2)], [line('milk', 5)])).toEqual([
    { ...line('milk', 5), hadMilli: 2000 },
  ])
  expect(mergeLines([line('milk', 7)], [line('milk', 5)])).toEqual([
    { ...line('milk', 7), hadMilli: 7000 },
  ])
})

test('another unit of the same product is another line, not a larger one', () => {
  expect(mergeLines([line('milk', 2)], [line('milk', 1, 'ящ')])).toHaveLength(2)
})
