import { readRatio } from './commerceml/number-rules.ts'
import type { OfferRecord, ProductRecord, UnitName, UnitRatio } from './commerceml/records.ts'
import type { Part } from './commerceml/upload.ts'
import { PRICE_BY, PRICE_OF, RATIO_OF } from './mend-field-rules.ts'

/** A person's decision about an id or a word of a feed; it holds for every later upload. */
export type Mend = {
  kind: 'item' | 'row' | 'unit' | 'currency' | 'vat' | 'price_type' | 'warehouse' | 'status'
  externalId: string
  field: string
  value: string
  mendedBy: string
  mendedAt: string
}

export type Mends = {
  /** name, vat (basis points), unit, figures, price-of-a-list and ratio-of-a-unit by code. */
  items: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Ids of rows that have none or share one, by how the row is known again. */
  rows: ReadonlyMap<string, string>
  units: ReadonlyMap<string, string>
  currencies: ReadonlyMap<string, string>
  /** Rates of VAT as written; the empty word stands for what says none. */
  vats: ReadonlyMap<string, number>
  priceTypes: ReadonlyMap<string, string>
  warehouses: ReadonlyMap<string, string>
  statuses: ReadonlyMap<string, string>
}

/** The decisions by what they are about. */
export function mendsBy(mends: readonly Mend[]): Mends {
  const of = (kind: Mend['kind']) =>
    new Map(
      mends
        .filter((mend) => mend.kind === kind)
        .map(({ externalId, value }) => [externalId, value] as const),
    )
  const items = new Map<string, Map<string, string>>()
  for (const mend of mends) {
    if (mend.kind !== 'item') continue
    const fields = items.get(mend.externalId) ?? new Map<string, string>()
    items.set(mend.externalId, fields.set(mend.field, mend.value))
  }
  return {
    items,
    rows: of('row'),
    units: of('unit'),
    currencies: of('currency'),
    vats: new Map([...of('vat')].map(([word, value]) => [word, Number(value)] as const)),
    priceTypes: of('price_type'),
    warehouses: of('warehouse'),
    statuses: of('status'),
  }
}

/** Lays the decisions over a part's rows, before anybody judges them. */
export function mendPart(part: Part, mends: Mends): void {
  for (const product of part.products.values()) {
    mendUnits(product, mends)
    const mended = mends.items.get(product.id)
    product.vatBp = vatOf(product, mended, mends)
    product.name = mended?.get('name') ?? product.name
    product.unit = unitMended(mended) ?? product.unit
    if (mended) mendFigures(product, mended)
    const weight = mended?.get('weight')
    if (weight !== undefined) product.weightGrams ??= Number(weight)
  }
  for (const offer of part.offers.values()) {
    mendUnits(offer, mends)
    const mended = mends.items.get(offer.id)
    offer.name = mended?.get('name') ?? offer.name
    offer.unit = unitMended(mended) ?? offer.unit
    if (mended) mendFigures(offer, mended)
  }
}

function vatOf(
  product: ProductRecord,
  mended: ReadonlyMap<string, string> | undefined,
  { vats }: Mends,
): number | null {
  const own = mended?.get('vat')
  if (own !== undefined) return Number(own)
  if (product.vatBp !== null || product.vatWord === null) return product.vatBp
  return vats.get(product.vatWord) ?? null
}

const unitMended = (mended: ReadonlyMap<string, string> | undefined): UnitName | null => {
  const word = mended?.get('unit')
  return word === undefined ? null : { word, code: null, known: true }
}

/** Figures that cannot be read, and ratios that nobody says: what the file says itself stays. */
function mendFigures(row: ProductRecord | OfferRecord, mended: ReadonlyMap<string, string>): void {
  row.prices = row.prices.map((price) => {
    const own = price.valueE4 === null && mended.get(`${PRICE_BY}${price.priceTypeId}`)
    return own ? { ...price, valueE4: Number(own) } : price
  })
  const quantity = mended.get('quantity')
  if (quantity !== undefined) row.quantityMilli ??= Number(quantity)
  for (const [field, value] of mended) {
    const word = field.startsWith(RATIO_OF) ? field.slice(RATIO_OF.length) : null
    const ratio = word === null ? null : readRatio(value)
    if (word === null || !ratio || row.units.some((unit) => unit.word === word)) continue
    row.units = [...row.units, { word, code: null, known: true, ...ratio }]
  }
}

function mendUnits(row: ProductRecord | OfferRecord, { units }: Mends): void {
  if (units.size === 0) return
  const named = <T extends UnitName | UnitRatio>(unit: T): T => {
    const word = unit.known ? undefined : units.get(unit.word)
    return word === undefined ? unit : { ...unit, word, known: true }
  }
  if (row.unit) row.unit = named(row.unit)
  row.units = row.units.map(named)
  row.prices = row.prices.map((price) => ({ ...price, unit: price.unit && named(price.unit) }))
}

/** The prices that people gave to items, by code. */
export function pricesMended({ items }: Mends): Map<string, { listId: string; priceE4: number }[]> {
  const prices = new Map<string, { listId: string; priceE4: number }[]>()
  for (const [code, fields] of items) {
    const own = [...fields].flatMap(([field, value]) =>
      field.startsWith(PRICE_OF)
        ? [{ listId: field.slice(PRICE_OF.length), priceE4: Number(value) }]
        : [],
    )
    if (own.length > 0) prices.set(code, own)
  }
  return prices
}
