import type { Figures, OfferRecord, PriceEntry, ProductRecord } from './records.ts'
import type { Classifier, Part, UploadCounts } from './upload.ts'

/** The counts of an upload before any of its goods. */
export const countClassifier = (classifier: Classifier): UploadCounts => ({
  products: 0,
  offers: 0,
  priceTypes: classifier.priceTypes.size,
  warehouses: classifier.warehouses.size,
  groups: classifier.groups.size,
  characteristics: 0,
  deleted: 0,
  withoutPrice: 0,
  zeroPrice: 0,
  negativeStock: 0,
  unknownProduct: 0,
})

/** Adds a part's goods: whatever has the same id is in the same part. */
export function countPart(counts: UploadCounts, part: Part): void {
  const offers = [...part.offers.values()]
  const products = [...part.products.values()]
  const known = knownProducts(part)
  const count = (test: (offer: OfferRecord) => boolean) => offers.filter(test).length
  const ids = (test: (row: OfferRecord | ProductRecord) => boolean) =>
    new Set([...products, ...offers].filter(test).map(({ id }) => id)).size
  counts.products += products.length
  counts.offers += offers.length
  counts.characteristics += count(({ id }) => /^[^#]+#./.test(id))
  counts.deleted += ids(({ deleted }) => deleted)
  counts.withoutPrice += count((offer) => isWithoutPrice(pricesOf(offer, part)))
  counts.zeroPrice += count((offer) => isZeroPrice(pricesOf(offer, part)))
  counts.negativeStock += ids(isNegative)
  counts.unknownProduct += count(({ productId }) => !known.has(productId))
}

/** Ids under which offers may name the part's products. */
export function knownProducts(part: Pick<Part, 'products'>): Set<string> {
  const known = new Set<string>()
  for (const { id, productId } of part.products.values()) known.add(id).add(productId)
  return known
}

/** An offer's prices; where it has none, those that stand inside its product. */
export function pricesOf(offer: OfferRecord, part: Pick<Part, 'products'>): PriceEntry[] {
  if (offer.prices.length > 0) return offer.prices
  const product = part.products.get(offer.id) ?? part.products.get(offer.productId)
  return product?.prices ?? []
}

export const isWithoutPrice = (prices: PriceEntry[]): boolean =>
  prices.every(({ valueE4 }) => valueE4 === null)

export function isZeroPrice(prices: PriceEntry[]): boolean {
  const readable = prices.filter(({ valueE4 }) => valueE4 !== null)
  return readable.length > 0 && readable.every(({ valueE4 }) => valueE4 === 0)
}

const isNegative = ({ quantityMilli, stocks }: Figures): boolean =>
  (quantityMilli ?? 0) < 0 || stocks.some((stock) => stock.quantityMilli < 0)
