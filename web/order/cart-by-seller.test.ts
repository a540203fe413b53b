import { expect, test } from 'vitest'
import type { Quote } from '../../src/modules/ordering/contract.ts'
import { cartBySeller } from './cart-by-seller.ts'

const line = (productId: string) => ({ productId, unitCode: 'шт', quantityMilli: 1000 })
const quoteOf = (contracts: Record<string, string | null>, orders: [string, string, number][]) =>
  ({
    lines: Object.entries(contracts).map(([productId, contractId]) => ({ productId, contractId })),
    orders: orders.map(([contractId, sellingEntity, totalMinor]) => ({
      contractId,
      sellingEntity,
      totalMinor,
    })),
  }) as Quote
const told = (parts: ReturnType<typeof cartBySeller>) =>
  parts.map((part) => [
    part.sellingEntity,
    part.totalMinor,
    part.lines.map(({ productId }) => productId).join(' '),
  ])

test('goods of two sellers stand apart, each with its own sum', () => {
  const quote = quoteOf({ tea: 'a', milk: 'b', rice: 'a' }, [
    ['a', 'ТОВ', 300],
    ['b', 'ФОП', 100],
  ])
  expect(told(cartBySeller(['tea', 'milk', 'rice'].map(line), quote))).toEqual([
    ['ТОВ', 300, 'tea rice'],
    ['ФОП', 100, 'milk'],
  ])
})

test('one seller with two warehouses is one seller', () => {
  const quote = quoteOf({ tea: 'a', milk: 'a' }, [
    ['a', 'ТОВ', 300],
    ['a', 'ТОВ', 100],
  ])
  expect(told(cartBySeller(['tea', 'milk'].map(line), quote))).toEqual([['ТОВ', 400, 'tea milk']])
})

test('goods nobody sells to this outlet are told apart; what was just added stays in sight', () => {
  const quote = quoteOf({ tea: 'a', milk: null }, [['a', 'ТОВ', 300]])
  expect(told(cartBySeller(['tea', 'milk', 'new'].map(line), quote))).toEqual([
    ['ТОВ', 300, 'tea'],
    [null, null, 'milk new'],
  ])
})

test('a cart that nobody has priced yet is whole', () => {
  expect(told(cartBySeller([line('tea')], undefined))).toEqual([[null, null, 'tea']])
})
