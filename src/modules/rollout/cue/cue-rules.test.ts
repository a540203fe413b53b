import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CueFacts, type JudgedCue, type Outcome, outcomeOf, strengthOf } from './cue-rules.ts'

const alone = {
  ...{ channel: 'portal', preparedBy: 'buyer', status: 'placed', presence: 'alone' as const },
}
const cue = (facts: Partial<CueFacts> = {}): CueFacts => ({
  ...{ deliveryDay: '2026-11-20', passed: true, calledOff: false, excuse: null, orders: [] },
  ...facts,
})

describe('a cue', () => {
  test.each<[string, CueFacts, Outcome | null]>([
    ['is kept by an order made alone', cue({ orders: [alone] }), 'kept'],
    [
      'is kept by a suggestion taken',
      cue({ orders: [{ ...alone, preparedBy: 'suggestion' }] }),
      'kept',
    ],
    [
      'is assisted with staff beside',
      cue({ orders: [{ ...alone, presence: 'with_staff' }] }),
      'assisted',
    ],
    [
      'is assisted by a draft of ours',
      cue({ orders: [{ ...alone, preparedBy: 'agent' }] }),
      'assisted',
    ],
    [
      'is assisted by an agent’s order',
      cue({ orders: [{ ...alone, channel: 'agent' }] }),
      'assisted',
    ],
    ['waits for the verdict', cue({ orders: [{ ...alone, presence: null }] }), null],
    ['is missed without an order', cue(), 'missed'],
    [
      'is missed when the shop cancels',
      cue({ orders: [{ ...alone, status: 'cancelled' }] }),
      'missed',
    ],
    ['is excused when we reject', cue({ orders: [{ ...alone, status: 'rejected' }] }), 'excused'],
    ['waits for its cut-off', cue({ passed: false }), null],
    ['is excused when the zone calls it off', cue({ calledOff: true }), 'excused'],
    [
      'is excused before its cut-off, called off',
      cue({ calledOff: true, passed: false }),
      'excused',
    ],
    ['is excused with the usual goods out', cue({ excuse: 'out_of_stock' }), 'excused'],
    ['is kept all the same', cue({ excuse: 'out_of_stock', orders: [alone] }), 'kept'],
    [
      'is kept beside an agent’s order',
      cue({ orders: [{ ...alone, channel: 'agent' }, alone] }),
      'kept',
    ],
  ])('%s', (_what, facts, outcome) => {
    expect(outcomeOf(facts)).toBe(outcome)
  })
})

const LETTERS: Record<string, Outcome | null> = {
  k: 'kept',
  m: 'missed',
  a: 'assisted',
  e: 'excused',
  '.': null,
}
const dayOf = (i: number) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10)
const cues = (said: string): JudgedCue[] =>
  [...said].map((letter, i) => ({ deliveryDay: dayOf(i), outcome: LETTERS[letter] ?? null }))

describe('a habit', () => {
  test.each([
    ['', 0, 'seeded', 0],
    ['m', 0, 'seeded', 0],
    ['mmmm', 0, 'seeded', 0],
    ['k', 3000, 'forming', 1],
    ['kkk', 6570, 'forming', 3],
    ['kkkk', 7599, 'held', 4],
    ['kkkkm', 7599, 'held', 0],
    ['kkkka', 5319, 'forming', 0],
    ['kkkkmm', 5319, 'slipping', 0],
    ['kkkkmmk', 6723, 'forming', 1],
    ['kkkkmmmm', 2606, 'relapsed', 0],
    ['kkkkmmmmk', 4824, 'forming', 1],
    ['kkekk', 7599, 'held', 4],
    ['kkkkeeee.', 7599, 'held', 4],
  ])('of %s has strength %i, is %s, streak %i', (said, strengthBp, stage, streak) => {
    expect(strengthOf(cues(said), [])).toMatchObject({ strengthBp, stage, streak })
  })

  test('goes back to forming with a new person, and not by one who was there before', () => {
    expect(strengthOf(cues('kkkk'), [dayOf(9)])).toMatchObject({
      stage: 'forming',
      strengthBp: 3500,
    })
    expect(strengthOf(cues('kkkk'), [dayOf(0)])).toMatchObject({ stage: 'held', strengthBp: 7599 })
    expect(strengthOf(cues('kkkkk'), [dayOf(4)])).toMatchObject({ stage: 'forming' })
    expect(strengthOf(cues('kkkkkkk'), [dayOf(4)])).toMatchObject({ stage: 'held' })
    expect(strengthOf(cues('mm'), [dayOf(1)])).toMatchObject({ stage: 'seeded' })
  })

  const said = fc.string({ unit: fc.constantFrom(...Object.keys(LETTERS)), maxLength: 60 })

  test('is the same in whatever order and however often its cues came', () => {
    fc.assert(
      fc.property(said, fc.infiniteStream(fc.double()), (text, stream) => {
        const inTurn = cues(text)
        const shuffled = [...inTurn, ...inTurn]
          .map((one) => ({ one, at: stream.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one)
        expect(strengthOf(shuffled, [])).toEqual(strengthOf(inTurn, []))
      }),
    )
  })

  test('stays between nothing and whole; keeping never weakens, excuses change nothing', () => {
    fc.assert(
      fc.property(said, (text) => {
        const now = strengthOf(cues(text), [])
        const next = strengthOf(cues(`${text}k`), [])
        const excused = strengthOf(cues(`${text}e`), [])
        expect(now.strengthBp).toBeGreaterThanOrEqual(0)
        expect(next.strengthBp).toBeLessThanOrEqual(10_000)
        expect(next.strengthBp).toBeGreaterThanOrEqual(now.strengthBp)
        expect(next.stage).not.toBe('slipping')
        expect({ ...excused, excused: 0 }).toEqual({ ...now, excused: 0 })
      }),
    )
  })
})
