import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePrices, type PriceEntry, type PriceList } from './price-list-rules.ts'
import {
  cashTotalMinor,
  type PricedLine,
  priceLine,
  priceSteps,
  type Wanted,
} from './price-rules.ts'
import { list, price } from './test-prices.ts'

const ON = { day: '2026-11-26', currency: 'UAH' }
const UNITS = [
  { code: 'piece', numerator: 1, denominator: 1 },
  { code: 'pack', numerator: 6, denominator: 1 },
  { code: 'third', numerator: 1, denominator: 3 },
] as const
const DAYS = ['2026-11-01', '2026-11-25', '2026-11-26', '2026-11-27', '2026-12-31']
const LISTS = ['contract', 'zone', 'base']

const seldom = fc.oneof(
  { weight: 5, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(...DAYS) },
)

const anyList = (id: string) =>
  fc.record<PriceList>({
    id: fc.constant(id),
    name: fc.constant(id),
    currency: fc.constantFrom('UAH', 'UAH', 'UAH', 'EUR'),
    vatIncluded: fc.boolean(),
    validFrom: seldom,
    validTo: seldom,
  })
const entry = fc.record<PriceEntry>({
  priceListId: fc.constantFrom(...LISTS),
  productId: fc.constantFrom('tea', 'ham'),
  unitCode: fc.constantFrom(...UNITS.map((unit) => unit.code)),
  fromQuantityMilli: fc.constantFrom(0, 0, 1_000, 5_000, 7_001, 24_000),
  validFrom: seldom.map((day) => day ?? '2000-01-01'),
  validTo: seldom,
  unitPriceE4: fc.nat(2_000_000),
})
const wanted = fc.record<Wanted>({
  productId: fc.constantFrom('tea', 'ham'),
  unit: fc.constantFrom(...UNITS),
  baseUnit: fc.constant(UNITS[0]),
  quantityMilli: fc.oneof(
    fc.nat(60_000),
    fc.nat(60).map((n) => n * 1_000),
  ),
  vatBp: fc.constantFrom(0, 700, 1_400, 2_000),
})
const world = fc.record({
  lists: fc.tuple(anyList('contract'), anyList('zone'), anyList('base')),
  entries: fc.array(entry, { maxLength: 40, size: 'max' }),
})

const numbersOf = ({ unitPriceE4, netMinor, vatMinor, totalMinor }: PricedLine) => [
  unitPriceE4,
  netMinor,
  vatMinor,
  totalMinor,
]

/** The price by reading the rule aloud, with fractions instead of conversions. */
function naive(line: Wanted, lists: PriceList[], entries: PriceEntry[]) {
  for (const { id, currency, vatIncluded, validFrom, validTo } of lists) {
    if (currency !== 'UAH' || (validFrom ?? '') > ON.day || (validTo ?? '9') < ON.day) continue
    for (const unit of [line.unit, line.baseUnit]) {
      const per = BigInt(line.unit.numerator) * BigInt(unit.denominator)
      const by = BigInt(line.unit.denominator) * BigInt(unit.numerator)
      const [best] = entries
        .filter((e) => e.priceListId === id && e.productId === line.productId)
        .filter((e) => e.unitCode === unit.code)
        .filter((e) => e.validFrom <= ON.day && (e.validTo ?? '9') >= ON.day)
        .filter((e) => BigInt(e.fromQuantityMilli) * by <= BigInt(line.quantityMilli) * per)
        .sort(
          (a, b) =>
            b.fromQuantityMilli - a.fromQuantityMilli ||
            b.validFrom.localeCompare(a.validFrom) ||
            a.unitPriceE4 - b.unitPriceE4,
        )
      if (best) return sums(half(BigInt(best.unitPriceE4) * per, by), vatIncluded, line)
    }
  }
  return null
}

function sums(unitPriceE4: bigint, vatIncluded: boolean, { quantityMilli, vatBp }: Wanted) {
  const sum = half(unitPriceE4 * BigInt(quantityMilli), 100_000n)
  const vat = vatIncluded
    ? half(sum * BigInt(vatBp), BigInt(10_000 + vatBp))
    : half(sum * BigInt(vatBp), 10_000n)
  const net = vatIncluded ? sum - vat : sum
  return [unitPriceE4, net, vat, net + vat].map(Number)
}

const half = (dividend: bigint, divisor: bigint) => (2n * dividend + divisor) / (2n * divisor)

test('a line costs what the rule read aloud says, whatever the order of entries', () => {
  let found = 0
  fc.assert(
    fc.property(
      world.chain((w) =>
        fc.record({
          lists: fc.constant(w.lists),
          entries: fc.constant(w.entries),
          shuffled: fc.shuffledSubarray(w.entries, {
            minLength: w.entries.length,
            maxLength: w.entries.length,
          }),
        }),
      ),
      wanted,
      ({ lists, entries, shuffled }, line) => {
        const answer = priceLine(line, compilePrices(lists, entries, ON))
        expect(priceLine(line, compilePrices(lists, shuffled, ON))).toEqual(answer)
        const expected = naive(line, lists, entries)
        found += answer.ok ? 1 : 0
        expect(answer.ok ? numbersOf(answer.value) : null).toEqual(expected)
      },
    ),
    { numRuns: 2_000 },
  )
  expect(found).toBeGreaterThan(500)
})

