import { HEADER_WORDS } from './header-word-rules.ts'
import type { Field } from './kinds.ts'
import type { Kind, Mapping } from './mapping.ts'

export type Column = { name: string; values: string[] }
type Fields = Record<string, Field>
/** Whether a cell's text can be read as a field. */
type Fits = (field: Field, text: string) => boolean
type Asked = { fields: Fields; fits: Fits }
/** Columns by field, and how sure their headers and values make us. */
export type Guess = { columns: Record<string, string>; score: number }

type Match = { field: string; column: Column; score: number }

// A column is a field when its header says so and most of its cells can be read as one.
const FIT_LEAST = 0.5
const SURE = 0.9
const SCORE_LEAST = 50

/** Which column is which field: each field takes its best column, the surest first. */
export function guessColumns(kind: Kind, columns: Column[], asked: Asked): Guess {
  const matches = columns
    .flatMap((column) => matchesOf(kind, column, asked))
    .sort((a, b) => b.score - a.score)
  const taken = new Map<string, Match>()
  const used = new Set<Column>()
  for (const match of matches) {
    if (taken.has(match.field) || used.has(match.column)) continue
    taken.set(match.field, match)
    used.add(match.column)
  }
  const found = [...taken.values()]
  const score = found.reduce((sum, match) => sum + match.score, 0)
  const byValue = guessByValues(columns, { ...asked, taken, used })
  const many = manyColumns(kind, matches, { taken, used })
  const plain = found.filter(({ field }) => !many.some((match) => match.of === field))
  return {
    columns: Object.fromEntries([
      ...[...plain, ...byValue].map(({ field, column }) => [field, column.name]),
      ...many.map(({ field, column }) => [field, column.name]),
    ]),
    score,
  }
}

function matchesOf(kind: Kind, column: Column, { fields, fits }: Asked): Match[] {
  const said = wordsOf(column.name)
  return Object.entries(HEADER_WORDS[kind]).flatMap(([name, phrases]) => {
    const field = fields[name]
    const worded = headerScore(said, phrases)
    if (!field || worded === 0) return []
    const fit = shareThat(column.values, (value) => fits(field, value))
    const score = worded - (1 - fit) * 40 - oddness(field, column.values) - withoutVat(said, name)
    return fit < FIT_LEAST || score < SCORE_LEAST ? [] : [{ field: name, column, score }]
  })
}

