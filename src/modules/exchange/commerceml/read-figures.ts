import { PRICE_BY, RATIO_OF } from '../mend-field-rules.ts'
import {
  CURRENCIES,
  FALSE_WORDS,
  NAMES,
  NO_VAT_WORD,
  TRUE_WORDS,
  UNITS,
  VAT_WORD,
} from './dictionary.ts'
import { child, children, type Element, textOf } from './element.ts'
import { readDecimal, readRatio } from './number-rules.ts'
import type {
  Figures,
  OddityCode,
  PriceEntry,
  Ratio,
  StockEntry,
  UnitName,
  UnitRatio,
} from './records.ts'

/** Reports something strange of the record being read. */
export type Note = (
  code: OddityCode,
  at: { line: number; detail: string; done: string; subject?: string },
) => void

type Numeric = {
  decimals: number
  field: keyof typeof NAMES
  /** By which field a person may say it, where it cannot be read. */
  subject?: string
}

/** A number of a child or attribute as an integer of 10^-decimals; null when silent or unreadable. */
export function numberOf(element: Element, numeric: Numeric, note: Note): number | null {
  const text = textOf(element, NAMES[numeric.field])
  if (text === null) return null
  const [label = ''] = NAMES[numeric.field]
  const read = readDecimal(text, numeric.decimals)
  const detail = `${label}: ${text.slice(0, 60)}`
  if (!read) {
    const { subject } = numeric
    const told = { line: element.line, detail, done: 'left empty' }
    note('unreadable_number', subject === undefined ? told : { ...told, subject })
    return null
  }
  if (read.rounded) {
    const done = `rounded to ${numeric.decimals} decimals`
    note('rounded_number', { line: element.line, detail, done })
  }
  return read.value
}

export const MILLI = 3
export const E4 = 4
export const MINOR = 2

/** What goods and offers say of prices and stock, in every notation of the three families. */
export function figuresOf(element: Element, note: Note): Figures {
  const prices = child(element, NAMES.prices)
  const quantity = numberOf(
    element,
    { decimals: MILLI, field: 'quantity', subject: 'quantity' },
    note,
  )
  const stocks = stocksOf(element, note)
  const figures: Figures = {
    prices: children(prices, NAMES.price).map((price) => priceOf(price, note)),
    saysPrices: prices !== undefined,
    quantityMilli: quantity,
    stocks,
  }
  notePrices(figures.prices, note)
  noteNegative(element, figures, note)
  return figures
}

function priceOf(element: Element, note: Note): PriceEntry {
  const unit = textOf(element, NAMES.unit)
  const priceTypeId = textOf(element, NAMES.priceTypeId) ?? ''
  const subject = `${PRICE_BY}${priceTypeId}`
  return {
    line: element.line,
    priceTypeId,
    valueE4: numberOf(element, { decimals: E4, field: 'unitPrice', subject }, note),
    currency: currencyOf(element, note),
    unit: unit === null ? null : unitNamed([unit], element.line, note),
    coefficient: ratioOf(element, note),
    minQuantityMilli: numberOf(element, { decimals: MILLI, field: 'minQuantity' }, note),
  }
}

const ONE: Ratio = { numerator: 1, denominator: 1 }

function ratioOf(element: Element, note: Note): Ratio {
  const text = textOf(element, NAMES.coefficient)
  if (text === null) return ONE
  const ratio = readRatio(text)
  if (!ratio) {
    const detail = `Коэффициент: ${text.slice(0, 60)}`
    note('unreadable_number', { line: element.line, detail, done: 'taken as 1' })
  }
  return ratio ?? ONE
}

