import { readRatio } from './commerceml/number-rules.ts'
import type { OfferRecord, ProductRecord, UnitName, UnitRatio } from './commerceml/records.ts'
import type { Part } from './commerceml/upload.ts'
import { type MEND_KINDS, PRICE_BY, PRICE_OF, RATIO_OF } from './mend-field-rules.ts'

/** A person's decision about an id or a word of a feed; it holds for every later upload. */
export type Mend = {
  id: string
  kind: (typeof MEND_KINDS)[number]
  externalId: string
  field: string
  value: string
  /** What stood there; null: it was not kept then. */
  said: string | null
  mendedBy: string
  mendedAt: string
}

export type Mends = {
  /** Ids of the decisions that answered something of what was read so far. */
  used: ReadonlySet<string>
  /** name, vat (basis points), unit, figures, price-of-a-list and ratio-of-a-unit by code. */
  items: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Ids of rows that have none or share one, by how the row is known again. */
  rows: ReadonlyMap<string, string>
  units: ReadonlyMap<string, string>
  currencies: ReadonlyMap<string, string>
  /** Rates of VAT as written; the empty word stands for what says none. */
  vats: { get: (word: string) => number | undefined }
  priceTypes: ReadonlyMap<string, string>
  warehouses: ReadonlyMap<string, string>
  statuses: ReadonlyMap<string, string>
}

/** The decisions by what they are about; those that are asked for are noticed as used. */
export function mendsBy(mends: readonly Mend[]): Mends {
  const used = new Set<string>()
  const of = (kind: Mend['kind']) =>
    noticing(
      mends.filter((mend) => mend.kind === kind).map((mend) => [mend.externalId, mend] as const),
      used,
    )
  const byItem = new Map<string, [string, Mend][]>()
  for (const mend of mends) {
    if (mend.kind !== 'item') continue
    const fields = byItem.get(mend.externalId) ?? []
    byItem.set(mend.externalId, fields)
    fields.push([mend.field, mend])
  }
  const items = new Map([...byItem].map(([code, fields]) => [code, noticing(fields, used)]))
  const vats = of('vat')
  return {
    used,
    items,
    rows: of('row'),
    units: of('unit'),
    currencies: of('currency'),
    vats: {
      get: (word) => {
        const value = vats.get(word)
        return value === undefined ? undefined : Number(value)
      },
    },
    priceTypes: of('price_type'),
    warehouses: of('warehouse'),
    statuses: of('status'),
  }
}

// Whoever asks for a decision lays it: only what is looked up by its key counts as used.
function noticing(
  mends: readonly (readonly [string, Pick<Mend, 'id' | 'value'>])[],
  used: Set<string>,
): ReadonlyMap<string, string> {
  const ids = new Map(mends.map(([key, { id }]) => [key, id]))
  const values = new Map(mends.map(([key, { value }]) => [key, value]))
  const kept = values.get.bind(values)
  values.get = (key) => {
    const id = ids.get(key)
    if (id !== undefined) used.add(id)
    return kept(key)
  }
  return values
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
    const weight = product.weightGrams === null ? mended?.get('weight') : undefined
    if (weight !== undefined) product.weightGrams = Number(weight)
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
  const quantity = row.quantityMilli === null ? mended.get('quantity') : undefined
  if (quantity !== undefined) row.quantityMilli = Number(quantity)
  for (const field of mended.keys()) {
    const word = field.startsWith(RATIO_OF) ? field.slice(RATIO_OF.length) : null
    if (word === null || row.units.some((unit) => unit.word === word)) continue
    const ratio = readRatio(mended.get(field) ?? '')
    if (!ratio) continue
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
