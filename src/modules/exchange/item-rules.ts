import type { SaidItem } from '../catalogue/catalogue.ts'
import type { Oddity, OfferRecord, ProductRecord, UnitRatio } from './commerceml/records.ts'
import type { Classifier, Part } from './commerceml/upload.ts'
import type { NewId } from './match-rules.ts'

/** What our base knows of an id of the feed. */
export type KnownItem = {
  baseUnit: string
  /** Named by the feed's catalogue, by its offers, and not gone since. */
  inCatalogue: boolean
  offered: boolean
}

export type ItemContext = {
  classifier: Classifier
  /** By code. */
  known: ReadonlyMap<string, KnownItem>
  /** A product that is sold by its characteristics: the code of one of these. */
  bases: ReadonlyMap<string, string>
  full: { catalogue: boolean; offers: boolean }
  pictureOf: (record: ProductRecord) => string | null
  defaultVatBp: number | null
  newId: NewId
}

export type ItemLink = { kind: 'product' | 'offer' | 'parent'; externalId: string; code: string }

export type SaidGoods = {
  items: SaidItem[]
  /** What the feed named, and under which of our codes it is kept. */
  links: ItemLink[]
  quarantined: Oddity[]
  /** Without a rate of VAT, and new. */
  withoutVat: number
}

/**
 * What is sold of a part: a product, or each of its characteristics as a product of its own. An
 * offer whose product nobody knows is kept hidden under its own name. Silence changes nothing.
 */
export function goodsSaid(part: Part, context: ItemContext): SaidGoods {
  const goods: SaidGoods = { items: [], links: [], quarantined: [], withoutVat: 0 }
  const offers = [...part.offers.values()]
  const offered = new Set(offers.map((offer) => offer.productId))
  for (const product of part.products.values()) {
    const offer = part.offers.get(product.id) ?? null
    if (offer || !offered.has(product.id)) sayProduct(goods, product, offer, context)
    else sayParent(goods, product, context)
  }
  for (const offer of offers) {
    if (part.products.has(offer.id)) continue
    const product = part.products.get(offer.productId) ?? null
    if (product) sayCharacteristic(goods, offer, product, context)
    else sayOffer(goods, offer, context)
  }
  return goods
}

function sayProduct(
  goods: SaidGoods,
  product: ProductRecord,
  offer: OfferRecord | null,
  context: ItemContext,
): void {
  const name = product.name ?? product.fullName ?? offer?.name ?? null
  if (name === null && !context.known.has(product.id) && !product.deleted) {
    goods.quarantined.push(nameless(product))
    return
  }
  const item = { ...productItem(product, offer, context), name }
  countVat(goods, item, context)
  goods.items.push(item)
  goods.links.push({ kind: 'product', externalId: product.id, code: product.id })
  if (offer) goods.links.push({ kind: 'offer', externalId: offer.id, code: product.id })
}

// Sold before its characteristics came, it is sold no more, but stays in its catalogue.
function sayParent(goods: SaidGoods, product: ProductRecord, context: ItemContext): void {
  if (!context.known.has(product.id)) return
  const deleted = product.deleted ? true : null
  goods.items.push({ ...silentItem(product.id, context.newId()), published: false, deleted })
  goods.links.push({ kind: 'product', externalId: product.id, code: product.id })
}

function sayCharacteristic(
  goods: SaidGoods,
  offer: OfferRecord,
  product: ProductRecord,
  context: ItemContext,
): void {
  const base = product.name ?? product.fullName ?? offer.name
  if (base === null && !context.known.has(offer.id)) {
    goods.quarantined.push(nameless(offer))
    return
  }
  const traits = offer.characteristics.map(({ value }) => value).filter(Boolean)
  const name = base !== null && traits.length > 0 ? `${base} (${traits.join(', ')})` : base
  const whole = productItem(product, offer, context)
  const item = {
    ...whole,
    id: context.newId(),
    code: offer.id,
    name,
    article: offer.article ?? whole.article,
    published: publishedAs(context.known.get(offer.id)),
    gtins: gtinsIn(offer.barcodes),
  }
  countVat(goods, item, context)
  goods.items.push(item)
  goods.links.push(
    { kind: 'product', externalId: offer.id, code: offer.id },
    { kind: 'offer', externalId: offer.id, code: offer.id },
    { kind: 'parent', externalId: product.id, code: offer.id },
  )
}

function sayOffer(goods: SaidGoods, offer: OfferRecord, context: ItemContext): void {
  const known = context.known.get(offer.id)
  const base = context.bases.get(offer.productId) ?? null
  if (!known && offer.name === null && base === null && !offer.deleted) {
    goods.quarantined.push(nameless(offer))
    return
  }
  const own = known?.inCatalogue !== true
  const speaks = own && offer.unit !== null
  const item: SaidItem = {
    ...silentItem(offer.id, context.newId()),
    baseCode: base,
    article: own ? offer.article : null,
    name: own ? offer.name : null,
    baseUnit: own && offer.unit ? unitCode(offer.unit.word) : null,
    byWeight: null,
    published: offerPublished(known, base, context),
    deleted: offerDeleted(offer, known),
    units: speaks ? unitsBeside(offer.unit?.word ?? '', offer.units) : null,
    gtins: gtinsIn(offer.barcodes),
  }
  goods.items.push(item)
  goods.links.push({ kind: 'offer', externalId: offer.id, code: offer.id })
}