function notePrices(prices: PriceEntry[], note: Note): void {
  const seen = new Set<string>()
  for (const { line, priceTypeId, valueE4, minQuantityMilli } of prices) {
    if (priceTypeId === '') {
      note('missing_id', { line, detail: 'a price without a price type', done: 'price left out' })
    }
    if (valueE4 !== null && valueE4 < 0) {
      note('negative_price', { line, detail: String(valueE4 / 10_000), done: 'price left out' })
    }
    const key = `${priceTypeId}\n${minQuantityMilli ?? 0}`
    if (seen.has(key)) {
      note('repeated_price', { line, detail: priceTypeId, done: 'the later one is kept' })
    }
    seen.add(key)
  }
}

// Склад or Склады with attributes; Остатки/Остаток/Склад with elements; КоличествоНаСкладах and its kin.
function stocksOf(element: Element, note: Note): StockEntry[] {
  const bare = children(element, NAMES.warehouse).flatMap((each) => stockAt(each, note))
  const listed = children(element, NAMES.stockList).flatMap((list) => {
    const inside = [...children(list, NAMES.stock), ...children(list, NAMES.warehouse)]
    return (inside.length > 0 ? inside : [list]).flatMap((stock) => {
      const warehouses = children(stock, NAMES.warehouse)
      return (warehouses.length > 0 ? warehouses : [stock]).flatMap((each) => stockAt(each, note))
    })
  })
  return [...bare, ...listed]
}

function stockAt(element: Element, note: Note): StockEntry[] {
  const quantityMilli = numberOf(element, { decimals: MILLI, field: 'warehouseQuantity' }, note)
  if (quantityMilli === null) return []
  return [{ line: element.line, warehouseId: textOf(element, NAMES.warehouseId), quantityMilli }]
}

function noteNegative(element: Element, figures: Figures, note: Note): void {
  const done = 'kept; nothing can be promised from it'
  if (figures.quantityMilli !== null && figures.quantityMilli < 0) {
    note('negative_stock', { line: element.line, detail: `${figures.quantityMilli / 1000}`, done })
  }
  for (const { line, warehouseId, quantityMilli } of figures.stocks) {
    if (quantityMilli >= 0) continue
    note('negative_stock', { line, detail: `${warehouseId ?? ''} ${quantityMilli / 1000}`, done })
  }
}

const spelled = (words: Record<string, readonly string[]>) =>
  new Map(Object.entries(words).flatMap(([word, spellings]) => spellings.map((s) => [s, word])))

const UNIT_SPELLINGS = spelled(UNITS)
const CURRENCY_SPELLINGS = spelled(CURRENCIES)
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
const plain = (text: string) =>
  text.toLowerCase().replace(/[.()]/g, ' ').replace(/\s+/g, ' ').trim()

/** The unit that the names mean, best name first: a code, a short or a full word. */
export function unitNamed(names: (string | null)[], line: number, note: Note): UnitName | null {
  const said = names.filter((name) => name !== null && name.trim() !== '') as string[]
  const [first] = said
  if (first === undefined) return null
  const word = said.map((name) => UNIT_SPELLINGS.get(plain(name))).find((found) => found)
  const code = said.find((name) => /^\d+$/.test(name.trim()))?.trim() ?? null
  if (word) return { word, code, known: true }
  const written = said.find((name) => !/^\d+$/.test(name.trim())) ?? first
  const unknown = written.trim().slice(0, 40)
  // An id of the classifier's unit is resolved when the whole upload is known.
  if (!UUID.test(written)) {
    const detail = said.join(' · ').slice(0, 100)
    note('unknown_unit', { line, detail, done: 'kept as written', subject: unknown })
  }
  return { word: unknown, code, known: false }
}

/** The base unit and the other units with their exact ratio to it. */
export function unitsOf(
  element: Element,
  note: Note,
): { unit: UnitName | null; units: UnitRatio[] } {
  const base = child(element, NAMES.baseUnit)
  const unit = base ? baseUnitOf(base, note) : null
  const others = [
    ...children(base, NAMES.ratio),
    ...children(child(element, NAMES.units), NAMES.unit),
  ]
  const units = others.flatMap((other) => otherUnit(other, note))
  return { unit, units: onceEach(unit, units, { line: element.line, note }) }
}

