import { describe, expect, test } from 'vitest'
import { compilePrices } from './price-list-rules.ts'
import { priceLine, priceSteps } from './price-rules.ts'
import { CASE, cases, list, pieces, price, priced, TODAY, wanted } from './test-prices.ts'

describe('which list prices a line', () => {
  const contract = list('contract')
  const base = list('base')

  test('the first of the chain that has the product', () => {
    const line = priced(
      wanted(),
      [contract, base],
      [price('contract', 90_000), price('base', 100_000)],
    )
    expect(line.unitPriceE4).toBe(90_000)
    expect(line.trace).not.toHaveProperty('passed')
  })

  test('its parent, when it has not, and the trace says so', () => {
    const line = priced(wanted(), [contract, base], [price('base', 100_000)])
    expect(line.trace).toMatchObject({
      list: 'base',
      passed: [{ list: 'contract', why: 'no_price' }],
    })
  })

  test.each([
    [
      'not before its first day',
      { validFrom: '2026-11-27' },
      { why: 'not_yet', day: '2026-11-27' },
    ],
    ['not after its last day', { validTo: '2026-11-25' }, { why: 'ended', day: '2026-11-25' }],
    ['not in another currency', { currency: 'EUR' }, { why: 'other_currency' }],
  ])('%s', (_, changed, why) => {
    const entries = [price('spring', 90_000), price('base', 100_000)]
    const line = priced(wanted(), [list('spring', changed), base], entries)
    expect(line.unitPriceE4).toBe(100_000)
    expect(line.trace.passed).toEqual([{ list: 'spring', ...why }])
  })

  test.each([
    ['on its first day', { validFrom: '2026-11-26' }],
    ['on its last day', { validTo: '2026-11-26' }],
  ])('%s it does', (_, changed) => {
    const entries = [price('spring', 90_000), price('base', 100_000)]
    expect(priced(wanted(), [list('spring', changed), base], entries).unitPriceE4).toBe(90_000)
  })

  test('a price that is not valid yet is told with its day, the soonest of two', () => {
    const entries = [
      price('contract', 80_000, { validFrom: '2027-02-01' }),
      price('contract', 85_000, { validFrom: '2027-01-01' }),
      price('contract', 95_000, { validTo: '2026-10-31' }),
      price('base', 100_000),
    ]
    expect(priced(wanted(), [contract, base], entries).trace.passed).toEqual([
      { list: 'contract', why: 'not_yet', day: '2027-01-01' },
    ])
  })

  test('a price that ended is told with the last of its days', () => {
    const entries = [
      price('contract', 80_000, { validTo: '2026-09-30' }),
      price('contract', 85_000, { validFrom: '2026-10-01', validTo: '2026-10-31' }),
      price('base', 100_000),
    ]
    expect(priced(wanted(), [contract, base], entries).trace.passed).toEqual([
      { list: 'contract', why: 'ended', day: '2026-10-31' },
    ])
  })

  test('the price that became valid last wins, in whatever order they come', () => {
    const entries = [price('base', 100_000), price('base', 110_000, { validFrom: '2026-11-01' })]
    expect(priced(wanted(), [base], entries).unitPriceE4).toBe(110_000)
    expect(priced(wanted(), [base], entries.toReversed()).unitPriceE4).toBe(110_000)
  })

  test('nobody has a price: the line is refused, as is one of another product', () => {
    const prices = compilePrices([base], [price('base', 100_000)], TODAY)
    const noPrice = { ok: false, refusal: { code: 'no_price', productId: 'ham' } }
    expect(priceLine(wanted({ productId: 'ham' }), prices)).toEqual(noPrice)
    expect(priceLine(wanted(), prices).ok).toBe(true)
    expect(priceLine(wanted(), compilePrices([], [], TODAY)).ok).toBe(false)
  })

  test('a price of nothing is a price', () => {
    expect(priced(wanted(), [base], [price('base', 0)]).totalMinor).toBe(0)
  })

  test('a long chain of parents stays short in the trace', () => {
    const parents = Array.from({ length: 12 }, (_, i) => list(`parent-${i}`))
    const line = priced(wanted(), [...parents, base], [price('base', 100_000)])
    expect(line.trace.passed).toHaveLength(4)
    expect(JSON.stringify(line.trace).length).toBeLessThan(400)
  })
})

