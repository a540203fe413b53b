import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Conversion,
  convertMilli,
  isWithin,
  quantityProblem,
  roundToMultiple,
  weightBounds,
} from './unit-rules.ts'

const unit = (code: string, numerator: number, denominator = 1): Conversion => ({
  code,
  numerator,
  denominator,
})
const PIECE = unit('piece', 1)
const PACK = unit('pack', 6)
const CASE = unit('case', 24)
/** Three cups make a set that the ERP counts as the base. */
const CUP = unit('cup', 1, 3)

describe('conversion of units', () => {
  test.each([
    ['a case is 24 pieces', 1_000, CASE, PIECE, 24_000],
    ['24 pieces are a case', 24_000, PIECE, CASE, 1_000],
    ['a case is four packs', 1_000, CASE, PACK, 4_000],
    ['half a kilogram stays half', 500, PIECE, unit('kg', 1), 500],
    ['three cups are one set', 3_000, CUP, PIECE, 1_000],
    [
      'ten thousand tons do not lose a gram',
      9_007_199_254_740,
      unit('kg', 1_000),
      PIECE,
      9007199254740000,
    ],
  ])('%s', (_, quantityMilli, from, to, expected) => {
    expect(convertMilli(quantityMilli, from, to)).toBe(expected)
    expect(convertMilli(quantityMilli, from, to, 'up')).toBe(expected)
  })

  test('one cup is promised as a little less than a third, and taken as a little more', () => {
    expect(convertMilli(1_000, CUP, PIECE)).toBe(333)
    expect(convertMilli(1_000, CUP, PIECE, 'up')).toBe(334)
  })

  test('a return of one cup rounds the same way on the line of numbers', () => {
    expect(convertMilli(-1_000, CUP, PIECE)).toBe(-334)
    expect(convertMilli(-1_000, CUP, PIECE, 'up')).toBe(-333)
  })

  const anyUnit = fc
    .record({ n: fc.integer({ min: 1, max: 2_000 }), d: fc.integer({ min: 1, max: 60 }) })
    .map(({ n, d }) => unit('u', n, d))
  const anyQuantity = fc.nat(1_000_000_000)

  test('there and back again never gains, and taking never loses', () => {
    fc.assert(
      fc.property(anyQuantity, anyUnit, anyUnit, (quantity, from, to) => {
        const back = convertMilli(convertMilli(quantity, from, to), to, from)
        expect(back).toBeLessThanOrEqual(quantity)
        const taken = convertMilli(convertMilli(quantity, from, to, 'up'), to, from, 'up')
        expect(taken).toBeGreaterThanOrEqual(quantity)
      }),
    )
  })

  test('small and large numbers are divided alike', () => {
    const any = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
    const rounding = fc.constantFrom('down', 'up')
    fc.assert(
      fc.property(any, anyUnit, anyUnit, rounding, (quantity, from, to, direction) => {
        const large = 1_000_003
        const same = (of: Conversion): Conversion => ({
          ...of,
          numerator: of.numerator * large,
          denominator: of.denominator * large,
        })
        expect(convertMilli(quantity, same(from), same(to), direction)).toBe(
          convertMilli(quantity, from, to, direction),
        )
      }),
    )
  })

  test('more of one unit is never less of another', () => {
    fc.assert(
      fc.property(anyQuantity, anyQuantity, anyUnit, anyUnit, (a, b, from, to) => {
        const [less, more] = a < b ? [a, b] : [b, a]
        expect(convertMilli(less, from, to)).toBeLessThanOrEqual(convertMilli(more, from, to))
      }),
    )
  })
})

