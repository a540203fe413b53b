import type { ImportedCategory, ImportedProduct } from '../catalogue/catalogue.ts'
import type { ImportedList, ImportedPrice } from '../pricing/pricing.ts'
import type { ImportedBalance, ImportedWarehouse } from '../stock/stock.ts'
import type {
  GroupRecord,
  OfferRecord,
  PriceTypeRecord,
  ProductRecord,
  UnitRatio,
  WarehouseRecord,
} from './commerceml/records.ts'

/** An upload with its files laid over each other: by id, the last word of each. */
export type Said = {
  groups: ReadonlyMap<string, GroupRecord>
  products: ReadonlyMap<string, ProductRecord>
  offers: ReadonlyMap<string, OfferRecord>
  priceTypes: ReadonlyMap<string, PriceTypeRecord>
  warehouses: ReadonlyMap<string, WarehouseRecord>
}

export type Catalogue = { categories: ImportedCategory[]; products: ImportedProduct[] }

/** Makes the id of a new row; rules themselves know no chance. */
export type NewId = () => string

/** The stock of an ERP that names no warehouse. */
const ONLY_WAREHOUSE = { code: 'main', name: 'Основний склад' }

/** Categories and products as our catalogue keeps them; what is sold is the offer. */
export function catalogueSaid(said: Said, newId: NewId): Catalogue {
  const categories = [...said.groups.values()].map((group) => ({
    id: newId(),
    code: group.id,
    parentCode: group.parentId,
    name: group.name || group.id,
  }))
  const offered = new Set([...said.offers.values()].map((offer) => offer.productId))
  const whole = new Set([...said.offers.keys()])
  const plain = [...said.products.values()].filter(
    (product) => whole.has(product.id) || !offered.has(product.id),
  )
  const loose = [...said.offers.values()].filter((offer) => !said.products.has(offer.id))
  const products = [
    ...plain.map((product) => productSaid(product, said.offers.get(product.id) ?? null, newId)),
    ...loose.map((offer) => offerSaid(offer, said.products.get(offer.productId) ?? null, newId)),
  ]
  return { categories, products }
}

function productSaid(
  product: ProductRecord,
  offer: OfferRecord | null,
  newId: NewId,
): ImportedProduct {
  const baseUnit = product.unit?.word ?? offer?.unit?.word ?? 'шт'
  const barcodes = [...product.barcodes, ...(offer?.barcodes ?? [])]
  return {
    id: newId(),
    code: product.id,
    article: product.article ?? product.code,
    name: product.name ?? offer?.name ?? product.id,
    description: product.description,
    categoryCode: product.groupIds[0] ?? null,
    brand: product.brand ?? product.manufacturer,
    vatBp: product.vatBp,
    baseUnit,
    catchWeight: product.catchWeight,
    weightGrams: product.weightGrams ?? (product.catchWeight ? 1000 : null),
    published: !product.deleted,
    deleted: product.deleted,
    units: unitsSaid(baseUnit, product.catchWeight, product.units),
    gtins: gtinsSaid(barcodes),
  }
}

// An offer whose product is in none of the files is kept, hidden, under the offer's own name; one
// with a characteristic is sold as a product of its own.
function offerSaid(
  offer: OfferRecord,
  product: ProductRecord | null,
  newId: NewId,
): ImportedProduct {
  const own = { id: newId(), code: offer.id, gtins: gtinsSaid(offer.barcodes) }
  if (product) {
    const base = productSaid(product, offer, newId)
    const traits = offer.characteristics.map((c) => c.value).join(', ')
    const name = traits ? `${base.name} (${traits})` : base.name
    const deleted = offer.deleted || base.deleted
    return { ...base, ...own, name, deleted, article: offer.article ?? base.article }
  }
  const baseUnit = offer.unit?.word ?? 'шт'
  return {
    ...own,
    article: offer.article,
    name: offer.name ?? offer.id,
    description: null,
    categoryCode: null,
    brand: null,
    vatBp: null,
    baseUnit,
    catchWeight: false,
    weightGrams: null,
    published: false,
    deleted: offer.deleted,
    units: unitsSaid(baseUnit, false, offer.units),
  }
}

