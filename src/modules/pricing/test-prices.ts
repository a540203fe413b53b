import { compilePrices, type PriceEntry, type PriceList } from './price-list-rules.ts'
import { priceLine, type Wanted } from './price-rules.ts'

export const TODAY = { day: '2026-11-26', currency: 'UAH' }
const PIECE = { code: 'piece', numerator: 1, denominator: 1 }
export const CASE = { code: 'case', numerator: 24, denominator: 1 }

export const list = (name: string, changed: Partial<PriceList> = {}): PriceList => ({
  id: name,
  name,
  currency: 'UAH',
  vatIncluded: true,
  validFrom: null,
  validTo: null,
  ...changed,
})
export const price = (
  priceListId: string,
  unitPriceE4: number,
  changed: Partial<PriceEntry> = {},
): PriceEntry => ({
  priceListId,
  productId: 'tea',
  unitCode: 'piece',
  fromQuantityMilli: 0,
  validFrom: '2000-01-01',
  validTo: null,
  unitPriceE4,
  ...changed,
})
export const wanted = (changed: Partial<Wanted> = {}): Wanted => ({
  productId: 'tea',
  unit: PIECE,
  baseUnit: PIECE,
  quantityMilli: 1_000,
  vatBp: 2_000,
  ...changed,
})
export const cases = (count: number) => wanted({ unit: CASE, quantityMilli: count * 1_000 })
export const pieces = (count: number) => wanted({ quantityMilli: count * 1_000 })

export function priced(line: Wanted, lists: PriceList[], entries: PriceEntry[]) {
  const answer = priceLine(line, compilePrices(lists, entries, TODAY))
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer.value
}
