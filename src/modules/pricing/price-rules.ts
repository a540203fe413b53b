import { lineMinor, vatOnTop, vatWithin } from '../../platform/money.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'

/** A list as it takes part in pricing, the most specific first. */
export type PriceList = {
  id: string
  code: string
  vatIncluded: boolean
  validFrom: string | null
  validTo: string | null
}
/** One price of a product in a list: per unit, from a quantity on, between two days. */
export type PriceEntry = {
  priceListId: string
  productId: string
  unitCode: string
  fromQuantityMilli: number
  validFrom: string
  validTo: string | null
  unitPriceE4: number
}
export type PricedUnit = { code: string; numerator: number; denominator: number }
export type Wanted = {
  productId: string
  unit: PricedUnit
  baseUnit: PricedUnit
  quantityMilli: number
  vatBp: number
}

/** Why a price is what it is: kept on every placed line, so it stays small. */
export type Trace = {
  list: string
  unit: string
  listPriceE4: number
  breakFromMilli: number
  vat: 'within' | 'on_top'
  vatBp: number
  passed?: { list: string; why: 'not_valid' | 'no_price' }[]
  next?: { fromMilli: number; unitPriceE4: number }
}
export type PricedLine = {
  unitPriceE4: number
  netMinor: number
  vatMinor: number
  totalMinor: number
  trace: Trace
}
export type NoPrice = { code: 'no_price'; productId: string }

/** The prices of one day, by product and unit: for each the lists in order with their breaks. */
export type CompiledPrices = {
  lists: { list: PriceList; entries: Map<string, PriceEntry[]>; valid: boolean }[]
}

const keyOf = (productId: string, unitCode: string) => `${productId} ${unitCode}`

/**
 * Sorts the entries of a chain of lists (most specific first) for one day. Of several entries for
 * the same break the one that became valid last wins, whatever the order they come in.
 */
export function compilePrices(
  lists: PriceList[],
  entries: PriceEntry[],
  day: string,
): CompiledPrices {
  const byList = new Map<string, Map<string, PriceEntry[]>>()
  for (const entry of entries) {
    if (entry.validFrom > day || (entry.validTo !== null && entry.validTo < day)) continue
    const ofList = byList.get(entry.priceListId) ?? new Map<string, PriceEntry[]>()
    byList.set(entry.priceListId, ofList)
    const key = keyOf(entry.productId, entry.unitCode)
    ofList.set(key, withEntry(ofList.get(key) ?? [], entry))
  }
  return {
    lists: lists.map((list) => ({
      list,
      entries: byList.get(list.id) ?? new Map(),
      valid:
        (list.validFrom === null || list.validFrom <= day) &&
        (list.validTo === null || list.validTo >= day),
    })),
  }
}

function withEntry(breaks: PriceEntry[], entry: PriceEntry): PriceEntry[] {
  const same = breaks.find((b) => b.fromQuantityMilli === entry.fromQuantityMilli)
  if (same && same.validFrom >= entry.validFrom) return breaks
  return [...breaks.filter((b) => b !== same), entry].sort(
    (a, b) => a.fromQuantityMilli - b.fromQuantityMilli,
  )
}

/**
 * The price of one line: the first valid list that has the product in the wanted unit, else in its
 * base unit (multiplied exactly), at the highest break the quantity reaches.
 */
export function priceLine(wanted: Wanted, prices: CompiledPrices): Result<PricedLine, NoPrice> {
  const passed: NonNullable<Trace['passed']> = []
  for (const { list, entries, valid } of prices.lists) {
    const found = valid ? entryFor(wanted, entries) : undefined
    if (!found) {
      passed.push({ list: list.code, why: valid ? 'no_price' : 'not_valid' })
      continue
    }
    return ok(lineOf(wanted, list, found, passed))
  }
  return refuse({ code: 'no_price', productId: wanted.productId })
}

type Found = { entry: PriceEntry; next: PriceEntry | undefined; unit: PricedUnit }

function entryFor(wanted: Wanted, entries: Map<string, PriceEntry[]>): Found | undefined {
  for (const unit of [wanted.unit, wanted.baseUnit]) {
    const breaks = entries.get(keyOf(wanted.productId, unit.code))
    if (!breaks) continue
    const inUnit = convertMilli(wanted.quantityMilli, wanted.unit, unit)
    const reached = breaks.filter((b) => b.fromQuantityMilli <= inUnit)
    const entry = reached.at(-1)
    if (entry) return { entry, next: breaks[reached.length], unit }
  }
  return undefined
}

/** Thousandths of one unit in thousandths of another, rounded down. */
export const convertMilli = (quantityMilli: number, from: PricedUnit, to: PricedUnit): number =>
  from.code === to.code
    ? quantityMilli
    : Number(
        (BigInt(quantityMilli) * BigInt(from.numerator) * BigInt(to.denominator)) /
          (BigInt(from.denominator) * BigInt(to.numerator)),
      )

// A base price is multiplied by the exact conversion; what 4 decimals cannot hold is rounded once.
function unitPriceIn(priceE4: number, from: PricedUnit, to: PricedUnit): number {
  if (from.code === to.code) return priceE4
  const dividend = BigInt(priceE4) * BigInt(to.numerator) * BigInt(from.denominator)
  const divisor = BigInt(to.denominator) * BigInt(from.numerator)
  return Number((dividend * 2n + divisor) / (divisor * 2n))
}

function lineOf(
  wanted: Wanted,
  list: PriceList,
  { entry, next, unit }: Found,
  passed: NonNullable<Trace['passed']>,
): PricedLine {
  const unitPriceE4 = unitPriceIn(entry.unitPriceE4, unit, wanted.unit)
  const sum = lineMinor(unitPriceE4, wanted.quantityMilli)
  const vatMinor = list.vatIncluded ? vatWithin(sum, wanted.vatBp) : vatOnTop(sum, wanted.vatBp)
  const totalMinor = list.vatIncluded ? sum : sum + vatMinor
  const trace: Trace = {
    list: list.code,
    unit: unit.code,
    listPriceE4: entry.unitPriceE4,
    breakFromMilli: entry.fromQuantityMilli,
    vat: list.vatIncluded ? 'within' : 'on_top',
    vatBp: wanted.vatBp,
    ...(passed.length > 0 ? { passed } : {}),
    ...(next ? { next: { fromMilli: next.fromQuantityMilli, unitPriceE4: next.unitPriceE4 } } : {}),
  }
  return { unitPriceE4, netMinor: totalMinor - vatMinor, vatMinor, totalMinor, trace }
}

/** Ukrainian cash totals round to 50 kopiykas, half up; cashless sums never do. */
export const cashTotalMinor = (totalMinor: number): number =>
  Math.floor((totalMinor + 25) / 50) * 50