/** A header's words: small letters, without signs; 'Код-товару №' is ['код', 'товару']. */
const wordsOf = (header: string): string[] =>
  header
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/['’ʼ`]/gu, '')
    .split(/[^\p{L}\p{N}#%]+/u)
    .filter(Boolean)

// 100: the header is the likeliest phrase and no word more.
function headerScore(said: string[], phrases: string[]): number {
  const scores = phrases.map((phrase, rank) => {
    const meant = wordsOf(phrase)
    if (meant.length === 0 || !holds(said, meant)) return 0
    return 50 + (50 * meant.length) / said.length - Math.min(rank, 15)
  })
  return Math.max(0, ...scores)
}

function holds(said: string[], meant: string[]): boolean {
  let at = 0
  for (const word of said) {
    const wanted = meant[at]
    if (wanted !== undefined && begins(word, wanted)) at += 1
  }
  return at === meant.length
}

// Words of two or three letters are beginnings of too much.
const begins = (word: string, wanted: string) =>
  wanted.length < (/^[a-z]/.test(wanted) ? 4 : 3) ? word === wanted : word.startsWith(wanted)

const isNumber = /^[-+]?[\d\s.,]+$/

// A code is short and no sentence; a name is no number.
function oddness({ type }: Field, values: string[]): number {
  if (type === 'code') return 40 * shareThat(values, (value) => value.split(' ').length > 3, 0)
  if (type === 'text') return 20 * shareThat(values, (value) => isNumber.test(value), 0)
  return 0
}

const PRICED = ['price', 'total']
const isWithoutVat = (said: string[]) =>
  said.some((word, i) => word === 'без' && /^(?:пдв|ндс)/.test(said[i + 1] ?? '')) ||
  said.join(' ').includes('without vat')
const withoutVat = (said: string[], field: string) =>
  PRICED.includes(field) && isWithoutVat(said) ? 20 : 0

function shareThat(values: string[], fits: (value: string) => boolean, none = 1): number {
  const filled = values.filter((value) => value !== '')
  return filled.length === 0 ? none : filled.filter(fits).length / filled.length
}

type Taking = { taken: Map<string, Match>; used: Set<Column> }

// What cells say by themselves, where no header did: their check digits or signs agree.
const TELLING: Partial<Record<Field['type'], RegExp>> = {
  barcodes: /^\d{8,14}$/,
  phone: /^(?:\+|0|380)[\d\s()-]{8,}$/,
}

function guessByValues(
  columns: Column[],
  { fields, fits, taken, used }: Asked & Taking,
): { field: string; column: Column }[] {
  const found: { field: string; column: Column }[] = []
  for (const [name, field] of Object.entries(fields)) {
    const form = TELLING[field.type]
    if (!form || taken.has(name)) continue
    const column = columns.find(
      (free) =>
        !used.has(free) &&
        shareThat(free.values, (value) => form.test(value) && fits(field, value), 0) >= SURE,
    )
    if (!column) continue
    used.add(column)
    found.push({ field: name, column })
  }
  return found
}

// Of these kinds one table may hold a column for each list or warehouse.
const MANY: Partial<Record<Kind, string>> = { prices: 'price', stock: 'quantity' }

function manyColumns(kind: Kind, matches: Match[], { taken, used }: Taking) {
  const of = MANY[kind]
  const first = of ? taken.get(of) : undefined
  if (!of || !first) return []
  const others = matches.filter(
    ({ field, column }) => field === of && !used.has(column) && !isWithoutVat(wordsOf(column.name)),
  )
  if (others.length === 0) return []
  return [first, ...others].map(({ column }) => {
    return { of, field: `${of}:${ownWords(column.name, HEADER_WORDS[kind][of] ?? [])}`, column }
  })
}

// 'Ціна роздріб, грн' is of the list 'роздріб': without what says that it is a price.
function ownWords(header: string, phrases: string[]): string {
  const stems = phrases.flatMap(wordsOf)
  const own = header
    .split(/[\s,;/]+/u)
    .filter((part) => !wordsOf(part).every((word) => NOISE.test(word) || isStem(word, stems)))
  return own.join(' ').slice(0, 64) || header.slice(0, 64)
}

const NOISE = /^(?:грн|uah|шт|з|с|в|пдв|ндс)$/
const isStem = (word: string, stems: string[]) => stems.some((stem) => begins(word, stem))

/** The row of the headers among a table's first rows, counted from 1; 0: they seem to have none. */
export function guessHeader(kind: Kind, rows: string[][]): number {
  const scores = rows.map((cells) => {
    const named = cells.map((cell) =>
      Math.max(0, ...Object.values(HEADER_WORDS[kind]).map((p) => headerScore(wordsOf(cell), p))),
    )
    // A title is one long cell; headers stand beside each other.
    return named.filter((score) => score >= SCORE_LEAST + 15).length
  })
  const most = Math.max(0, ...scores)
  if (most >= 2 || (most === 1 && rows.length < 3)) return scores.indexOf(most) + 1
  const wide = Math.max(0, ...rows.map((cells) => cells.filter(Boolean).length))
  const first = rows.findIndex((cells) => cells.filter(Boolean).length === wide)
  const holdsNumbers = rows[first]?.some((cell) => isNumber.test(cell)) ?? false
  return holdsNumbers && first === 0 ? 0 : first + 1
}

/** How numbers are spelled: a mark that parts thousands somewhere parts no decimals anywhere. */
export function guessNumbers(values: string[]): Mapping['numbers'] {
  const bare = values.map((value) => value.replaceAll(/[^\d.,]/gu, ''))
  const some = (form: RegExp) => bare.some((value) => form.test(value))
  const commaParts = some(/^\d{1,3}(?:,\d{3})+\.\d+$|^\d{1,3}(?:,\d{3}){2,}$/)
  const pointParts = some(/^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$/)
  if (commaParts === pointParts) return 'auto'
  return commaParts ? 'point' : 'comma'
}

const DAY = /^(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d{2})\b/

/** Which part of a day comes first: the month, when the second part of some day is above twelve. */
export function guessDates(values: string[]): Mapping['dates'] {
  const parts = values.flatMap((value) => {
    const [, first, second] = DAY.exec(value) ?? []
    return first && second ? [[Number(first), Number(second)] as const] : []
  })
  const isTurned = parts.some(([, second]) => second > 12) && parts.every(([first]) => first <= 12)
  return isTurned ? 'mdy' : 'dmy'
}

/** Whether prices and sums hold VAT: unless the column that was taken for them says not. */
export const guessVat = (columns: Record<string, string>): boolean =>
  !PRICED.some((field) => isWithoutVat(wordsOf(columns[field] ?? '')))