describe('quantity breaks', () => {
  const base = list('base')
  const own = list('own')
  const breaks = [
    price('base', 100_000),
    price('base', 95_000, { fromQuantityMilli: 10_000 }),
    price('base', 90_000, { fromQuantityMilli: 50_000 }),
  ]

  test.each([
    [9, 100_000, { fromMilli: 10_000, moreMilli: 1_000, unitPriceE4: 95_000 }],
    [10, 95_000, { fromMilli: 50_000, moreMilli: 40_000, unitPriceE4: 90_000 }],
    [49, 95_000, { fromMilli: 50_000, moreMilli: 1_000, unitPriceE4: 90_000 }],
    [50, 90_000, undefined],
  ])('%s pieces: the price and what more would give', (count, unitPriceE4, next) => {
    const line = priced(pieces(count), [base], breaks)
    expect(line.unitPriceE4).toBe(unitPriceE4)
    expect(line.trace.next).toEqual(next)
  })

  test('a break that makes nothing cheaper than now is not offered', () => {
    const back = [
      price('base', 100_000),
      price('base', 110_000, { fromQuantityMilli: 5_000 }),
      price('base', 100_000, { fromQuantityMilli: 10_000 }),
    ]
    expect(priced(pieces(1), [base], back).trace.next).toBeUndefined()
    expect(priced(pieces(5), [base], back).trace.next?.unitPriceE4).toBe(100_000)
  })

  test('a list that begins at ten leaves nine to its parent, and says how many more', () => {
    const entries = [price('own', 80_000, { fromQuantityMilli: 10_000 }), price('base', 100_000)]
    const nine = priced(pieces(9), [own, base], entries)
    expect(nine.unitPriceE4).toBe(100_000)
    expect(nine.trace).toMatchObject({
      list: 'base',
      passed: [{ list: 'own', why: 'break', fromMilli: 10_000, moreMilli: 1_000 }],
      next: { moreMilli: 1_000, unitPriceE4: 80_000 },
    })
    expect(priced(pieces(10), [own, base], entries).trace.list).toBe('own')
  })

  test('a break of pieces is told in cases: two cases more', () => {
    const entries = [price('base', 100_000), price('base', 90_000, { fromQuantityMilli: 72_000 })]
    expect(priced(cases(1), [base], entries).trace.next).toEqual({
      fromMilli: 3_000,
      moreMilli: 2_000,
      unitPriceE4: 2_160_000,
    })
  })

  test('where only whole cases are sold, the hint rounds up to whole ones', () => {
    const entries = [price('base', 100_000), price('base', 90_000, { fromQuantityMilli: 36_000 })]
    const whole = { ...CASE, multipleMilli: 1_000 }
    const one = wanted({ unit: whole, quantityMilli: 1_000 })
    expect(priced(one, [base], entries).trace.next).toMatchObject({
      fromMilli: 1_500,
      moreMilli: 1_000,
    })
  })

  test('the shelf shows the same steps as the lines that reach them', () => {
    const prices = compilePrices([base], breaks, TODAY)
    expect(priceSteps(wanted(), prices)).toEqual([
      { fromMilli: 0, unitPriceE4: 100_000, vatIncluded: true },
      { fromMilli: 10_000, unitPriceE4: 95_000, vatIncluded: true },
      { fromMilli: 50_000, unitPriceE4: 90_000, vatIncluded: true },
    ])
    expect(priceSteps(wanted({ productId: 'ham' }), prices)).toEqual([])
  })

  test('the same figure with and without VAT is two steps', () => {
    const entries = [price('own', 100_000, { fromQuantityMilli: 10_000 }), price('base', 100_000)]
    const prices = compilePrices([list('own', { vatIncluded: false }), base], entries, TODAY)
    expect(priceSteps(wanted(), prices)).toEqual([
      { fromMilli: 0, unitPriceE4: 100_000, vatIncluded: true },
      { fromMilli: 10_000, unitPriceE4: 100_000, vatIncluded: false },
    ])
  })
})

describe('units', () => {
  const base = list('base')

  test('a case without a price of its own costs its pieces', () => {
    const line = priced(cases(2), [base], [price('base', 12_3456)])
    expect(line).toMatchObject({ unitPriceE4: 296_2944, totalMinor: 59_259 })
    expect(line.trace).toMatchObject({ unit: 'piece', listPriceE4: 12_3456 })
  })

  test('a case with a price of its own costs that, the pieces in it or not', () => {
    const entries = [price('base', 12_0000), price('base', 250_0000, { unitCode: 'case' })]
    expect(priced(cases(1), [base], entries)).toMatchObject({ totalMinor: 25_000 })
    expect(priced(pieces(24), [base], entries)).toMatchObject({ totalMinor: 28_800 })
  })

  test('pieces do not take the price of a case', () => {
    const prices = compilePrices([base], [price('base', 250_0000, { unitCode: 'case' })], TODAY)
    expect(priceLine(pieces(24), prices).ok).toBe(false)
    expect(priceLine(cases(1), prices).ok).toBe(true)
  })

  test('the more specific list’s piece comes before the parent’s case', () => {
    const entries = [price('own', 12_0000), price('base', 250_0000, { unitCode: 'case' })]
    expect(priced(cases(1), [list('own'), base], entries).trace).toMatchObject({
      list: 'own',
      unit: 'piece',
    })
  })

  test('a third of a set costs a third, rounded once to four decimals', () => {
    const cup = { code: 'cup', numerator: 1, denominator: 3 }
    const line = priced(
      wanted({ unit: cup, quantityMilli: 3_000 }),
      [base],
      [price('base', 10_0000)],
    )
    expect(line).toMatchObject({ unitPriceE4: 3_3333, totalMinor: 1_000 })
  })

  test('nominal kilograms are priced by the gram', () => {
    const line = priced(wanted({ quantityMilli: 1_850 }), [base], [price('base', 189_9000)])
    expect(line.totalMinor).toBe(35_132)
  })
})
