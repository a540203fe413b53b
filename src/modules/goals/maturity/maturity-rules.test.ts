import { expect, test } from 'vitest'
import { maturityOf } from './maturity-rules.ts'

const of = (aloneOutlets: number, aloneOrders: number, aloneMinor: number, more: object = {}) =>
  maturityOf({
    ...{ outlets: 100, orders: 1_000, keptMinor: 10_000, aloneOutlets, aloneOrders, aloneMinor },
    ...more,
  })

test('a channel is as mature as its weakest part', () => {
  expect(of(50, 500, 5_000)).toEqual({
    ...{ level: 'equal', outletsBp: 5_000, ordersBp: 5_000, valueBp: 5_000 },
  })
  expect(of(90, 500, 4_999).level).toBe('parallel')
  expect(of(90, 299, 9_000).level).toBe('additional')
  expect(of(9, 900, 9_000).level).toBe('pilot')
})

test('few orders or few outlets say nothing, however they came', () => {
  expect(of(4, 30, 100, { outlets: 4, orders: 30 }).level).toBe(null)
  expect(of(5, 29, 100, { outlets: 5, orders: 29 }).level).toBe(null)
  expect(of(5, 30, 10_000, { outlets: 5, orders: 30 }).level).toBe('equal')
  expect(of(0, 0, 0, { outlets: 0, orders: 0, keptMinor: 0 })).toMatchObject({ level: null })
})