describe('minimum and multiple', () => {
  const sixes = { minimumMilli: 12_000, multipleMilli: 6_000 }
  const LIMIT = 100_000
  test.each([
    ['the minimum is enough', 12_000, null],
    ['a multiple above it is fine', 96_000, null],
    ['less than the minimum is offered the minimum', 6_000, 'below_minimum 12000'],
    ['nothing is less than the minimum', 0, 'below_minimum 12000'],
    ['between multiples the next one up is offered', 13_000, 'not_multiple 18000'],
    ['a thousandth above is already the next', 12_001, 'not_multiple 18000'],
    ['near the limit the last one below is offered', 97_000, 'not_multiple 96000'],
    ['above the limit the last one below is offered', 100_001, 'over_limit 96000'],
  ])('%s', (_, quantityMilli, expected) => {
    const problem = quantityProblem(quantityMilli, sixes, LIMIT)
    expect(problem && `${problem.code} ${problem.nearestMilli}`).toBe(expected)
  })

  test('a minimum between multiples is met by the multiple above it', () => {
    const odd = { minimumMilli: 10_000, multipleMilli: 6_000 }
    expect(quantityProblem(9_000, odd, LIMIT)).toEqual({
      code: 'below_minimum',
      minimumMilli: 10_000,
      nearestMilli: 12_000,
    })
    expect(quantityProblem(12_000, odd, LIMIT)).toBeNull()
  })

  test('a quota smaller than the minimum leaves nothing to offer', () => {
    expect(quantityProblem(12_000, sixes, 11_000)).toMatchObject({
      code: 'over_limit',
      nearestMilli: 0,
    })
    expect(quantityProblem(1_000, sixes, 11_000)).toMatchObject({ nearestMilli: 0 })
  })

  test('half kilograms are ordered by the half', () => {
    const halves = { minimumMilli: 500, multipleMilli: 500 }
    expect(quantityProblem(1_500, halves, LIMIT)).toBeNull()
    expect(quantityProblem(1_700, halves, LIMIT)).toMatchObject({ nearestMilli: 2_000 })
  })

  test('what fits stays, what does not goes up or down', () => {
    expect(roundToMultiple(12_000, 6_000, 'up')).toBe(12_000)
    expect(roundToMultiple(12_000, 6_000, 'down')).toBe(12_000)
    expect(roundToMultiple(12_001, 6_000, 'up')).toBe(18_000)
    expect(roundToMultiple(17_999, 6_000, 'down')).toBe(12_000)
  })

  test('what is offered can be ordered', () => {
    const milli = fc.integer({ min: 1, max: 50_000 })
    fc.assert(
      fc.property(fc.nat(200_000), milli, milli, milli, (quantity, minimum, multiple, limit) => {
        const own = { minimumMilli: minimum, multipleMilli: multiple }
        const problem = quantityProblem(quantity, own, limit)
        if (problem && problem.nearestMilli > 0) {
          expect(quantityProblem(problem.nearestMilli, own, limit)).toBeNull()
        }
        const fits = quantity >= minimum && quantity <= limit && quantity % multiple === 0
        expect(problem === null).toBe(fits)
      }),
    )
  })
})

describe('catch-weight', () => {
  const ham = { nominalMilli: 1_850, toleranceBp: 1_000 }

  test('three hams weigh three times their name, give or take a tenth', () => {
    expect(weightBounds(3_000, ham)).toEqual({
      nominalMilli: 5_550,
      leastMilli: 4_995,
      mostMilli: 6_105,
    })
  })

  test.each([
    ['as named', 5_550, true],
    ['as light as agreed', 4_995, true],
    ['a gram lighter', 4_994, false],
    ['as heavy as agreed', 6_105, true],
    ['a gram heavier', 6_106, false],
  ])('%s', (_, weighed, delivered) => {
    expect(isWithin(weighed, weightBounds(3_000, ham))).toBe(delivered)
  })

  test('without tolerance only the very weight is delivered', () => {
    const exact = weightBounds(1_000, { nominalMilli: 1_850, toleranceBp: 0 })
    expect(isWithin(1_850, exact)).toBe(true)
    expect(isWithin(1_849, exact)).toBe(false)
  })
})
