import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildIndex, find, putProduct, type Searchable } from './search-rules.ts'

const product = (number: number, words: string, codes: string[] = []): Searchable => ({
  ...{ id: `p${number}`, number, words, codes: [String(number), `A-${number}`, ...codes] },
})
const SHELF = buildIndex([
  product(1, 'Молоко пастеризоване «Карподар» 2,5 % 900 г', ['4820000000017']),
  product(2, 'Молочний коктейль «Карподар» 900 г'),
  product(3, 'Кефір «Степовик» 1 % 900 г'),
  product(4, 'Пшоно домашнє з молоком'),
  product(5, 'Чай «М’ята»'),
])

describe('a product is found', () => {
  test.each([
    ['by a whole word, before what only begins with it', 'молоко', ['p1', 'p4']],
    ['by the beginning of a word', 'моло', ['p1', 'p2', 'p4']],
    ['by what stands inside a word', 'коктей', ['p2']],
    ['by all its words, wherever they stand', '900 карподар', ['p1', 'p2']],
    ['with typing errors', 'пастиризоване', ['p1']],
    ['typed with the keys of the other alphabet', 'rtasp', ['p3']],
    ['with any apostrophe, and without one', "м'ята", ['p5']],
    ['by its short number alone', '3', ['p3']],
    ['by its code', 'a-4', ['p4']],
    ['by its barcode, spaces or not', '4820000 000017', ['p1']],
    ['by a single letter that a word begins with', 'п', ['p1', 'p4']],
  ])('%s', (_how, text, ids) => {
    expect(find(SHELF, text, 10).sort()).toEqual(ids)
  })

  test('not when one of the words is nobody’s', () => {
    expect(find(SHELF, 'молоко борошно', 10)).toEqual([])
    expect(find(SHELF, '   ', 10)).toEqual([])
  })

  test('the best first: the whole word, its beginning, what is only alike', () => {
    const shelf = buildIndex([
      product(1, 'молоток'),
      product(2, 'молокозавод'),
      product(3, 'молоко'),
    ])
    expect(find(shelf, 'молоко', 10)).toEqual(['p3', 'p2', 'p1'])
    expect(find(shelf, 'молоко', 2)).toEqual(['p3', 'p2'])
  })
})

const LETTERS = ['а', 'б', 'в', 'г', 'д']
const word = fc
  .array(fc.constantFrom(...LETTERS), { minLength: 2, maxLength: 7 })
  .map((letters) => letters.join(''))

// As it is meant, each word of each product looked at.
function fits(words: string[], wanted: string): boolean {
  const pairs = (text: string) =>
    Array.from({ length: text.length + 1 }, (_, i) => ` ${text} `.slice(i, i + 2))
  return words.some((known) => {
    if (known.startsWith(wanted) || (wanted.length >= 3 && known.includes(wanted))) return true
    if (wanted.length < 4) return false
    const left = pairs(wanted)
    const shared = pairs(known).filter((pair) => {
      const at = left.indexOf(pair)
      if (at >= 0) left.splice(at, 1)
      return at >= 0
    })
    return (2 * shared.length) / (known.length + wanted.length + 2) >= 0.6
  })
}

test('exactly those are found that have every wanted word, however many share their words', () => {
  const products = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { maxLength: 30 })
  const wanted = fc.array(word, { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(products, wanted, (shelf, asked) => {
      const index = buildIndex(shelf.map((words, i) => product(i + 1, words.join(' '))))
      const meant = shelf.flatMap((words, i) =>
        asked.every((each) => fits(words, each)) ? [`p${i + 1}`] : [],
      )
      expect(find(index, asked.join(' '), 100).sort()).toEqual(meant.sort())
    }),
  )
})

test('a word is compared once, however many products it stands on', () => {
  const many = Array.from({ length: 5_000 }, (_, i) =>
    product(i + 1, 'сирок глазурований нова партія'),
  )
  const index = buildIndex(many)
  expect(index.words).toHaveLength(4)
  expect(find(index, 'партія', 3)).toEqual(['p1', 'p2', 'p3'])
})

describe('a product that changed is found by what it is called now', () => {
  const shelf = () => buildIndex([product(1, 'молоко', ['4820000000017']), product(2, 'кефір')])

  test('and no more by what it was called', () => {
    const index = shelf()
    putProduct(index, product(1, 'ряжанка', ['4820000000024']))
    expect([find(index, 'ряжанка', 9), find(index, '4820000000024', 9)]).toEqual([['p1'], ['p1']])
    expect([find(index, 'молоко', 9), find(index, '4820000000017', 9)]).toEqual([[], []])
  })

  test('one that is hidden by nothing, until it is shown again', () => {
    const index = shelf()
    putProduct(index, { id: 'p1', number: 1, words: '', codes: [] })
    expect([find(index, 'молоко', 9), find(index, '1', 9)]).toEqual([[], []])
    putProduct(index, product(1, 'молоко'))
    expect([find(index, 'молоко', 9), find(index, '1', 9)]).toEqual([['p1'], ['p1']])
  })

  test('whatever was said in which order: as if all were read anew', () => {
    const said = fc.array(
      fc.record({
        number: fc.integer({ min: 1, max: 6 }),
        words: fc.array(word, { maxLength: 3 }),
      }),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(said, word, (changes, asked) => {
        const index = buildIndex([])
        const last = new Map<number, Searchable>()
        for (const { number, words } of changes) {
          last.set(number, product(number, words.join(' ')))
          putProduct(index, product(number, words.join(' ')))
        }
        const anew = buildIndex([...last.values()].sort((a, b) => a.number - b.number))
        for (const text of [asked, '3', 'A-3']) {
          expect(find(index, text, 9)).toEqual(find(anew, text, 9))
        }
      }),
    )
  })
})
