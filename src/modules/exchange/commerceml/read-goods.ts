import type { Cut } from './cut-records.ts'
import { DELETED_WORDS, GOODS_REQUISITES, MASS_UNITS, NAMES, PASSED_OVER } from './dictionary.ts'
import { child, children, deepText, type Element, textOf } from './element.ts'
import { readDecimal } from './number-rules.ts'
import { figuresOf, MILLI, type Note, numberOf, truthOf, unitsOf, vatOf } from './read-figures.ts'
import type { OfferRecord, Place, ProductRecord } from './records.ts'

/** A product of a catalogue; null when it has no id to know it by. */
export function readProduct({ element }: Cut, place: Place, note: Note): ProductRecord | null {
  const id = idOf(element, note)
  if (id === null) return null
  const requisites = requisitesOf(element)
  const { unit, units } = unitsOf(element, note)
  const { productId, characteristicId } = twoIds(id)
  const { vatBp, vatExempt, vatWord } = vatOf(element, note)
  const { manufacturer, brand } = makersOf(element, requisites)
  const { prices, saysPrices, quantityMilli, stocks } = figuresOf(element, note)
  // Spelled out: spreading into so large an object costs more than all the parsing.
  const record: ProductRecord = {
    file: place.file,
    line: place.line,
    kind: 'product',
    id,
    productId,
    characteristicId,
    article: textOf(element, NAMES.article),
    code: textOf(element, NAMES.code),
    name: textOf(element, NAMES.name),
    fullName: textOf(element, NAMES.fullName) ?? said(requisites, GOODS_REQUISITES.fullName),
    groupIds: children(child(element, NAMES.groups), NAMES.id).map(trimmed).filter(Boolean),
    categoryId: categoryOf(element),
    unit,
    units,
    vatBp,
    vatExempt,
    vatWord,
    barcodes: barcodesOf(element, note),
    manufacturer,
    brand,
    country: textOf(element, NAMES.country),
    description: textOf(element, NAMES.description),
    pictures: children(element, NAMES.picture).map(trimmed).filter(Boolean),
    properties: propertiesOf(element),
    requisites,
    weightGrams: weightOf(element, requisites, note),
    catchWeight: unit !== null && MASS_UNITS.has(unit.word),
    deleted: deletedIn(element, note),
    prices,
    saysPrices,
    quantityMilli,
    stocks,
  }
  return record
}

/** An offer, or what a package of prices or of stock says of one; null when it has no id. */
export function readOffer({ element }: Cut, place: Place, note: Note): OfferRecord | null {
  const id = idOf(element, note)
  if (id === null) return null
  const ids = offerIds(element, id)
  const { unit, units } = unitsOf(element, note)
  const { prices, saysPrices, quantityMilli, stocks } = figuresOf(element, note)
  return {
    file: place.file,
    line: place.line,
    kind: 'offer',
    id: ids.id,
    productId: ids.productId,
    characteristicId: ids.characteristicId,
    name: textOf(element, NAMES.name),
    article: textOf(element, NAMES.article),
    barcodes: barcodesOf(element, note),
    unit,
    units,
    characteristics: characteristicsOf(element),
    components: componentsOf(element, note),
    deleted: deletedIn(element, note),
    prices,
    saysPrices,
    quantityMilli,
    stocks,
  }
}

const componentsOf = (element: Element, note: Note): OfferRecord['components'] =>
  children(child(element, NAMES.components), NAMES.component).flatMap((part) => {
    const id = textOf(part, NAMES.id)
    const quantityMilli = numberOf(part, { decimals: MILLI, field: 'quantity' }, note)
    return id === null ? [] : [{ id, quantityMilli }]
  })

/** The record's id; a blank one is reported: what has no id cannot be kept. */
export function idOf(element: Element, note: Note): string | null {
  const id = textOf(element, NAMES.id)
  if (id !== null) return id
  const detail = textOf(element, NAMES.name) ?? element.name
  note('missing_id', { line: element.line, detail: detail.slice(0, 100), done: 'left out' })
  return null
}

// CommerceML 2.09 may say the characteristic apart: two offers of one product are not one offer twice.
function offerIds(element: Element, id: string) {
  const ids = twoIds(id)
  const apart = textOf(element, NAMES.characteristicId)
  return ids.characteristicId === null && apart !== null ? twoIds(`${id}#${apart}`) : ids
}

