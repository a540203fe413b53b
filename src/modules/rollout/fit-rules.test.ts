import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FitFacts, judgeFit } from './fit-rules.ts'

type Line = FitFacts['lines'][number]

const line = (
  change: Partial<Line['invoice']> = {},
  portalMinor: number | null = 10_000,
): Line => ({
  invoice: {
    productId: 'milk',
    name: 'Молоко',
    unitCode: 'шт',
    quantityMilli: 1000,
    totalMinor: 10_000,
    lastDay: '2026-11-20',
    lines: 1,
    ...change,
  },
  portal: portalMinor === null ? { code: 'no_price' } : { code: 'priced', totalMinor: portalMinor },
})

const facts = (change: Partial<FitFacts> = {}): FitFacts => ({
  lines: [line()],
  basket: [],
  realWeekdays: [5],
  weekdayDrops: [0, 0, 0, 0, 6, 0, 0],
  portalWeekdays: [2, 5],
  balances: [{ contractId: 'k', code: 'K1', debtMinor: 500, ageHours: 2, unpaidMinor: 500 }],
  contacts: [{ personId: 'ann', phone: '+380501112233', confirmed: true }],
  ...change,
})
const kinds = (change: Partial<FitFacts>) => judgeFit(facts(change)).differences.map((d) => d.kind)

test('an outlet whose portal is true is fit', () => {
  expect(judgeFit(facts())).toEqual({ fit: true, lines: 1, linesTrue: 1, differences: [] })
})

describe('prices', () => {
  test.each([
    ['the same', 10_000, true],
    ['half a per cent more', 10_050, true],
    ['half a per cent less', 9_950, true],
    ['a little over half a per cent', 10_051, false],
    ['a little under', 9_949, false],
  ])('%s', (_, portalMinor, fit) => {
    expect(judgeFit(facts({ lines: [line({}, portalMinor)] })).fit).toBe(fit)
  })

  test('a kopiyka of rounding on a small line is not a difference', () => {
    expect(kinds({ lines: [line({ totalMinor: 50 }, 51)] })).toEqual([])
    expect(kinds({ lines: [line({ totalMinor: 50 }, 52)] })).toEqual(['price_differs'])
  })

  test('98 of 100 lines true are enough, 97 are not; what differs is told all the same', () => {
    const many = (wrong: number) => [
      line({ productId: 'bread', lines: 100 - wrong }),
      line({ lines: wrong }, 20_000),
    ]
    expect(judgeFit(facts({ lines: many(2) }))).toMatchObject({ fit: true, linesTrue: 98 })
    expect(judgeFit(facts({ lines: many(3) }))).toMatchObject({ fit: false, linesTrue: 97 })
    expect(kinds({ lines: many(2) })).toEqual(['price_differs'])
  })

  test('a price that changed since is no difference: the last invoice agrees', () => {
    const earlier = line({ totalMinor: 9_000, lastDay: '2026-10-20', lines: 4 })
    expect(judgeFit(facts({ lines: [earlier, line()] }))).toMatchObject({ fit: true, linesTrue: 5 })
    const disagrees = [line({ lastDay: '2026-10-20' }), line({ totalMinor: 9_000 })]
    expect(judgeFit(facts({ lines: disagrees }))).toMatchObject({ fit: false, linesTrue: 1 })
  })

  test('a product without a price tells what it was sold for, and by whom it is mended', () => {
    const [found] = judgeFit(facts({ lines: [line({ quantityMilli: 2000 }, null)] })).differences
    expect(found).toMatchObject({ kind: 'no_price', truth: '50.00 / шт', weightMinor: 10_000 })
  })
})

describe('everything else', () => {
  const balance = { contractId: 'k', code: 'K1', debtMinor: 500, ageHours: 2, unpaidMinor: 500 }
  test.each<[string, Partial<FitFacts>, string[]]>([
    ['nothing was ever invoiced', { lines: [] }, ['no_history']],
    ['the outlet is in no zone', { portalWeekdays: null }, ['no_slots']],
    ['the truck comes on another day', { realWeekdays: [3] }, ['days_differ']],
    ['no rhythm in history', { realWeekdays: null }, []],
    ['its zone has no truck', { portalWeekdays: [] }, ['no_slots']],
    [
      'no rhythm, and most drops came on days that the portal has not',
      { realWeekdays: null, weekdayDrops: [0, 3, 0, 15, 0, 3, 0] },
      ['days_differ'],
    ],
    [
      'no rhythm, and half of the drops came on days that the portal has',
      { realWeekdays: null, weekdayDrops: [3, 3, 3, 2, 5, 0, 0] },
      [],
    ],
    ['too few drops to say', { realWeekdays: null, weekdayDrops: [3, 0, 0, 0, 0, 0, 0] }, []],
    ['no contract', { balances: [] }, ['no_contract']],
    [
      'the ERP never told a balance',
      { balances: [{ ...balance, ageHours: null }] },
      ['balance_unknown'],
    ],
    [
      'the balance is three days old',
      { balances: [{ ...balance, ageHours: 72 }] },
      ['balance_stale'],
    ],
    ['invoices say otherwise', { balances: [{ ...balance, unpaidMinor: 0 }] }, ['balance_differs']],
    ['the ERP sends no invoices', { balances: [{ ...balance, unpaidMinor: null }] }, []],
    ['no phone', { contacts: [] }, ['no_phone']],
    [
      'nobody said whose phone it is',
      { contacts: [{ personId: 'a', phone: '+38050', confirmed: false }] },
      ['phone_unconfirmed'],
    ],
    [
      'a usual product is hidden',
      { basket: [{ productId: 'tea', name: 'Чай', portal: 'not_sold' }] },
      ['basket_hidden'],
    ],
    [
      'a usual product told already by its invoice is told once',
      {
        lines: [line({}, null)],
        basket: [{ productId: 'milk', name: 'Молоко', portal: 'no_price' }],
      },
      ['no_price'],
    ],
  ])('%s', (_, change, found) => {
    expect(kinds(change)).toEqual(found)
  })
})

test('every planted wrong price is found, and none is invented', () => {
  const lines = fc.array(
    fc.record({ totalMinor: fc.integer({ min: 1000, max: 9_000_000 }), wrong: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  fc.assert(
    fc.property(lines, (planted) => {
      const made = planted.map(({ totalMinor, wrong }, i) =>
        line(
          { productId: `p${i}`, totalMinor },
          wrong ? Math.ceil(totalMinor * 1.02) + 2 : totalMinor,
        ),
      )
      const found = judgeFit(facts({ lines: made })).differences.map((d) => d.subjectId)
      expect(found).toEqual(planted.flatMap(({ wrong }, i) => (wrong ? [`p${i} шт`] : [])))
    }),
  )
})
