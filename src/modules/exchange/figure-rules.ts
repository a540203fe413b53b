import type { SaidPrice } from '../pricing/pricing.ts'
import type { SaidBalance, SaidStocked } from '../stock/stock.ts'
import { pricesOf } from './commerceml/count-rules.ts'
import type {
  Figures,
  OfferRecord,
  PriceEntry,
  ProductRecord,
  Ratio,
  UnitRatio,
} from './commerceml/records.ts'
import type { Part } from './commerceml/upload.ts'
import { unitCode } from './item-rules.ts'

/** A price list that an id of the feed means. */
export type ListMeant = {
  id: string
  currency: string
  /** When the feed does not say it, its first price does. */
  currencySaid: boolean
}

export type FigureContext = {
  lists: ReadonlyMap<string, ListMeant>
  /** Of the feed's ids of warehouses, ours. */
  warehouses: ReadonlyMap<string, string>
  /** Where a figure over all warehouses lies; asked for when one is told. */
  totalWarehouse: () => string
  /** Base units of what is known and not said anew, by code. */
  unitOf: (code: string) => string | null
  /** A currency as written, in ISO 4217. */
  currencyOf: (word: string) => string
  /** Said in full: a warehouse that is not named is empty. */
  full: boolean
  /** By code, the price of a person for what the feed prices in no way that can be read. */
  mendedPrices: ReadonlyMap<string, readonly { listId: string; priceE4: number }[]>
}

export type SaidFigures = {
  prices: SaidPrice[]
  /** Codes of which all prices are said. */
  priced: string[]
  balances: SaidBalance[]
  stocked: SaidStocked[]
  /** Prices left aside, as their currency is not the list's: by price type and currency. */
  otherCurrency: Map<
    string,
    { record: OfferRecord | ProductRecord; price: PriceEntry; times: number }
  >
}

/** What these items cost and where they lie, by their codes. */
export function figuresSaid(
  part: Part,
  codes: ReadonlySet<string>,
  context: FigureContext,
): SaidFigures {
  const said: SaidFigures = {
    prices: [],
    priced: [],
    balances: [],
    stocked: [],
    otherCurrency: new Map(),
  }
  for (const code of codes) {
    const offer = part.offers.get(code) ?? null
    const product = part.products.get(code) ?? part.products.get(offer?.productId ?? '') ?? null
    const record = offer ?? product
    if (!record) continue
    sayPrices(said, code, { offer, product, record, part, context })
    sayStock(said, code, [offer, part.products.get(code) ?? null], context)
  }
  return said
}

type Record = OfferRecord | ProductRecord
type Saying = {
  offer: OfferRecord | null
  product: ProductRecord | null
  record: Record
  part: Part
  context: FigureContext
}

function sayPrices(said: SaidFigures, code: string, saying: Saying): void {
  const { offer, product, part, context } = saying
  const mended = context.mendedPrices.get(code) ?? []
  const speaks = offer?.saysPrices === true || product?.saysPrices === true
  if (!speaks && mended.length === 0) return
  said.priced.push(code)
  const prices = offer ? pricesOf(offer, part) : (product?.prices ?? [])
  const priced = new Set<string>()
  for (const price of prices) {
    const readable = readablePrice(said, code, price, saying)
    if (!readable) continue
    priced.add(readable.listId)
    said.prices.push(readable)
  }
  for (const { listId, priceE4 } of mended) {
    if (priced.has(listId)) continue
    said.prices.push({ listId, code, fromQuantityMilli: 0, unitPriceE4: priceE4 })
  }
}

function readablePrice(
  said: SaidFigures,
  code: string,
  price: PriceEntry,
  saying: Saying,
): SaidPrice | null {
  const { record, context } = saying
  const list = context.lists.get(price.priceTypeId)
  const unitPriceE4 = perBaseUnit(price, unitsOf(saying), baseUnit(code, saying))
  if (!list || unitPriceE4 === null || unitPriceE4 <= 0) return null
  const currency = price.currency === null ? null : context.currencyOf(price.currency)
  if (currency !== null && !list.currencySaid) {
    list.currency = currency
    list.currencySaid = true
  }
  if (currency !== null && currency !== list.currency) {
    noteCurrency(said, price, record)
    return null
  }
  const fromQuantityMilli = Math.max(price.minQuantityMilli ?? 0, 0)
  return { listId: list.id, code, fromQuantityMilli, unitPriceE4 }
}

const baseUnit = (code: string, { product, offer, context }: Saying): string | null => {
  const word = product?.unit?.word ?? offer?.unit?.word
  return word === undefined ? context.unitOf(code) : unitCode(word)
}

const unitsOf = ({ product, offer }: Saying): UnitRatio[] =>
  product && product.units.length > 0 ? product.units : (offer?.units ?? [])

function noteCurrency(said: SaidFigures, price: PriceEntry, record: Record): void {
  const key = `${price.priceTypeId} ${price.currency}`
  const noted = said.otherCurrency.get(key)
  if (noted) noted.times += 1
  else said.otherCurrency.set(key, { record, price, times: 1 })
}

/** The price of one base unit; null when it could not be read or is too large to be exact. */
function perBaseUnit(
  price: Pick<PriceEntry, 'valueE4' | 'coefficient' | 'unit'>,
  units: UnitRatio[],
  base: string | null,
): number | null {
  if (price.valueE4 === null) return null
  const { numerator, denominator } = ratioOf(price, units, base)
  const exact =
    (BigInt(price.valueE4) * BigInt(denominator) * 2n + BigInt(numerator)) /
    (BigInt(numerator) * 2n)
  return exact > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(exact)
}

// A price for a pack may leave it to the pack to say how many pieces it holds.
function ratioOf(
  { coefficient, unit }: Pick<PriceEntry, 'coefficient' | 'unit'>,
  units: UnitRatio[],
  base: string | null,
): Ratio {
  const whole = coefficient.numerator === coefficient.denominator
  if (!whole || !unit || unitCode(unit.word) === base) return coefficient
  return units.find(({ word }) => word === unit.word) ?? coefficient
}

function sayStock(
  said: SaidFigures,
  code: string,
  records: (Record | null)[],
  context: FigureContext,
): void {
  const figures = records.find((record) => record !== null && speaksOfStock(record))
  if (!figures) return
  const own = figures.stocks.filter((stock) => stock.warehouseId !== null)
  for (const { warehouseId, quantityMilli } of own) {
    const ours = context.warehouses.get(warehouseId ?? '')
    if (ours) said.balances.push({ warehouseId: ours, code, onHandMilli: quantityMilli })
  }
  const total = totalOf(figures)
  if (own.length === 0 && total !== null) {
    said.balances.push({ warehouseId: context.totalWarehouse(), code, onHandMilli: total })
  }
  // What is told by warehouse is not told over all as well, and the other way round.
  const clears = own.length === 0 || context.full ? 'all' : 'total'
  said.stocked.push({ code, clears })
}

const totalOf = (figures: Figures): number | null =>
  figures.quantityMilli ??
  figures.stocks.find((stock) => stock.warehouseId === null)?.quantityMilli ??
  null

const speaksOfStock = (figures: Figures) => figures.stocks.length > 0 || totalOf(figures) !== null