test('the shelf’s steps are the prices of the lines, at every quantity', () => {
  fc.assert(
    fc.property(world, wanted, ({ lists, entries }, line) => {
      const prices = compilePrices(lists, entries, ON)
      const step = priceSteps(line, prices).findLast((s) => s.fromMilli <= line.quantityMilli)
      const answer = priceLine(line, prices)
      expect(step?.unitPriceE4).toBe(answer.ok ? answer.value.unitPriceE4 : undefined)
      if (answer.ok) {
        expect(step?.vatIncluded).toBe(answer.value.trace.vat === 'within')
      }
    }),
    { numRuns: 1_000 },
  )
})

test('what the next break promises is what the larger line costs, and not before', () => {
  let promised = 0
  fc.assert(
    fc.property(world, wanted, ({ lists, entries }, line) => {
      const prices = compilePrices(lists, entries, ON)
      const answer = priceLine(line, prices)
      const next = answer.ok ? answer.value.trace.next : undefined
      if (!answer.ok || !next) return
      promised += 1
      const priceAt = (quantityMilli: number) => {
        const at = priceLine({ ...line, quantityMilli }, prices)
        return at.ok ? at.value.unitPriceE4 : null
      }
      expect(next.fromMilli).toBe(line.quantityMilli + next.moreMilli)
      expect(next.unitPriceE4).toBeLessThan(answer.value.unitPriceE4)
      expect(priceAt(next.fromMilli)).toBe(next.unitPriceE4)
      expect(priceAt(next.fromMilli - 1)).not.toBe(next.unitPriceE4)
    }),
    { numRuns: 2_000 },
  )
  expect(promised).toBeGreaterThan(40)
})

const line = fc.record({
  unitPriceE4: fc.nat(5_000_000),
  quantityMilli: fc.nat(500_000),
  vatBp: fc.constantFrom(0, 700, 1_400, 2_000),
  vatIncluded: fc.boolean(),
})

function pricedLine({ unitPriceE4, quantityMilli, vatBp, vatIncluded }: FcOf<typeof line>) {
  const [unit] = UNITS
  const asked = { productId: 'tea', unit, baseUnit: unit, quantityMilli, vatBp }
  const answer = priceLine(
    asked,
    compilePrices([list('base', { vatIncluded })], [price('base', unitPriceE4)], ON),
  )
  if (!answer.ok) throw new Error('no price')
  return answer.value
}

type FcOf<T> = T extends fc.Arbitrary<infer V> ? V : never

test('net and VAT make the total, for a line and so for the document', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const priced = lines.map(pricedLine)
      for (const { netMinor, vatMinor, totalMinor } of priced) {
        expect(netMinor + vatMinor).toBe(totalMinor)
      }
      const sum = (of: 'netMinor' | 'vatMinor' | 'totalMinor') =>
        priced.reduce((total, one) => total + one[of], 0)
      expect(sum('netMinor') + sum('vatMinor')).toBe(sum('totalMinor'))
    }),
  )
})

test('VAT is within half a kopiyka of its rate, and never more than the total', () => {
  fc.assert(
    fc.property(line, (asked) => {
      const { netMinor, vatMinor, totalMinor } = pricedLine(asked)
      const { vatBp, vatIncluded } = asked
      const exact = vatIncluded
        ? (totalMinor * vatBp) / (10_000 + vatBp)
        : (netMinor * vatBp) / 10_000
      expect(Math.abs(vatMinor - exact)).toBeLessThanOrEqual(0.5 + 1e-6)
      expect(vatMinor).toBeGreaterThanOrEqual(0)
      expect(vatMinor).toBeLessThanOrEqual(totalMinor)
    }),
    { numRuns: 1_000 },
  )
})

test('where each break is cheaper than the one before, more never costs more a unit', () => {
  const falling = fc
    .record({ first: fc.integer({ min: 1_000, max: 2_000_000 }), cuts: fc.array(fc.nat(300)) })
    .map(({ first, cuts }) => {
      let unitPriceE4 = first
      return cuts.map((cut, i): PriceEntry => {
        unitPriceE4 = Math.max(0, unitPriceE4 - cut)
        return price('base', unitPriceE4, { fromQuantityMilli: i * 3_500 })
      })
    })
    .filter((entries) => entries.length > 0)
  fc.assert(
    fc.property(falling, wanted, fc.nat(60_000), (entries, asked, more) => {
      const prices = compilePrices([list('base')], entries, ON)
      const tea = { ...asked, productId: 'tea' }
      const few = priceLine(tea, prices)
      const many = priceLine({ ...tea, quantityMilli: tea.quantityMilli + more }, prices)
      if (!few.ok || !many.ok) throw new Error('no price')
      expect(many.value.unitPriceE4).toBeLessThanOrEqual(few.value.unitPriceE4)
    }),
    { numRuns: 1_000 },
  )
})

test('cash is at most 25 kopiykas off, in whole halves of a hryvnia', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (totalMinor) => {
      const cash = cashTotalMinor(totalMinor)
      expect(Math.abs(cash - totalMinor)).toBeLessThanOrEqual(25)
      expect(Math.abs(cash % 50)).toBe(0)
      expect(cashTotalMinor(-totalMinor) + cash).toBe(0)
    }),
  )
})
