import { describe, expect, test } from 'vitest'
import { lawsOf, warningsOf } from './gauge-rules.ts'

const sums = {
  ...{ outlets: 10, drops: 40, orders: 50, lines: 400, products: 120, keptMinor: 8_000_000 },
  ...{ selfOrders: 20, independentOrders: 10, independentMinor: 2_000_000 },
}

describe('the two laws', () => {
  test('are averages of what was delivered and kept', () => {
    expect(lawsOf(sums)).toEqual({
      ...{ dropMinor: 200_000, linesPerOrder: 8, productsPerOutlet: 12 },
      ...{ selfBp: 4000, independentBp: 2000, independentValueBp: 2500 },
    })
  })
  test('of nobody are nothing', () => {
    const none = Object.fromEntries(Object.keys(sums).map((key) => [key, 0])) as typeof sums
    expect(Object.values(lawsOf(none))).toEqual([0, 0, 0, 0, 0, 0])
  })
  test.each([
    ['drops that shrink', { dropMinor: 189_999 }, ['drop_falls']],
    ['drops a little smaller', { dropMinor: 190_000 }, []],
    ['fewer lines an order', { linesPerOrder: 7.5 }, ['breadth_falls']],
    ['nobody more who orders alone', { independentBp: 1000 }, ['nobody_alone']],
  ] as const)('%s are told', (_, change, warnings) => {
    const before = { ...lawsOf(sums), independentBp: 1000 }
    expect(warningsOf({ ...lawsOf(sums), ...change }, before)).toEqual(warnings)
  })
})
