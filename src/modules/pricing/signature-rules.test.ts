import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Asked,
  listsFor,
  parentProblem,
  type Signature,
  withParents,
} from './signature-rules.ts'

const asked: Asked = {
  contractId: 'contract-7',
  paymentForm: 'cash',
  priceZone: 'west',
  outletType: 'kiosk',
  teamId: 'dairy',
}
const signature = (priceListId: string, parts: Partial<Signature> = {}): Signature => ({
  contractId: null,
  paymentForm: null,
  priceZone: null,
  outletType: null,
  teamId: null,
  ...parts,
  priceListId,
})

describe('which lists a price signature chooses', () => {
  test('what fits everything comes last, what is of another shop not at all', () => {
    const signatures = [
      signature('all'),
      signature('kiosks', { outletType: 'kiosk' }),
      signature('markets', { outletType: 'market' }),
      signature('own', { contractId: 'contract-7' }),
      signature('another’s', { contractId: 'contract-8' }),
    ]
    expect(listsFor(signatures, asked)).toEqual(['own', 'kiosks', 'all'])
  })

  test.each([
    [
      'a contract says more than all the rest together',
      { contractId: 'contract-7' },
      {
        paymentForm: 'cash',
        priceZone: 'west',
        outletType: 'kiosk',
        teamId: 'dairy',
      },
    ],
    ['a payment form more than a zone', { paymentForm: 'cash' }, { priceZone: 'west' }],
    ['a zone more than a type of outlet', { priceZone: 'west' }, { outletType: 'kiosk' }],
    ['a type of outlet more than a team', { outletType: 'kiosk' }, { teamId: 'dairy' }],
    [
      'two parts more than one of them',
      { priceZone: 'west', teamId: 'dairy' },
      { priceZone: 'west' },
    ],
  ])('%s', (_, more, less) => {
    const signatures = [signature('less', less), signature('more', more)]
    expect(listsFor(signatures, asked)).toEqual(['more', 'less'])
  })

  test('a signature of which one part does not fit does not count, however much else does', () => {
    const almost = signature('almost', { contractId: 'contract-7', paymentForm: 'cashless' })
    expect(listsFor([almost], asked)).toEqual([])
    expect(listsFor([almost], { ...asked, paymentForm: 'cashless' })).toEqual(['almost'])
  })

  test('an outlet without a price zone gets no list of a zone', () => {
    const west = signature('west', { priceZone: 'west' })
    expect(listsFor([west], { ...asked, priceZone: null })).toEqual([])
  })

  test('of equals it is always the same one', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 3 }), (order) => {
        expect(
          listsFor(
            order.map((id) => signature(id)),
            asked,
          ),
        ).toEqual(['a', 'b', 'c'])
      }),
    )
  })
})

describe('lists and their parents', () => {
  const parents = new Map([
    ['own', 'west'],
    ['west', 'base'],
    ['kiosks', 'base'],
    ['base', null],
  ])

  test('the parent of the more specific comes before the less specific, each list once', () => {
    expect(withParents(['own', 'kiosks'], parents)).toEqual(['own', 'west', 'base', 'kiosks'])
  })

  test('a list without a parent stands alone', () => {
    expect(withParents(['base'], parents)).toEqual(['base'])
    expect(withParents([], parents)).toEqual([])
  })

  test('a circle that came in ends, and so does a chain without end', () => {
    const circle = new Map([
      ['a', 'b'],
      ['b', 'a'],
    ])
    expect(withParents(['a'], circle)).toEqual(['a', 'b'])
    const endless = new Map(Array.from({ length: 50 }, (_, i) => [`${i}`, `${i + 1}`]))
    expect(withParents(['0'], endless)).toHaveLength(8)
  })
})

describe('giving a list a parent', () => {
  const chain = (length: number) =>
    new Map(
      Array.from({ length }, (_, i): [string, string | null] => [
        `${i}`,
        i + 1 < length ? `${i + 1}` : null,
      ]),
    )

  test('it cannot stand above itself, near or far', () => {
    expect(parentProblem('2', '2', chain(3))).toBe('circle')
    expect(parentProblem('2', '0', chain(3))).toBe('circle')
    expect(parentProblem('new', '0', chain(3))).toBeNull()
  })

  test('eight lists in a chain are enough, nine are refused', () => {
    expect(parentProblem('new', '0', chain(7))).toBeNull()
    expect(parentProblem('new', '0', chain(8))).toBe('too_deep')
  })

  test('a list with children brings them along', () => {
    const parents = new Map([...chain(6), ['child', 'new'], ['new', null]] as const)
    expect(parentProblem('new', '0', parents)).toBeNull()
    expect(parentProblem('new', '0', new Map([...parents, ['grandchild', 'child']]))).toBe(
      'too_deep',
    )
  })

  test('into a circle that came in nothing more is hung', () => {
    const circle = new Map([
      ['a', 'b'],
      ['b', 'a'],
    ])
    expect(parentProblem('new', 'a', circle)).toBe('too_deep')
  })
})