function unitsSaid(baseUnit: string, byWeight: boolean, others: UnitRatio[]) {
  const base = {
    code: baseUnit,
    numerator: 1,
    denominator: 1,
    multipleMilli: byWeight ? 100 : 1000,
  }
  const known = new Map([[baseUnit, base]])
  for (const { word, numerator, denominator } of others) {
    if (!known.has(word)) {
      known.set(word, { code: word, numerator, denominator, multipleMilli: 1000 })
    }
  }
  return [...known.values()]
}

const gtinsSaid = (barcodes: string[]) => [
  ...new Set(barcodes.filter((code) => /^[0-9]{8,14}$/.test(code))),
]

/** Price lists of the price types that were named. */
export const listsSaid = (said: Said, currency: string, newId: NewId): ImportedList[] =>
  [...said.priceTypes.values()].map((type) => ({
    id: newId(),
    code: type.id,
    name: type.name || type.id,
    currency: type.currency ?? currency,
    vatIncluded: type.vatIncluded ?? true,
  }))

type Known = ReadonlyMap<string, { id: string; baseUnit: string }>

/** Prices of the offers (and of products that carry their own), and for whom they were said. */
export function pricesSaid(said: Said, known: Known) {
  const prices: ImportedPrice[] = []
  const saidFor: string[] = []
  for (const record of [...said.products.values(), ...said.offers.values()]) {
    const product = known.get(record.id)
    if (!product || !record.saysPrices) continue
    saidFor.push(product.id)
    for (const price of record.prices) {
      if (price.valueE4 === null || price.valueE4 <= 0) continue
      prices.push({
        listCode: price.priceTypeId,
        productId: product.id,
        unitCode: product.baseUnit,
        fromQuantityMilli: price.minQuantityMilli ?? 0,
        unitPriceE4: perBaseUnit(price.valueE4, price.coefficient),
      })
    }
  }
  return { prices, saidFor }
}

const perBaseUnit = (valueE4: number, per: { numerator: number; denominator: number }) =>
  Number(
    (BigInt(valueE4) * BigInt(per.denominator) * 2n + BigInt(per.numerator)) /
      (BigInt(per.numerator) * 2n),
  )

/** Warehouses and what is on hand in them; a figure over all goes to the only warehouse. */
export function stockSaid(said: Said, known: Known, newId: NewId) {
  const warehouses: ImportedWarehouse[] = [...said.warehouses.values()].map((warehouse) => ({
    id: newId(),
    code: warehouse.id,
    name: warehouse.name || warehouse.id,
  }))
  const balances = new Map<string, ImportedBalance>()
  let onlyOne = false
  for (const record of [...said.products.values(), ...said.offers.values()]) {
    const product = known.get(record.id)
    if (!product) continue
    const own = record.stocks.filter((stock) => stock.warehouseId !== null)
    const total = record.quantityMilli ?? record.stocks.find((s) => !s.warehouseId)?.quantityMilli
    for (const { warehouseId, quantityMilli } of own) {
      const row = { warehouseCode: warehouseId ?? '', productId: product.id }
      balances.set(`${warehouseId} ${product.id}`, { ...row, onHandMilli: quantityMilli })
    }
    if (own.length > 0 || total === undefined || total === null) continue
    onlyOne = true
    const row = { warehouseCode: ONLY_WAREHOUSE.code, productId: product.id }
    balances.set(`main ${product.id}`, { ...row, onHandMilli: total })
  }
  if (onlyOne) warehouses.push({ id: newId(), ...ONLY_WAREHOUSE })
  return { warehouses, balances: [...balances.values()] }
}
