import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  deliveredInFull,
  deliveredLines,
  type ErpLine,
  type OrderedLine,
} from './delivered-rules.ts'

const PIECE = { code: 'шт', numerator: 1, denominator: 1 }
const CASE = { code: 'ящ', numerator: 12, denominator: 1 }
const KILO = { code: 'кг', numerator: 1, denominator: 1 }

const milk = (lineNo: number, change: Partial<OrderedLine> = {}): OrderedLine => ({
  lineNo,
  productCode: 'milk',
  unitCode: 'ящ',
  units: [PIECE, CASE],
  baseQuantityMilli: 24_000,
  totalMinor: 72_000,
  toleranceBp: null,
  ...change,
})
const ham = milk(2, {
  productCode: 'ham',
  unitCode: 'кг',
  units: [KILO],
  baseQuantityMilli: 3_000,
  totalMinor: 90_000,
  toleranceBp: 1_000,
})
const told = (
  productCode: string,
  quantityMilli: number | null,
  unitCode: string | null = null,
  sumMinor: number | null = null,
): ErpLine => ({ productCode, unitCode, quantityMilli, sumMinor })

describe('what came', () => {
  test('a case that is a piece short costs its share, and is short', () => {
    expect(deliveredLines([milk(1)], [told('milk', 23_000, 'шт')])).toEqual({
      lines: [{ lineNo: 1, deliveredMilli: 23_000, deliveredMinor: 69_000 }],
      short: true,
      notOrdered: [],
    })
  })

  test('an ERP without a unit, or with one unknown, answers in the unit it was asked in', () => {
    for (const unit of [null, 'пал']) {
      const came = deliveredLines([milk(1)], [told('milk', 2_000, unit)])
      expect(came).toMatchObject({ lines: [{ deliveredMilli: 24_000 }], short: false })
    }
  })

  test.each([
    ['heavier', 3_120, null, 93_600, false],
    ['lighter within what weighing explains', 2_700, null, 81_000, false],
    ['lighter beyond it', 2_699, null, 80_970, true],
    ['summed by the ERP itself', 3_120, 93_555, 93_555, false],
  ])('catch-weight settles on its actual weight: %s', (_, milli, sum, minor, short) => {
    const came = deliveredLines([ham], [told('ham', milli, 'кг', sum)])
    expect(came).toMatchObject({
      lines: [{ deliveredMilli: milli, deliveredMinor: minor }],
      short,
    })
  })

  test('what is not in the ERP’s document did not come; what nobody ordered is told', () => {
    expect(deliveredLines([milk(1), ham], [told('ham', 3_000), told('tea', 1_000)])).toEqual({
      lines: [
        { lineNo: 1, deliveredMilli: 0, deliveredMinor: 0 },
        { lineNo: 2, deliveredMilli: 3_000, deliveredMinor: 90_000 },
      ],
      short: true,
      notOrdered: ['tea'],
    })
  })

  test('two lines of one product are filled in their order; more than ordered stands on the last', () => {
    const lines = [milk(1), milk(2)]
    const milliOf = (milli: number) =>
      deliveredLines(lines, [told('milk', milli, 'шт')]).lines.map((line) => line.deliveredMilli)
    expect(milliOf(30_000)).toEqual([24_000, 6_000])
    expect(milliOf(50_000)).toEqual([24_000, 26_000])
    expect(deliveredLines(lines, [told('milk', 20_000), told('milk', 20_000)])).toMatchObject({
      lines: [{ deliveredMilli: 24_000 }, { deliveredMilli: 456_000 }],
    })
  })
})

const quantity = fc.integer({ min: 0, max: 100_000 })
const lines = fc.array(
  fc.record({
    product: fc.constantFrom('milk', 'ham'),
    base: fc.integer({ min: 1, max: 100_000 }),
    total: fc.integer({ min: 0, max: 10_000_000 }),
  }),
  { minLength: 1, maxLength: 5 },
)

test('nothing is lost or added: quantities and the ERP’s sums arrive whole on the lines', () => {
  fc.assert(
    fc.property(lines, quantity, quantity, fc.option(quantity), (wanted, a, b, sumMinor) => {
      const ordered = wanted.map(({ product, base, total }, i) =>
        milk(i + 1, {
          productCode: product,
          unitCode: 'шт',
          baseQuantityMilli: base,
          totalMinor: total,
        }),
      )
      const said = [told('milk', a, 'шт', sumMinor), told('milk', b, 'шт', sumMinor)]
      const came = deliveredLines(ordered, said)
      const ofMilk = came.lines.filter((line) => ordered[line.lineNo - 1]?.productCode === 'milk')
      if (ofMilk.length === 0) return
      expect(ofMilk.reduce((sum, line) => sum + line.deliveredMilli, 0)).toBe(a + b)
      const minor = ofMilk.reduce((sum, line) => sum + line.deliveredMinor, 0)
      if (sumMinor !== null) expect(minor).toBe(2 * sumMinor)
      for (const line of came.lines) expect(line.deliveredMinor).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('delivered in full is what was ordered, line by line', () => {
  const full = deliveredInFull([milk(1), ham])
  expect(full.short).toBe(false)
  expect(full.lines.map((line) => line.deliveredMinor)).toEqual([72_000, 90_000])
})
