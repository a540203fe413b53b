import type { Figures, OfferRecord, PriceEntry, ProductRecord } from './records.ts'
import type { Upload, UploadCounts } from './upload.ts'

type Rows = Omit<Upload, 'counts'>

export function countUpload(upload: Rows): UploadCounts {
  const offers = [...upload.offers.values()]
  const products = [...upload.products.values()]
  const known = knownProducts(upload)
  const count = (test: (offer: OfferRecord) => boolean) => offers.filter(test).length
  const ids = (test: (row: OfferRecord | ProductRecord) => boolean) =>
    new Set([...products, ...offers].filter(test).map(({ id }) => id)).size
  return {
    products: products.length,
    offers: offers.length,
    priceTypes: upload.priceTypes.size,
    warehouses: upload.warehouses.size,
    groups: upload.groups.size,
    characteristics: count(({ id }) => /^[^#]+#./.test(id)),
    deleted: ids(({ deleted }) => deleted),
    withoutPrice: count((offer) => isWithoutPrice(pricesOf(offer, upload))),
    zeroPrice: count((offer) => isZeroPrice(pricesOf(offer, upload))),
    negativeStock: ids(isNegative),
    unknownProduct: count(({ productId }) => !known.has(productId)),
  }
}

/** Ids under which offers may name the upload's products. */
export function knownProducts(upload: Pick<Rows, 'products'>): Set<string> {
  const known = new Set<string>()
  for (const { id, productId } of upload.products.values()) known.add(id).add(productId)
  return known
}

/** An offer's prices; where it has none, those that stand inside its product. */
export function pricesOf(offer: OfferRecord, upload: Pick<Rows, 'products'>): PriceEntry[] {
  if (offer.prices.length > 0) return offer.prices
  const product = upload.products.get(offer.id) ?? upload.products.get(offer.productId)
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
