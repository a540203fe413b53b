import { describe, expect, test } from 'vitest'
import { capOf, type Said } from './cap-rules.ts'
import { type Candidate, turnOf } from './queue-rules.ts'

const NOW = '2026-11-26T10:00:00.000Z'
const DAY_MS = 86_400_000
const ago = (days: number) => new Date(Date.parse(NOW) - days * DAY_MS).toISOString()

const said = (daysAgo: number, change: Partial<Said> = {}): Said => ({
  ...{ id: `${daysAgo} ${change.place ?? ''}`, at: ago(daysAgo), kind: 'presentation' },
  ...{ place: 'desk', outcome: 'told', callBackAt: null },
  ...change,
})

describe('the contact cap', () => {
  const visit = { kind: 'visit' }
  test.each<[string, Said[], string | null]>([
    ['nobody spoke with it: it may be called', [], null],
    ['one answered contact about something else leaves room', [said(1, visit)], null],
    ['the same thing within three days is not asked twice', [said(2)], 'same_thing'],
    ['after three days it may be asked again', [said(3)], null],
    ['two answered in seven days are enough', [said(4, visit), said(6, visit)], 'too_many'],
    ['after seven days they count no more', [said(4, visit), said(7, visit)], null],
    ['one that is written down late counts like any other', [said(-1)], 'same_thing'],
    [
      'it goes over the agent on his route and the bot as well',
      [said(4, { ...visit, place: 'route' }), said(5, { kind: 'other', place: 'bot' })],
      'too_many',
    ],
    [
      'who did not answer was not disturbed',
      [said(0.2, { outcome: 'no_answer' }), said(0.3, { outcome: 'unreachable' })],
      null,
    ],
    [
      'a call-back that the shop asked for passes',
      [said(1), said(0.1, { outcome: 'call_back', callBackAt: NOW })],
      null,
    ],
    [
      'but not before its time',
      [said(0.1, { outcome: 'call_back', callBackAt: ago(-0.5) })],
      'same_thing',
    ],
    [
      'nor after it was called back',
      [said(0.2, { outcome: 'call_back', callBackAt: ago(0.15) }), said(0.1)],
      'same_thing',
    ],
  ])('%s', (_, contacts, reason) => {
    const cap = capOf(contacts, { kind: 'presentation', at: NOW })
    expect(cap?.reason ?? null).toBe(reason)
    const turned = capOf(contacts.toReversed(), { kind: 'presentation', at: NOW })
    expect(turned).toEqual(cap)
  })

  test('when it says until when, a contact then is not refused for the same reason', () => {
    const contacts = [said(2), said(5, { kind: 'visit' })]
    const cap = capOf(contacts, { kind: 'visit', at: NOW })
    expect(cap).toEqual({ reason: 'too_many', until: ago(-2) })
    expect(capOf(contacts, { kind: 'visit', at: cap?.until ?? '' })).toBeNull()
  })
})

const candidate = (change: Partial<Candidate> = {}): Candidate => ({
  ...{ step: 'planned', aside: null, cadenceDays: 7, contacts: [], cutOffAt: null },
  ...{ orderHours: [], answeredHours: [] },
  ...change,
})
const turn = (change: Partial<Candidate> = {}) => turnOf(candidate(change), NOW, 10)

describe('whose turn it is', () => {
  test.each<[string, Partial<Candidate>]>([
    ['is paused', { aside: 'paused' }],
    ['stays with its agent', { aside: 'stays_with_agent' }],
    ['refused within a month', { contacts: [said(10, { outcome: 'refused' })] }],
    ['did not answer an hour ago', { contacts: [said(1 / 24, { outcome: 'no_answer' })] }],
    ['was spoken with about it yesterday', { contacts: [said(1)] }],
    [
      'asked to be called tomorrow',
      { contacts: [said(5, { outcome: 'call_back', callBackAt: ago(-1) })] },
    ],
    ['is regular', { step: 'regular' }],
  ])('not that of a shop that %s', (_, change) => {
    expect(turn(change)).toBeNull()
  })

  test('the score is the sum of its reasons', () => {
    const found = turn({
      ...{ step: 'registered', cutOffAt: '2026-11-26T11:30:00Z', contacts: [said(20)] },
      orderHours: Array.from({ length: 24 }, (_, hour) => (hour === 10 ? 3 : 0)),
    })
    expect(found?.reasons).toEqual([
      { code: 'red', points: 40 },
      { code: 'step', points: 20 },
      { code: 'hour', points: 20 },
      { code: 'cut_off', points: 15 },
    ])
    expect(found?.score).toBe(95)
  })

  test('who asked to be called now comes before everybody else', () => {
    const asked = turn({ contacts: [said(1, { outcome: 'call_back', callBackAt: ago(0.01) })] })
    const most = turn({
      ...{ step: 'registered', cutOffAt: NOW, contacts: [said(20)] },
      orderHours: Array.from({ length: 24 }, () => 1),
    })
    expect(asked?.score).toBeGreaterThan(most?.score ?? Infinity)
  })

  test('a forming shop is red after two of its own periods, not before, and one not forming never', () => {
    const quiet = (days: number) => turn({ step: 'first_order', contacts: [said(days)] })?.red
    expect([quiet(13), quiet(14)]).toEqual([false, true])
    expect(turn({ step: 'contacted', contacts: [said(60)] })?.red).toBe(false)
  })

  test('the closer its cut-off and the next step, the sooner its turn', () => {
    const near = turn({ cutOffAt: '2026-11-26T11:00:00Z' })?.score ?? 0
    const far = turn({ cutOffAt: '2026-11-28T11:00:00Z' })?.score ?? 0
    expect(near).toBeGreaterThan(far)
    expect(turn({ step: 'agreed', contacts: [said(10)] })?.score).toBeGreaterThan(far)
  })
})
