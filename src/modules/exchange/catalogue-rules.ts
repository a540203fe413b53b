import { v7 as uuidv7 } from 'uuid'
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

/** The stock of an ERP that names no warehouse. */
export const ONLY_WAREHOUSE = { code: 'main', name: 'Основний склад' }

/** Categories and products as our catalogue keeps them; what is sold is the offer. */
export function catalogueSaid(said: Said): Catalogue {
  const categories = [...said.groups.values()].map((group) => ({
    id: uuidv7(),
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
    ...plain.map((product) => productSaid(product, said.offers.get(product.id) ?? null)),
    ...loose.map((offer) => offerSaid(offer, said.products.get(offer.productId) ?? null)),
  ]
  return { categories, products }
}

function productSaid(product: ProductRecord, offer: OfferRecord | null): ImportedProduct {
  const baseUnit = product.unit?.word ?? offer?.unit?.word ?? 'шт'
  const barcodes = [...product.barcodes, ...(offer?.barcodes ?? [])]
  return {
    id: uuidv7(),
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

// An offer whose product is in none of the files is kept, hidden, under the offer's own name.
function offerSaid(offer: OfferRecord, product: ProductRecord | null): ImportedProduct {
  const base = product ? productSaid(product, offer) : null
  const traits = offer.characteristics.map((c) => c.value).join(', ')
  const baseUnit = base?.baseUnit ?? offer.unit?.word ?? 'шт'
  const named = base && traits ? `${base.name} (${traits})` : base?.name
  return {
    id: uuidv7(),
    code: offer.id,
    article: offer.article ?? base?.article ?? null,
    name: named ?? offer.name ?? offer.id,
    description: base?.description ?? null,
    categoryCode: base?.categoryCode ?? null,
    brand: base?.brand ?? null,
    vatBp: base?.vatBp ?? null,
    baseUnit,
    catchWeight: base?.catchWeight ?? false,
    weightGrams: base?.weightGrams ?? null,
    published: base?.published ?? false,
    deleted: offer.deleted || (base?.deleted ?? false),
    units: base?.units ?? unitsSaid(baseUnit, false, offer.units),
    gtins: gtinsSaid(offer.barcodes),
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
export const listsSaid = (said: Said, currency: string): ImportedList[] =>
  [...said.priceTypes.values()].map((type) => ({
    id: uuidv7(),
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
export function stockSaid(said: Said, known: Known) {
  const warehouses: ImportedWarehouse[] = [...said.warehouses.values()].map((warehouse) => ({
    id: uuidv7(),
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
  if (onlyOne) warehouses.push({ id: uuidv7(), ...ONLY_WAREHOUSE })
  return { warehouses, balances: [...balances.values()] }
}
