/** A product as the search knows it; one that is hidden has neither words nor codes. */
export type Searchable = { id: string; number: number; words: string; codes: string[] }
type Indexed = { id: string; number: number; words: number[]; codes: string[] }
/**
 * Products by the words they are called by: a word is compared once, however many products have it.
 * Where a product changed, `having` and `byCode` may still name it: what it is called now decides.
 */
export type SearchIndex = {
  /** With the numbers of their words and their folded codes. */
  products: Indexed[]
  /** Where in `products` an id stands. */
  places: Map<string, number>
  words: string[]
  byWord: Map<string, number>
  /** The products that have a word. */
  having: number[][]
  byCode: Map<string, number[]>
  /** The words that have a pair of letters. */
  byGram: Map<string, number[]>
  /** How many products were changed since it was built. */
  changed: number
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
export function buildIndex(products: readonly Searchable[]): SearchIndex {
  const index: SearchIndex = {
    ...{ products: [], places: new Map(), words: [], byWord: new Map(), having: [] },
    ...{ byCode: new Map(), byGram: new Map(), changed: 0 },
  }
  for (const product of products) putProduct(index, product)
  return index
}

/** Makes the index know a product as it is now: a new one, a changed one, one that is hidden. */
export function putProduct(index: SearchIndex, { id, number, words, codes }: Searchable): void {
  const at = index.places.get(id) ?? index.products.length
  const former = index.products[at]
  const own = [...new Set(tokensOf(words))].map((word) => wordIn(index, word))
  const folded = [...new Set(codes.map(foldCode))]
  for (const word of own) if (!former?.words.includes(word)) index.having[word]?.push(at)
  for (const code of folded) if (!former?.codes.includes(code)) append(index.byCode, code, at)
  index.places.set(id, at)
  index.products[at] = { id, number, words: own, codes: folded }
  if (former) index.changed += 1
}

const foldCode = (code: string) => fold(code).replace(/\s/g, '')

function wordIn(index: SearchIndex, word: string): number {
  const known = index.byWord.get(word)
  if (known !== undefined) return known
  const at = index.words.length
  index.byWord.set(word, at)
  index.words.push(word)
  index.having.push([])
  for (const gram of new Set(gramsOf(word))) append(index.byGram, gram, at)
  return at
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
  const exact = havingCode(index, foldCode(text))
  if (exact.length > 0) return exact.slice(0, limit).map(({ id }) => id)
  for (const spelling of [asked, relayout(asked, TO_CYRILLIC), relayout(asked, TO_LATIN)]) {
    const found = ranked(index, tokensOf(spelling))
    if (found.length > 0) return found.slice(0, limit).map(({ id }) => id)
  }
  return []
}

const relayout = (text: string, keys: Map<string, string>) =>
  [...text].map((letter) => keys.get(letter) ?? letter).join('')

const byNumber = (a: Indexed, b: Indexed) => a.number - b.number

function havingCode({ products, byCode }: SearchIndex, code: string): Indexed[] {
  const named = new Set(byCode.get(code))
  const having = [...named].flatMap((at) => products[at] ?? [])
  return having.filter(({ codes }) => codes.includes(code)).sort(byNumber)
}

function ranked(index: SearchIndex, wanted: string[]): Indexed[] {
  const scores = wanted.map((word) => scoresOf(index, word))
  // Of the rarest word's products alone the others are asked.
  const rarest = scores.toSorted((a, b) => productsOf(index, a) - productsOf(index, b))[0]
  const candidates = new Set<number>()
  for (const word of rarest?.keys() ?? []) {
    for (const at of index.having[word] ?? []) candidates.add(at)
  }
  const found: { product: Indexed; score: number }[] = []
  for (const at of candidates) {
    const product = index.products[at]
    if (!product) continue
    const each = scores.map((scoreOf) => top(product.words, scoreOf))
    const score = each.reduce((sum, one) => sum + one, 0)
    if (!each.includes(0)) found.push({ product, score })
  }
  found.sort((a, b) => b.score - a.score || byNumber(a.product, b.product))
  return found.map(({ product }) => product)
}

type Scores = ReadonlyMap<number, number>

function productsOf({ having }: SearchIndex, scores: Scores): number {
  let products = 0
  for (const word of scores.keys()) products += having[word]?.length ?? 0
  return products
}

function top(words: number[], scores: Scores): number {
  let most = 0
  for (const word of words) most = Math.max(most, scores.get(word) ?? 0)
  return most
}

const LIKE_ENOUGH = 0.6

// What known words are worth for a wanted one. Those that share fewer than two pairs of letters are not
// alike, nor inside each other; a single letter has but its beginning.
function scoresOf(index: SearchIndex, wanted: string): Scores {
  const scores = new Map<number, number>()
  const grams = gramsOf(wanted)
  const hits = new Map<number, number>()
  for (const gram of grams) {
    for (const word of index.byGram.get(gram) ?? []) hits.set(word, (hits.get(word) ?? 0) + 1)
  }
  const least = wanted.length > 1 ? 2 : 1
  for (const [word, count] of hits) {
    const score = count < least ? 0 : worth(index.words[word] ?? '', wanted, grams)
    if (score > 0) scores.set(word, score)
  }
  return scores
}

// 3 the whole word, 2 its beginning, 1 inside, less when only alike.
function worth(word: string, wanted: string, grams: string[]): number {
  if (word === wanted) return 3
  if (word.startsWith(wanted)) return 2
  if (wanted.length >= 3 && word.includes(wanted)) return 1
  if (wanted.length < 4) return 0
  const alike = likeness(gramsOf(word), grams)
  return alike >= LIKE_ENOUGH ? alike : 0
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
