import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Sold, type TeamFound, teamsOf } from './team-rules.ts'

/** Outlets in turn of two general and two dairy agents; milk and cheese are of the dairy ones. */
const town = (outlets: number, dairyAgents = 2): Sold[] =>
  Array.from({ length: outlets }, (_, i) => i).flatMap((i) => {
    const line = (brandId: string, agentId: string, lines: number) => ({
      ...{ outletId: `o${i}`, brandId, agentId, lines },
    })
    return [
      line('bread', `general${i % 2}`, 6),
      line('tea', `general${i % 2}`, 4),
      line('milk', `dairy${i % dairyAgents}`, 6),
      line('cheese', `dairy${i % dairyAgents}`, 4),
    ]
  })
const brandsOf = (teams: TeamFound[]) => teams.map(({ brandIds }) => brandIds)
const other = (sold: Sold[], change: (line: Sold, nth: number) => Partial<Sold> | null) =>
  sold.map((line, nth) => ({ ...line, ...change(line, nth) }))
const also = (outletId: string, brandId: string, agentId: string, lines: number): Sold => ({
  ...{ outletId, brandId, agentId, lines },
})

describe('an exclusive team', () => {
  test('is seen where two agents sell some brands and others the rest of the same outlets', () => {
    // Bread and tea reach one outlet more: they are the rest.
    const sold = [...town(6), also('o6', 'bread', 'general0', 6), also('o6', 'tea', 'general0', 4)]
    expect(teamsOf(sold)).toEqual([
      {
        brandIds: ['cheese', 'milk'],
        agentIds: ['dairy0', 'dairy1'],
        served: [0, 1, 2, 3, 4, 5].map((i) => ({ outletId: `o${i}`, agentId: `dairy${i % 2}` })),
        apartOutlets: 6,
        lines: 60,
        apartLines: 60,
      },
    ])
  })

  test.each([
    ['one agent sells everything', other(town(8), () => ({ agentId: 'a' }))],
    [
      'each outlet has one agent for everything',
      other(town(8), (line) => ({ agentId: line.outletId })),
    ],
    ['only four outlets buy both', town(4)],
    ['one agent alone sells the brands', town(8, 1)],
    ['nothing was sold', []],
    [
      'every third outlet gets the brands from its general agent',
      other(town(9), ({ outletId, brandId }, nth) =>
        ['milk', 'cheese'].includes(brandId) && Number(outletId.slice(1)) % 3 === 0
          ? { agentId: `general${Math.floor(nth / 4) % 2}` }
          : null,
      ),
    ],
    [
      'its agents sell a fifth of the rest',
      town(8).flatMap((line, i) =>
        line.brandId === 'tea'
          ? [
              { ...line, lines: 2 },
              { ...line, agentId: `dairy${Math.floor(i / 4) % 2}`, lines: 2 },
            ]
          : [line],
      ),
    ],
  ])('is not seen where %s', (_, sold) => {
    expect(teamsOf(sold)).toEqual([])
  })

  test('stands nine lines of ten apart, and not one less', () => {
    // Of an outlet’s ten lines of milk and cheese some are its general agent’s.
    const withOthers = (lines: number) =>
      town(6).flatMap((line, i) =>
        line.brandId === 'milk'
          ? [
              { ...line, lines: line.lines - lines },
              { ...line, agentId: `general${Math.floor(i / 4) % 2}`, lines },
            ]
          : [line],
      )
    const more = [also('o6', 'bread', 'general0', 6)]
    expect(brandsOf(teamsOf([...withOthers(1), ...more]))).toEqual([['cheese', 'milk']])
    const oneLess = [also('o0', 'milk', 'general0', 1), ...withOthers(1), ...more]
    expect(teamsOf(oneLess)).toEqual([])
  })

  test('keeps who sells its brands where he sells the rest too: nobody loses an outlet', () => {
    const sold = [
      ...town(10),
      also('o10', 'bread', 'general0', 9),
      also('o10', 'milk', 'general0', 1),
    ]
    const [team] = teamsOf(sold)
    expect(team?.agentIds).toEqual(['dairy0', 'dairy1'])
    expect(team?.served).toContainEqual({ outletId: 'o10', agentId: 'general0' })
    expect([team?.apartOutlets, team?.lines, team?.apartLines]).toEqual([10, 101, 100])
  })
})

describe('of any history', () => {
  const line = fc.record({
    outletId: fc.integer({ min: 0, max: 9 }).map((n) => `o${n}`),
    brandId: fc.integer({ min: 0, max: 4 }).map((n) => `b${n}`),
    agentId: fc.integer({ min: 0, max: 3 }).map((n) => `a${n}`),
    lines: fc.integer({ min: 1, max: 9 }),
  })
  const history = fc.array(line, { maxLength: 60 })

  test('the same facts in another order make the same proposals', () => {
    const twice = history.chain((sold) =>
      fc.tuple(
        fc.constant([...town(7), ...sold]),
        fc.shuffledSubarray([...town(7), ...sold], { minLength: sold.length + 28 }),
      ),
    )
    fc.assert(
      fc.property(twice, ([sold, shuffled]) => {
        expect(teamsOf(shuffled)).toEqual(teamsOf(sold))
      }),
    )
  })

  test('one agent for everything makes none', () => {
    fc.assert(
      fc.property(history, (sold) => {
        expect(teamsOf(other(sold, () => ({ agentId: 'a0' })))).toEqual([])
      }),
    )
  })

  test('each proposal keeps to its thresholds, and no brand is in two', () => {
    fc.assert(
      fc.property(history, (sold) => {
        const teams = teamsOf([...town(7), ...sold])
        for (const team of teams) {
          expect(team.apartOutlets).toBeGreaterThanOrEqual(5)
          expect(team.agentIds.length).toBeGreaterThanOrEqual(2)
          expect(team.apartLines * 10).toBeGreaterThanOrEqual(team.lines * 9)
        }
        const brands = brandsOf(teams).flat()
        expect(new Set(brands).size).toBe(brands.length)
      }),
    )
  })

  test('a team that stands apart is found whatever its size', () => {
    const sizes = fc.tuple(fc.integer({ min: 5, max: 40 }), fc.integer({ min: 2, max: 5 }))
    fc.assert(
      fc.property(sizes, ([outlets, agents]) => {
        const sold = [...town(outlets, agents), also('far', 'bread', 'general0', 1)]
        expect(brandsOf(teamsOf(sold))).toEqual([['cheese', 'milk']])
      }),
    )
  })
})
