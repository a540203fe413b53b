import { describe, expect, test } from 'vitest'
import { cashTotalMinor } from './price-rules.ts'
import { list, price, priced, wanted } from './test-prices.ts'

describe('VAT, per line and rounded half up', () => {
  test.each([
    ['20 % within 120.00 is 20.00', true, 120_0000, 2_000, [10_000, 2_000, 12_000]],
    ['20 % on top of 100.00 is 20.00', false, 100_0000, 2_000, [10_000, 2_000, 12_000]],
    ['7 % within 10.00 is 0.65', true, 10_0000, 700, [935, 65, 1_000]],
    ['20 % on top of 0.02 rounds to nothing', false, 200, 2_000, [2, 0, 2]],
    ['20 % on top of 0.03 rounds up', false, 300, 2_000, [3, 1, 4]],
    ['14 % within 0.11 is 0.01', true, 1_100, 1_400, [10, 1, 11]],
    ['no VAT is none either way', false, 55_5555, 0, [5_556, 0, 5_556]],
  ] as const)('%s', (_, vatIncluded, unitPriceE4, vatBp, [netMinor, vatMinor, totalMinor]) => {
    const lists = [list('base', { vatIncluded })]
    const line = priced(wanted({ vatBp }), lists, [price('base', unitPriceE4)])
    expect(line).toMatchObject({ netMinor, vatMinor, totalMinor })
    expect(line.trace).toMatchObject({ vat: vatIncluded ? 'within' : 'on_top', vatBp })
  })

  test.each([
    ['a cheaper break with the same VAT is offered', true, 90_0000],
    ['one without VAT is not: the prices do not compare', false, undefined],
  ])('%s', (_, vatIncluded, offered) => {
    const lists = [list('own', { vatIncluded }), list('base')]
    const entries = [price('own', 90_0000, { fromQuantityMilli: 10_000 }), price('base', 100_0000)]
    expect(priced(wanted(), lists, entries).trace.next?.unitPriceE4).toBe(offered)
  })

  test('a line beyond what a number holds is a bug, not a price', () => {
    const line = wanted({ quantityMilli: 9_000_000_000_000 })
    expect(() => priced(line, [list('base')], [price('base', 9_000_000_000)])).toThrow('2^53')
  })
})

describe('cash rounds to 50 kopiykas', () => {
  test.each([
    [1_024, 1_000],
    [1_025, 1_050],
    [1_050, 1_050],
    [1_074, 1_050],
    [1_075, 1_100],
    [0, 0],
    [-1_025, -1_050],
    [-1_024, -1_000],
  ])('%s becomes %s', (totalMinor, cashMinor) => {
    expect(cashTotalMinor(totalMinor)).toBe(cashMinor)
  })
})
