/** A product as the search knows it. */
export type Searchable = {
  id: string
  number: number
  code: string
  words: string
  codes: string[]
}
export type SearchIndex = {
  products: { id: string; number: number; code: string; tokens: string[]; text: string }[]
  byCode: Map<string, number[]>
  byGram: Map<string, number[]>
}

// Ukrainian and Russian keys where a Latin keyboard has these letters.
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
const CYRILLIC = 'йцукенгшщзхїфівапролджєячсмитьбю'
const TO_CYRILLIC = new Map([...LATIN].map((key, i) => [key, CYRILLIC[i] ?? key]))
const TO_LATIN = new Map([...CYRILLIC].map((key, i) => [key, LATIN[i] ?? key]))

/** Folds what people spell differently: case, apostrophes, ґ/г, ё/е, и/ы stay apart. */
const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[’ʼ'`]/g, '')
    .replace(/ґ/g, 'г')
    .replace(/ё/g, 'е')
    .normalize('NFC')

const tokensOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []

const gramsOf = (token: string): string[] => {
  const padded = ` ${token} `
  return Array.from({ length: Math.max(1, padded.length - 1) }, (_, i) => padded.slice(i, i + 2))
}

/** Builds the index of a distributor's products. */
export function buildIndex(products: Searchable[]): SearchIndex {
  const index: SearchIndex = { products: [], byCode: new Map(), byGram: new Map() }
  for (const product of products) {
    const at = index.products.length
    const tokens = [...new Set(tokensOf(product.words))]
    const { id, number, code } = product
    index.products.push({ id, number, code, tokens, text: fold(product.words) })
    for (const known of [String(number), code, ...product.codes])
      append(index.byCode, fold(known), at)
    const grams = new Set(tokens.flatMap(gramsOf))
    for (const gram of grams) append(index.byGram, gram, at)
  }
  return index
}

function append(map: Map<string, number[]>, key: string, value: number) {
  const known = map.get(key)
  if (!known) map.set(key, [value])
  else if (known.at(-1) !== value) known.push(value)
}

/**
 * Finds products by word, short number, code or barcode; forgives typing errors and the wrong
 * keyboard layout. Returns ids, the best first.
 */
export function find(index: SearchIndex, text: string, limit: number): string[] {
  const asked = fold(text.trim())
  if (asked === '') return []
  const exact = index.byCode.get(asked.replace(/\s/g, ''))
  if (exact) return idsOf(index, exact).slice(0, limit)
  for (const spelling of [asked, relayout(asked, TO_CYRILLIC), relayout(asked, TO_LATIN)]) {
    const found = ranked(index, tokensOf(spelling))
    if (found.length > 0) return idsOf(index, found).slice(0, limit)
  }
  return []
}

const relayout = (text: string, keys: Map<string, string>) =>
  [...text].map((letter) => keys.get(letter) ?? letter).join('')

const idsOf = (index: SearchIndex, at: number[]) => at.flatMap((i) => index.products[i]?.id ?? [])

function ranked(index: SearchIndex, wanted: string[]): number[] {
  if (wanted.length === 0) return []
  const scores = wanted.map((word) => scoresOf(index, word))
  const [first, ...others] = scores
  const both = [...(first ?? new Map<number, number>())].flatMap(([at, score]) => {
    const rest = others.map((other) => other.get(at) ?? 0)
    return rest.includes(0) ? [] : [{ at, score: rest.reduce((sum, s) => sum + s, score) }]
  })
  return both.sort((a, b) => b.score - a.score || a.at - b.at).map(({ at }) => at)
}

const LIKE_ENOUGH = 0.6

// Of one wanted word: 3 a whole word, 2 its beginning, 1 inside, less when only alike.
function scoresOf(index: SearchIndex, word: string): Map<number, number> {
  const scores = new Map<number, number>()
  const grams = gramsOf(word)
  const hits = new Map<number, number>()
  for (const gram of grams) {
    for (const at of index.byGram.get(gram) ?? []) hits.set(at, (hits.get(at) ?? 0) + 1)
  }
  for (const [at, count] of hits) {
    if (count < Math.min(2, grams.length)) continue
    const score = best(index.products[at]?.tokens ?? [], word, grams)
    if (score > 0) scores.set(at, score)
  }
  return scores
}

function best(tokens: string[], word: string, grams: string[]): number {
  let top = 0
  for (const token of tokens) {
    if (token === word) return 3
    if (token.startsWith(word)) top = Math.max(top, 2)
    else if (word.length >= 3 && token.includes(word)) top = Math.max(top, 1)
    else if (word.length >= 4) {
      const alike = likeness(gramsOf(token), grams)
      if (alike >= LIKE_ENOUGH) top = Math.max(top, alike)
    }
  }
  return top
}

// Dice's coefficient over letter pairs (Dice 1945).
function likeness(a: string[], b: string[]): number {
  const pool = [...b]
  let shared = 0
  for (const gram of a) {
    const at = pool.indexOf(gram)
    if (at < 0) continue
    shared += 1
    pool.splice(at, 1)
  }
  return (2 * shared) / (a.length + b.length)
}