// The base unit is often listed among the others as 1 : 1; any other repetition is reported.
function onceEach(
  unit: UnitName | null,
  units: UnitRatio[],
  at: { line: number; note: Note },
): UnitRatio[] {
  const kept = new Map<string, UnitRatio>()
  for (const each of units) {
    const same = each.word === unit?.word ? ONE : kept.get(each.word)
    if (!same) kept.set(each.word, each)
    if (!same || sameRatio(same, each)) continue
    const detail = `${each.word}: ${each.numerator}/${each.denominator}`
    at.note('repeated_unit', { line: at.line, detail, done: 'the first one is kept' })
  }
  return [...kept.values()]
}

const sameRatio = (a: Ratio, b: Ratio) =>
  a.numerator === b.numerator && a.denominator === b.denominator

const baseUnitOf = (base: Element, note: Note) =>
  unitNamed(
    [
      base.text,
      textOf(base, NAMES.code),
      textOf(base, NAMES.shortName),
      textOf(base, NAMES.fullName),
      internationalOf(base),
    ],
    base.line,
    note,
  )

// «-» stands where no international abbreviation is known.
const internationalOf = (base: Element) => {
  const text = textOf(base, NAMES.international)
  return text === '-' ? null : text
}

function otherUnit(element: Element, note: Note): UnitRatio[] {
  const { line } = element
  const name = unitNamed(
    [textOf(element, NAMES.unit), textOf(element, NAMES.code), textOf(element, NAMES.name)],
    line,
    note,
  )
  if (!name) return []
  const text = textOf(element, NAMES.coefficient)
  const ratio = text === null ? null : readRatio(text)
  if (ratio) return [{ ...name, ...ratio }]
  const told = { detail: `${name.word}: ${text ?? ''}`, done: 'unit left out' }
  note('unit_without_ratio', { line, ...told, subject: `${RATIO_OF}${name.word}` })
  return []
}

/** ISO 4217 of a currency in any spelling; the word itself, reported, when it is unknown. */
export function currencyOf(element: Element, note: Note): string | null {
  const text = textOf(element, NAMES.currency)
  if (text === null) return null
  const known = CURRENCY_SPELLINGS.get(plain(text))
  if (known) return known
  const detail = text.slice(0, 40)
  note('unknown_currency', { line: element.line, detail, done: 'kept as written', subject: detail })
  return detail
}

/** VAT of goods in basis points; exempt is not 0 %. */
export function vatOf(element: Element, note: Note): Vat {
  const rates = children(child(element, NAMES.taxRates), NAMES.taxRate)
  const rate = rates.find((each) => VAT_WORD.test(textOf(each, NAMES.name) ?? '')) ?? rates[0]
  const text = rate ? textOf(rate, NAMES.rate) : null
  if (!rate || text === null) return { vatBp: null, vatExempt: false, vatWord: null }
  if (NO_VAT_WORD.test(text)) return { vatBp: 0, vatExempt: true, vatWord: null }
  const read = readDecimal(text.replace('%', ''), 2)
  if (read && read.value >= 0 && read.value <= 10_000) {
    return { vatBp: read.value, vatExempt: false, vatWord: null }
  }
  const vatWord = text.slice(0, 40)
  note('unknown_vat', { line: rate.line, detail: vatWord, done: 'left empty', subject: vatWord })
  return { vatBp: null, vatExempt: false, vatWord }
}

export type Vat = { vatBp: number | null; vatExempt: boolean; vatWord: string | null }

/** true or false in any spelling; null when silent. */
export function truthOf(text: string | null): boolean | null {
  const word = text?.trim().toLowerCase() ?? ''
  if (TRUE_WORDS.has(word)) return true
  return FALSE_WORDS.has(word) ? false : null
}
