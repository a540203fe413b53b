import type { OfferRecord, ProductRecord } from './records.ts'

/** Keeps one copy of what rows repeat: units, ids of price types, groups, warehouses, properties. */
export type Pool = { same: <T>(value: T) => T }

const POOL_MAX = 200_000
const NONE: never[] = []
Object.freeze(NONE)

export function rowPool(): Pool {
  const kept = new Map<string, unknown>()
  const same = <T>(value: T): T => {
    if (value === null) return value
    const key = typeof value === 'string' ? `"${value}` : JSON.stringify(value)
    const known = kept.get(key)
    if (known !== undefined) return known as T
    if (kept.size < POOL_MAX) kept.set(key, value)
    return value
  }
  return { same }
}

// A text cut out of a file keeps the whole piece of the file alive; a copy lets it go.
export const fresh = <T>(record: T): T => JSON.parse(JSON.stringify(record)) as T

/** The same row in a third of the memory; its lists are not to be written to. */
export function compactRow<T extends ProductRecord | OfferRecord>(row: T, pool: Pool): T {
  const { same } = pool
  row.file = same(row.file)
  row.unit = same(row.unit)
  row.units = listOf(row.units, same)
  row.stocks = listOf(row.stocks, (stock) => {
    stock.warehouseId = same(stock.warehouseId)
    return stock
  })
  row.prices = listOf(row.prices, (price) => {
    price.priceTypeId = same(price.priceTypeId)
    price.currency = same(price.currency)
    price.unit = same(price.unit)
    price.coefficient = same(price.coefficient)
    return price
  })
  row.barcodes = listOf(row.barcodes, (code) => code)
  if (row.kind === 'product') compactProduct(row, pool)
  else compactOffer(row, pool)
  return row
}

function compactProduct(row: ProductRecord, { same }: Pool): void {
  row.groupIds = listOf(row.groupIds, same)
  row.categoryId = same(row.categoryId)
  row.manufacturer = same(row.manufacturer)
  row.brand = same(row.brand)
  row.country = same(row.country)
  row.pictures = listOf(row.pictures, (path) => path)
  row.properties = listOf(row.properties, same)
  row.requisites = listOf(row.requisites, same)
  if (row.productId === row.id) row.productId = row.id
  if (row.fullName === row.name) row.fullName = row.name
}

function compactOffer(row: OfferRecord, { same }: Pool): void {
  row.characteristics = listOf(row.characteristics, same)
  row.components = listOf(row.components, (part) => part)
  if (row.productId === row.id) row.productId = row.id
}

const listOf = <T>(list: T[], each: (entry: T) => T): T[] =>
  list.length === 0 ? NONE : list.map(each)
