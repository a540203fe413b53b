import { describe, expect, test } from 'vitest'
import { shareOf } from '../share-rules.ts'
import { groupsOf, type HelpFacts, stuckOf } from './help-rules.ts'

const NOW = '2026-12-10T09:00:00.000Z'
const ago = (days: number) => new Date(Date.parse(NOW) - days * 86_400_000).toISOString()
const facts = (more: Partial<HelpFacts> = {}): HelpFacts => ({
  ...{ waveStartsOn: '2026-12-08', step: 'planned', aside: null, reached: { planned: ago(2) } },
  ...{ cadenceDays: 7, fit: true, stage: null, stageSince: null, lastOrderAt: null, contacts: [] },
  ...more,
})
const said = (days: number, outcome: string, callBackAt: string | null = null) => ({
  ...{ id: String(days), at: ago(days), kind: 'presentation', place: 'desk', outcome, callBackAt },
})
const troubleOf = (more: Partial<HelpFacts>) => stuckOf(facts(more), NOW)?.trouble ?? null

describe('where an outlet is stuck', () => {
  test('a week without a word, a sign-in or a first order is help wanted; six days are not', () => {
    expect(troubleOf({ waveStartsOn: '2026-12-03' })).toBe('not_contacted')
    expect(troubleOf({ waveStartsOn: '2026-12-04' })).toBe(null)
    const agreed = (days: number) => ({ step: 'agreed', reached: { agreed: ago(days) } })
    expect([troubleOf(agreed(7)), troubleOf(agreed(6))]).toEqual(['not_registered', null])
    const registered = (days: number) => ({
      ...{ step: 'registered', reached: { registered: ago(days) } },
    })
    expect([troubleOf(registered(7)), troubleOf(registered(6))]).toEqual(['no_first_order', null])
  })

  test('after its first orders it is waited for two of its own periods, from the last one on', () => {
    const ordered = (days: number) => ({
      ...{ step: 'first_order', reached: { first_order: ago(60) }, lastOrderAt: ago(days) },
    })
    expect([troubleOf(ordered(14)), troubleOf(ordered(13))]).toEqual(['no_second_order', null])
  })

  test('a promised call that passed comes first, until somebody spoke with the shop since', () => {
    const late = [said(3, 'call_back', ago(1))]
    expect(troubleOf({ contacts: late, fit: false })).toBe('call_back_late')
    expect(troubleOf({ contacts: [said(3, 'call_back', ago(-1))], fit: false })).toBe('not_fit')
    expect(troubleOf({ contacts: [...late, said(0.5, 'agreed')] })).toBe(null)
  })

  test('a habit that slips is told; who stays with his agent or rests is left in peace', () => {
    const slips = { step: 'regular', stage: 'slipping', stageSince: '2026-12-08' }
    expect(stuckOf(facts(slips), NOW)).toEqual({ trouble: 'slipping', days: 2, points: 82 })
    expect(troubleOf({ ...slips, aside: 'stays_with_agent' })).toBe(null)
    expect(troubleOf({ ...slips, aside: 'paused' })).toBe(null)
  })

  test('a shop that already orders by itself is not stuck on its portal', () => {
    expect(troubleOf({ fit: false, step: 'third_order' })).toBe(null)
    expect(troubleOf({ fit: false, step: 'registered', reached: { registered: ago(1) } })).toBe(
      'not_fit',
    )
  })
})

describe('groups', () => {
  const rows = (id: string, outlets: number, stuck: number, points = 50) =>
    Array.from({ length: outlets }, (_, i) => ({
      group: { id, name: id },
      stuck: i < stuck ? { trouble: 'not_fit' as const, days: 1, points } : null,
    }))

  test('the group whose help weighs most is first; more than the others is told only beyond chance', () => {
    const groups = groupsOf([...rows('a', 20, 15), ...rows('b', 40, 8), ...rows('c', 3, 1)])
    expect(groups.map(({ id, stuck, above }) => [id, stuck, above])).toEqual([
      ['a', 15, true],
      ['b', 8, false],
      // One of three is more than a third of few: no reproach.
      ['c', 1, false],
    ])
    expect(groups[0]).toMatchObject({ peersBp: 2093, troubles: { not_fit: 15 } })
  })

  test('a group alone has nobody to be held against', () => {
    expect(groupsOf(rows('a', 5, 5))[0]).toMatchObject({ above: false, peersBp: 0 })
  })
})

test('a share has Wilson’s interval: the published example, none of ten, nothing of nothing', () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, 15 of 148, 0 of 20.
  expect(shareOf(81, 263)).toEqual({ bp: 3080, lowBp: 2553, highBp: 3662 })
  expect(shareOf(15, 148)).toEqual({ bp: 1014, lowBp: 624, highBp: 1605 })
  expect(shareOf(0, 20)).toEqual({ bp: 0, lowBp: 0, highBp: 1611 })
  expect(shareOf(0, 0)).toEqual({ bp: 0, lowBp: 0, highBp: 10_000 })
})
