import { describe, expect, test } from 'vitest'
import { lawsOf, warningsOf } from './gauge-rules.ts'

const sums = {
  ...{ outlets: 10, drops: 40, orders: 50, lines: 400, products: 120, keptMinor: 8_000_000 },
  ...{ selfOrders: 20, independentOrders: 10, independentMinor: 2_000_000 },
}

describe('the two laws', () => {
  test('are averages of what was delivered and kept', () => {
    expect(lawsOf(sums)).toMatchObject({
      ...{ dropMinor: 200_000, linesPerOrder: 8, productsPerOutlet: 12 },
      ...{ selfBp: 4000, independentBp: 2000, independentValueBp: 2500 },
    })
  })
  test('of nobody are nothing', () => {
    const none = Object.fromEntries(Object.keys(sums).map((key) => [key, 0])) as typeof sums
    expect(Object.values(lawsOf(none))).toEqual([0, null, 0, 0, 0, 0, null, 0])
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

describe('the interval of an average drop', () => {
  // Ten outlets of one drop each at 100 and ten at 300: an average of 200, spread 102.6 between outlets.
  const even = { keptMinor: 400_000, keptSquares: 1_000_000, keptByDrops: 4_000, dropSquares: 20 }

  test('is that of a ratio between outlets, and narrows with them', () => {
    const laws = lawsOf({ ...sums, ...even, outlets: 20, drops: 20 })
    expect(laws).toMatchObject({ dropMinor: 20_000, dropInterval: { low: 15_503, high: 24_497 } })
    const often = {
      keptMinor: 800_000,
      keptSquares: 4_000_000,
      keptByDrops: 16_000,
      dropSquares: 80,
    }
    // Twice the drops of the same outlets tell no more about outlets.
    expect(lawsOf({ ...sums, ...often, outlets: 20, drops: 40 }).dropInterval).toEqual(
      laws.dropInterval,
    )
  })

  test('is not told of few outlets, nor where nobody counted the squares', () => {
    expect(lawsOf({ ...sums, ...even, outlets: 9, drops: 20 }).dropInterval).toBe(null)
    expect(lawsOf({ ...sums, outlets: 20, drops: 20 }).dropInterval).toBe(null)
  })
})