/** product#characteristic in its two parts. */
export function twoIds(id: string): {
  id: string
  productId: string
  characteristicId: string | null
} {
  const at = id.indexOf('#')
  if (at <= 0) return { id, productId: id, characteristicId: null }
  return { id, productId: id.slice(0, at), characteristicId: id.slice(at + 1) || null }
}

/** Marked as deleted in either way; reported, for it hides goods. */
export function deletedIn(element: Element, note: Note): boolean {
  const status = textOf(element, NAMES.status)?.toLowerCase()
  const marked =
    truthOf(textOf(element, NAMES.deleted)) === true ||
    (status !== undefined && DELETED_WORDS.has(status))
  if (marked) {
    const detail = textOf(element, NAMES.name) ?? element.name
    note('deleted', { line: element.line, detail: detail.slice(0, 100), done: 'hidden' })
  }
  return marked
}

const trimmed = (element: Element) => deepText(element).trim()

export const requisitesOf = (element: Element): { name: string; value: string }[] =>
  children(child(element, NAMES.requisites), NAMES.requisite).flatMap((each) => {
    const name = textOf(each, NAMES.name)
    return name === null ? [] : [{ name, value: textOf(each, NAMES.value) ?? '' }]
  })

/** The value of the first of these names that has one. */
export function said(
  requisites: { name: string; value: string }[],
  names: readonly string[],
): string | null {
  for (const name of names) {
    const found = requisites.find((each) => each.name === name && each.value !== '')
    if (found) return found.value
  }
  return null
}

const characteristicsOf = (element: Element): { name: string; value: string }[] =>
  children(child(element, NAMES.characteristics), NAMES.characteristic).map((each) => ({
    name: textOf(each, NAMES.name) ?? '',
    value: textOf(each, NAMES.value) ?? '',
  }))

const propertiesOf = (element: Element) =>
  children(child(element, NAMES.propertyValues), NAMES.propertyValue).flatMap((each) => {
    const id = textOf(each, NAMES.id)
    const values = children(each, NAMES.value).map(trimmed).filter(Boolean)
    return id === null ? [] : values.map((value) => ({ id, value }))
  })

function categoryOf(element: Element): string | null {
  const category = child(element, NAMES.category)
  if (!category) return null
  return textOf(category, NAMES.categoryId) ?? (category.text.trim() || null)
}

function makersOf(
  element: Element,
  requisites: { name: string; value: string }[],
): { manufacturer: string | null; brand: string | null } {
  const maker = child(element, NAMES.manufacturer)
  const named = maker ? (textOf(maker, NAMES.name) ?? (maker.text.trim() || null)) : null
  return {
    manufacturer: named ?? said(requisites, GOODS_REQUISITES.manufacturer),
    brand: textOf(element, NAMES.brand) ?? said(requisites, GOODS_REQUISITES.brand),
  }
}

function weightOf(
  element: Element,
  requisites: { name: string; value: string }[],
  note: Note,
): number | null {
  const said_ = textOf(element, NAMES.weight) ?? said(requisites, GOODS_REQUISITES.weight)
  if (said_ === null) return null
  // Kilograms with three decimals are grams.
  const read = readDecimal(said_, 3)
  if (read && read.value >= 0) return read.value > 0 ? read.value : null
  const detail = `Вес: ${said_.slice(0, 60)}`
  note('unreadable_number', { line: element.line, detail, done: 'left empty', subject: 'weight' })
  return null
}

function barcodesOf(element: Element, note: Note): string[] {
  const listed = children(child(element, NAMES.barcodes), NAMES.barcode)
  const codes = [...children(element, NAMES.barcode), ...listed]
    .flatMap((each) => trimmed(each).split(/[\s,;]+/))
    .filter(Boolean)
  for (const code of new Set(codes)) {
    if (isGtin(code)) continue
    const done = 'kept; it is no GTIN'
    note('odd_barcode', { line: element.line, detail: code.slice(0, 60), done })
  }
  return [...new Set(codes)]
}

/** GS1: the check digit makes the sum, weighted 3 and 1 from the right, a multiple of ten. */
function isGtin(code: string): boolean {
  if (!/^(?:\d{8}|\d{12,14})$/.test(code)) return false
  const digits = [...code].reverse().map(Number)
  const sum = digits.reduce((total, digit, i) => total + digit * (i % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0
}

const READ: ReadonlySet<string> = new Set(Object.values(NAMES).flat())

/** Names inside a record that this reader has never heard of. */
export const unheardOf = (element: Element): Element[] =>
  element.children.filter(({ name }) => !READ.has(name) && !PASSED_OVER.has(name))
