import { divideHalfUp, lineMinor, vatOnTop, vatWithin } from '../../platform/money.ts'
import { invariant, ok, type Result, refuse } from '../../platform/result.ts'
import { type Conversion, convertMilli, roundToMultiple } from '../catalogue/unit-rules.ts'
import type { CompiledList, CompiledPrices, OutOfDay, PriceEntry } from './price-list-rules.ts'

export type Wanted = {
  productId: string
  /** The unit the quantity is in; with its multiple the next break is told in whole steps. */
  unit: Conversion & { multipleMilli?: number }
  baseUnit: Conversion
  quantityMilli: number
  vatBp: number
}

/** A list that did not price the line, and why; quantities in the wanted unit. */
export type Passed = { list: string } & (
  | { why: 'no_price' | 'other_currency' }
  | OutOfDay
  | { why: 'break'; fromMilli: number; moreMilli: number }
)
/** "2 cases more and you get …": quantities and price in the wanted unit. */
export type NextBreak = { fromMilli: number; moreMilli: number; unitPriceE4: number }
export const HAND_REASONS = ['competitor', 'volume', 'expiry', 'mistake', 'loyalty'] as const
export type HandReason = (typeof HAND_REASONS)[number]
/** What somebody took off by hand: how much of the list's unit price, why, and who. */
export type HandTrace = {
  percentBp: number
  reason: HandReason
  by: string
  listUnitPriceE4: number
  offMinor: number
}
/** Why a price is what it is: kept on every placed line, so it stays small. */
export type Trace = {
  list: string
  /** The unit that the list prices; listPriceE4 and breakFromMilli are of this unit. */
  unit: string
  listPriceE4: number
  breakFromMilli: number
  vat: 'within' | 'on_top'
  vatBp: number
  passed?: Passed[]
  next?: NextBreak
  hand?: HandTrace
}
export type PricedLine = {
  unitPriceE4: number
  netMinor: number
  vatMinor: number
  totalMinor: number
  trace: Trace
}
export type NoPrice = { code: 'no_price'; productId: string }

// A trace tells the lists that matter, not a long chain of parents.
const PASSED_KEPT_MAX = 4

/**
 * The price of one line: the first valid list that has the product in the wanted unit, else in its
 * base unit (multiplied exactly), at the highest break the quantity reaches.
 */
export function priceLine(wanted: Wanted, prices: CompiledPrices): Result<PricedLine, NoPrice> {
  const found = findPrice(wanted, prices)
  if (!found) return refuse({ code: 'no_price', productId: wanted.productId })
  const sums = sumsOf(found.unitPriceE4, wanted, found.compiled.list.vatIncluded)
  const { list } = found.compiled
  const passed = passedBefore(wanted, prices, found.compiled)
  const next = nextBreak(wanted, prices, found)
  const trace: Trace = {
    list: list.name,
    unit: found.entry.unitCode,
    listPriceE4: found.entry.unitPriceE4,
    breakFromMilli: found.entry.fromQuantityMilli,
    vat: list.vatIncluded ? 'within' : 'on_top',
    vatBp: wanted.vatBp,
    ...(passed.length > 0 ? { passed } : {}),
    ...(next ? { next } : {}),
  }
  return ok({ unitPriceE4: found.unitPriceE4, ...sums, trace })
}

/** A unit price from a quantity on, as priceLine would answer there. */
export type PriceStep = { fromMilli: number; unitPriceE4: number; vatIncluded: boolean }

/** All prices of a product in one unit, by quantity: what a shelf shows and a browser sums from. */
export function priceSteps(
  asked: Omit<Wanted, 'quantityMilli'>,
  prices: CompiledPrices,
): PriceStep[] {
  const steps: PriceStep[] = []
  for (const fromMilli of startsOf(asked, prices)) {
    const found = findPrice({ ...asked, quantityMilli: fromMilli }, prices)
    if (!found) continue
    const { vatIncluded } = found.compiled.list
    const last = steps.at(-1)
    if (last?.unitPriceE4 === found.unitPriceE4 && last.vatIncluded === vatIncluded) continue
    steps.push({ fromMilli, unitPriceE4: found.unitPriceE4, vatIncluded })
  }
  return steps
}

/**
 * Ukrainian cash totals round to 50 kopiykas: 1–24 down, 25–49 up, 51–74 down, 75–99 up (National
 * Bank, in force since 1 October 2025). Cashless sums never do; a return mirrors its sale.
 */