const publishedAs = (known: KnownItem | undefined): boolean | null =>
  known?.inCatalogue ? null : true

// A full catalogue that names it no more hides what its offers still name.
function offerPublished(
  known: KnownItem | undefined,
  base: string | null,
  { full }: ItemContext,
): boolean | null {
  if (known) return known.inCatalogue && full.catalogue ? false : null
  return base === null ? false : null
}

function offerDeleted(offer: OfferRecord, known: KnownItem | undefined): boolean | null {
  if (offer.deleted) return true
  if (known?.inCatalogue) return null
  return offer.name !== null || !known?.offered ? false : null
}

function productItem(
  product: ProductRecord,
  offer: OfferRecord | null,
  context: ItemContext,
): SaidItem {
  const known = context.known.get(product.id)
  const gone = product.deleted || offer?.deleted === true
  const weight = product.weightGrams
  return {
    id: context.newId(),
    code: product.id,
    baseCode: null,
    article: product.article ?? product.code,
    name: product.name,
    description: product.description,
    categoryCode: product.groupIds[0] ?? null,
    brand: product.brand ?? product.manufacturer,
    vatBp: product.vatBp,
    ...unitsSaid(product, offer, known),
    weightGrams: weight === null ? null : Math.min(weight, INT_MAX),
    pictureId: context.pictureOf(product),
    traits: traitsOf(product, context.classifier),
    published: publishedAs(known),
    deleted: gone ? true : product.name === null ? null : false,
    gtins: gtinsIn([...product.barcodes, ...(offer?.barcodes ?? [])]),
  }
}

function unitsSaid(
  product: ProductRecord,
  offer: OfferRecord | null,
  known: KnownItem | undefined,
): Pick<SaidItem, 'baseUnit' | 'byWeight' | 'units'> {
  const unit = product.unit ?? offer?.unit ?? null
  if (!unit) return { baseUnit: known ? null : 'шт', byWeight: null, units: null }
  const others = product.units.length > 0 ? product.units : (offer?.units ?? [])
  return {
    baseUnit: unitCode(unit.word),
    byWeight: product.unit ? product.catchWeight : null,
    units: unitsBeside(unit.word, others),
  }
}

/** An item of which nothing is said. */
export const silentItem = (code: string, id: string): SaidItem => ({
  id,
  code,
  baseCode: null,
  article: null,
  name: null,
  description: null,
  categoryCode: null,
  brand: null,
  vatBp: null,
  baseUnit: null,
  byWeight: null,
  weightGrams: null,
  pictureId: null,
  traits: null,
  published: null,
  deleted: null,
  units: null,
  gtins: [],
})

function countVat(goods: SaidGoods, item: SaidItem, context: ItemContext): void {
  if (item.vatBp !== null || context.known.has(item.code)) return
  item.vatBp = context.defaultVatBp
  if (item.vatBp === null) goods.withoutVat += 1
}

const INT_MAX = 2_147_483_647
const UNIT_CHARS_MAX = 16

/** A unit as our lines carry it: words of an ERP may be longer. */
export const unitCode = (word: string): string => [...word].slice(0, UNIT_CHARS_MAX).join('')

function unitsBeside(base: string, others: UnitRatio[]): NonNullable<SaidItem['units']> {
  const found = new Map<string, NonNullable<SaidItem['units']>[number]>()
  for (const { word, numerator, denominator } of others) {
    const code = unitCode(word)
    if (code === unitCode(base) || found.has(code)) continue
    found.set(code, { code, numerator, denominator, multipleMilli: 1000 })
  }
  return [...found.values()]
}

const gtinsIn = (barcodes: string[]) => [
  ...new Set(barcodes.filter((code) => /^[0-9]{8,14}$/.test(code))),
]

const TRAITS_MAX = 40
const TRAIT_CHARS_MAX = 200
const IS_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

// Null when the file says nothing of it, or not what its properties are called.
function traitsOf(product: ProductRecord, { properties }: Classifier): SaidItem['traits'] {
  const traits = product.properties.flatMap(({ id, value }) => {
    const property = properties.get(id)
    const text = property?.values.find((variant) => variant.id === value)?.value ?? value
    if (!property || IS_ID.test(text) || text === 'false') return []
    return [{ name: cut(property.name), value: text === 'true' ? '+' : cut(text) }]
  })
  if (product.country) traits.push({ name: 'Країна', value: cut(product.country) })
  return traits.length > 0 ? traits.slice(0, TRAITS_MAX) : null
}

const cut = (text: string) => text.slice(0, TRAIT_CHARS_MAX)

const nameless = ({ file, line, id }: ProductRecord | OfferRecord): Oddity => ({
  file,
  line,
  id,
  code: 'nameless',
  detail: '',
  done: 'quarantined until somebody names it',
  subject: id,
})
