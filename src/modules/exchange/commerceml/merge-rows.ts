import type { Figures, OfferRecord, PriceEntry, ProductRecord, StockEntry } from './records.ts'

/** Two files on one product: the later one wins wherever it says something. */
export function mergeProduct(earlier: ProductRecord, later: ProductRecord): ProductRecord {
  const merged = { ...earlier, ...spoken(later), ...mergeFigures(earlier, later) }
  // A silent record of figures alone does not bring a deleted product back.
  const speaksOfItself = later.name !== null || later.deleted
  merged.deleted = speaksOfItself ? later.deleted : earlier.deleted
  const vat = later.vatBp === null ? earlier : later
  merged.vatExempt = vat.vatExempt
  merged.vatWord = vat.vatWord
  merged.catchWeight = (later.unit === null ? earlier : later).catchWeight
  return merged
}

/** Two files on one offer, as when names, prices and stock come in files of their own. */
export function mergeOffer(earlier: OfferRecord, later: OfferRecord): OfferRecord {
  const merged = { ...earlier, ...spoken(later), ...mergeFigures(earlier, later) }
  const speaksOfItself = later.name !== null || later.deleted
  merged.deleted = speaksOfItself ? later.deleted : earlier.deleted
  // The place of the offer itself is worth more than that of its price.
  if (!speaksOfItself) Object.assign(merged, { file: earlier.file, line: earlier.line })
  return merged
}

// What is null or an empty list was not said.
function spoken<T extends object>(record: T): Partial<T> {
  const said = Object.entries(record).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  )
  return Object.fromEntries(said) as Partial<T>
}

function mergeFigures(earlier: Figures, later: Figures): Figures {
  return {
    prices: lastOf([...earlier.prices, ...later.prices], priceKey),
    saysPrices: earlier.saysPrices || later.saysPrices,
    quantityMilli: later.quantityMilli ?? earlier.quantityMilli,
    stocks: lastOf([...earlier.stocks, ...later.stocks], stockKey),
  }
}

const priceKey = (price: PriceEntry) => `${price.priceTypeId}\n${price.minQuantityMilli ?? 0}`
const stockKey = (stock: StockEntry) => stock.warehouseId ?? ''

const lastOf = <T>(entries: T[], key: (entry: T) => string): T[] => [
  ...new Map(entries.map((entry) => [key(entry), entry])).values(),
]