export const cashTotalMinor = (totalMinor: number): number =>
  Number(divideHalfUp(BigInt(totalMinor), 50n) * 50n)

type Found = { compiled: CompiledList; entry: PriceEntry; unitPriceE4: number }

function findPrice(wanted: Wanted, prices: CompiledPrices): Found | undefined {
  for (const compiled of prices.lists) {
    for (const unit of unitsOf(wanted)) {
      const inUnit = convertMilli(wanted.quantityMilli, wanted.unit, unit)
      const entry = compiled
        .breaksOf(wanted.productId, unit.code)
        .findLast((b) => b.fromQuantityMilli <= inUnit)
      if (!entry) continue
      return { compiled, entry, unitPriceE4: priceIn(entry.unitPriceE4, unit, wanted.unit) }
    }
  }
  return undefined
}

const unitsOf = ({ unit, baseUnit }: Pick<Wanted, 'unit' | 'baseUnit'>): Conversion[] =>
  unit.code === baseUnit.code ? [unit] : [unit, baseUnit]

// A base price is multiplied by the exact conversion; what 4 decimals cannot hold is rounded once.
function priceIn(priceE4: number, from: Conversion, to: Conversion): number {
  if (from.code === to.code) return priceE4
  const dividend = BigInt(priceE4) * BigInt(to.numerator) * BigInt(from.denominator)
  return Number(divideHalfUp(dividend, BigInt(to.denominator) * BigInt(from.numerator)))
}

/** What a line comes to at a unit price: VAT is rounded once, and the total is net and VAT. */
export function sumsOf(
  unitPriceE4: number,
  { quantityMilli, vatBp }: Pick<Wanted, 'quantityMilli' | 'vatBp'>,
  vatIncluded: boolean,
) {
  const sum = lineMinor(unitPriceE4, quantityMilli)
  const vatMinor = vatIncluded ? vatWithin(sum, vatBp) : vatOnTop(sum, vatBp)
  const totalMinor = vatIncluded ? sum : sum + vatMinor
  invariant(Number.isSafeInteger(totalMinor), 'a line is worth less than 2^53 minor units')
  return { netMinor: totalMinor - vatMinor, vatMinor, totalMinor }
}

function passedBefore(wanted: Wanted, prices: CompiledPrices, found: CompiledList): Passed[] {
  const before = prices.lists.slice(0, Math.min(prices.lists.indexOf(found), PASSED_KEPT_MAX))
  return before.map((compiled) => ({ list: compiled.list.name, ...whyNot(wanted, compiled) }))
}

function whyNot(wanted: Wanted, compiled: CompiledList) {
  if (compiled.unfit) return compiled.unfit
  const [fromMilli] = startsIn(wanted, compiled)
  if (fromMilli !== undefined) {
    return { why: 'break' as const, fromMilli, moreMilli: moreTo(fromMilli, wanted) }
  }
  return compiled.outOfDay.get(wanted.productId) ?? { why: 'no_price' as const }
}

// The next quantity at which a unit is cheaper; with another VAT prices do not compare.
function nextBreak(wanted: Wanted, prices: CompiledPrices, now: Found): NextBreak | undefined {
  const cheaper = priceSteps(wanted, prices).find(
    (step) =>
      step.fromMilli > wanted.quantityMilli &&
      step.unitPriceE4 < now.unitPriceE4 &&
      step.vatIncluded === now.compiled.list.vatIncluded,
  )
  if (!cheaper) return undefined
  const { fromMilli, unitPriceE4 } = cheaper
  return { fromMilli, moreMilli: moreTo(fromMilli, wanted), unitPriceE4 }
}

const moreTo = (fromMilli: number, { unit, quantityMilli }: Wanted) =>
  roundToMultiple(fromMilli, unit.multipleMilli ?? 1, 'up') - quantityMilli

// Quantities of the wanted unit at which some price begins, smallest first.
const startsOf = (asked: Omit<Wanted, 'quantityMilli'>, prices: CompiledPrices): number[] =>
  [...new Set(prices.lists.flatMap((compiled) => startsIn(asked, compiled)))].sort((a, b) => a - b)

const startsIn = (asked: Omit<Wanted, 'quantityMilli'>, compiled: CompiledList): number[] =>
  unitsOf(asked)
    .flatMap((unit) =>
      compiled
        .breaksOf(asked.productId, unit.code)
        .map((b) => convertMilli(b.fromQuantityMilli, unit, asked.unit, 'up')),
    )
    .sort((a, b) => a - b)
