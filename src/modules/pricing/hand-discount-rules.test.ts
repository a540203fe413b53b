import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { vatOnTop, vatWithin } from '../../platform/money.ts'
import { handOver, takeOff } from './hand-discount-rules.ts'
import type { PricedLine } from './price-rules.ts'

const priced = (
  totalMinor: number,
  quantityMilli: number,
  vat: 'within' | 'on_top' = 'within',
): PricedLine => {
  const unitPriceE4 = Math.round((totalMinor * 100_000) / quantityMilli)
  const sum = Math.round((unitPriceE4 * quantityMilli) / 100_000)
  const vatMinor = vat === 'within' ? vatWithin(sum, 2_000) : vatOnTop(sum, 2_000)
  const whole = vat === 'within' ? sum : sum + vatMinor
  const trace = { list: 'base', unit: 'шт', listPriceE4: unitPriceE4, breakFromMilli: 0, vat }
  const sums = { netMinor: whole - vatMinor, vatMinor, totalMinor: whole }
  return { unitPriceE4, ...sums, trace: { ...trace, vatBp: 2_000 } }
}
const given = (percentBp: number) => ({ percentBp, reason: 'volume' as const, by: 'Agent' })

describe('a discount by hand', () => {
  test.each([
    // 3 × 30.00 with VAT within, 5 %: 28.50 each.
    { total: 9_000, milli: 3_000, bp: 500, unit: 285_000, off: 450 },
    // A third of a kopiyka is rounded in the unit price, and once.
    { total: 100, milli: 3_000, bp: 1_000, unit: 3_000, off: 10 },
    { total: 9_000, milli: 3_000, bp: 5_000, unit: 150_000, off: 4_500 },
  ])('of $bp of $total comes to $off off', ({ total, milli, bp, unit, off }) => {
    const line = takeOff(priced(total, milli), milli, given(bp))
    expect(line.unitPriceE4).toBe(unit)
    expect(line.trace.hand).toMatchObject({ ...given(bp), offMinor: off })
  })

  test('is on the price without VAT where the list is, and the VAT follows', () => {
    const line = takeOff(priced(1_000, 1_000, 'on_top'), 1_000, given(1_000))
    expect(line).toMatchObject({ netMinor: 900, vatMinor: 180, totalMinor: 1_080 })
    expect(line.trace.hand?.offMinor).toBe(120)
  })

  test('never makes a line dearer, and sums stay sums', () => {
    const cases = fc.record({
      total: fc.integer({ min: 1, max: 10_000_000 }),
      milli: fc.integer({ min: 1, max: 1_000_000 }),
      vat: fc.constantFrom('within' as const, 'on_top' as const),
      bp: fc.integer({ min: 1, max: 5_000 }),
    })
    fc.assert(
      fc.property(cases, ({ total, milli, vat, bp }) => {
        const before = priced(total, milli, vat)
        const after = takeOff(before, milli, given(bp))
        const more = takeOff(before, milli, given(Math.min(5_000, bp + 1)))
        expect(after.netMinor + after.vatMinor).toBe(after.totalMinor)
        expect(after.totalMinor).toBeLessThanOrEqual(before.totalMinor)
        expect(more.totalMinor).toBeLessThanOrEqual(after.totalMinor)
        expect(after.trace.hand?.offMinor).toBe(before.totalMinor - after.totalMinor)
        expect(after.trace.hand?.listUnitPriceE4).toBe(before.unitPriceE4)
      }),
    )
  })
})

describe('a limit', () => {
  const may = { percentBp: 500, budgetMinor: 1_000, spentMinor: 700 }
  const lines = (...offs: [percentBp: number, offMinor: number][]) =>
    offs.map(([percentBp, offMinor]) => ({ percentBp, offMinor }))
  test.each([
    { given: lines(), over: null },
    { given: lines([500, 300]), over: null },
    { given: lines([501, 1]), over: { why: 'over_limit', percentBp: 501, limitBp: 500 } },
    {
      given: lines([500, 200], [100, 101]),
      over: { why: 'over_budget', offMinor: 301, leftMinor: 300, budgetMinor: 1_000 },
    },
  ])('of 5 % a line and 3.00 left says $over to $given', ({ given: asked, over }) => {
    expect(handOver(asked, may)).toEqual(over)
  })

  test('lets nothing be given of a budget that is overdrawn since it was lowered', () => {
    const over = handOver(lines([100, 1]), { ...may, spentMinor: 2_000 })
    expect(over).toEqual({ why: 'over_budget', offMinor: 1, leftMinor: 0, budgetMinor: 1_000 })
  })
})
