import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextStep, type Situation, type StepAttempt } from './step-rules.ts'
import { ATTEMPT_STATUSES, CHANNELS, MESSAGE_STATUSES } from './words-rules.ts'

const NOON = '2026-11-26T10:00:00Z'
const ago = (minutes: number) => new Date(Date.parse(NOON) - minutes * 60_000).toISOString()
const hence = (minutes: number) => ago(-minutes)

const usable = [
  { channel: 'push' as const, priceMinor: 0, reach: 0.6 },
  { channel: 'viber' as const, priceMinor: 60, reach: 0.7 },
  { channel: 'sms' as const, priceMinor: 120, reach: 0.8 },
]
const tried = (more: Partial<StepAttempt> = {}): StepAttempt => ({
  channel: 'push',
  status: 'sent',
  claimedAt: ago(10),
  tellsDelivery: true,
  ...more,
})
type More = Partial<Omit<Situation, 'message'>> & { message?: Partial<Situation['message']> }
const situation = ({ message = {}, ...more }: More = {}): Situation => ({
  now: NOON,
  message: {
    status: 'planned',
    topic: 'reminder',
    notBefore: NOON,
    expiresAt: null,
    onlyChannel: null,
    ...message,
  },
  belongs: true,
  optedOut: false,
  quiet: { hours: [{ from: '21:00', until: '08:00' }], timeZone: 'Europe/Kyiv' },
  today: { all: 0, topic: 0 },
  caps: { perDayMax: 3, perTopicMax: 2 },
  usable,
  attempts: [],
  fallbackMinutes: 60,
  reachPercentMin: 40,
  ...more,
})
const NIGHT = '2026-11-26T22:00:00Z'
const MORNING = '2026-11-27T06:00:00Z'

describe('a message that nobody sent yet', () => {
  test.each<[string, More, object]>([
    ['is sent by the first good channel', {}, { kind: 'send', channel: 'push' }],
    ['waits for its time', { message: { notBefore: hence(5) } }, { kind: 'wait', until: hence(5) }],
    ['waits for the morning', { now: NIGHT }, { kind: 'wait', until: MORNING }],
    [
      'is left when the morning is too late',
      { now: NIGHT, message: { expiresAt: MORNING } },
      { kind: 'suppress', reason: 'quiet_hours' },
    ],
    [
      'is left when it is over',
      { message: { expiresAt: NOON } },
      { kind: 'suppress', reason: 'expired' },
    ],
    ['is left when not wanted', { optedOut: true }, { kind: 'suppress', reason: 'opted_out' }],
    ['is left when the person left', { belongs: false }, { kind: 'suppress', reason: 'left' }],
    [
      'is left when the day is full',
      { today: { all: 3, topic: 0 } },
      { kind: 'suppress', reason: 'frequency_cap' },
    ],
    [
      'is left when the topic is full',
      { today: { all: 2, topic: 2 } },
      { kind: 'suppress', reason: 'frequency_cap' },
    ],
    ['is sent below the caps', { today: { all: 2, topic: 1 } }, { kind: 'send', channel: 'push' }],
    ['is left without an address', { usable: [] }, { kind: 'suppress', reason: 'no_address' }],
    [
      'goes only by the channel it names',
      { message: { onlyChannel: 'sms' } },
      { kind: 'send', channel: 'sms' },
    ],
    [
      'as a test goes at night and past the caps',
      { now: NIGHT, message: { topic: 'test', notBefore: NOON }, today: { all: 9, topic: 9 } },
      { kind: 'send', channel: 'push' },
    ],
  ])('%s', (_, more, step) => {
    expect(nextStep(situation(more))).toEqual(step)
  })
})

describe('a message that was tried', () => {
  const next = { kind: 'send', channel: 'viber' }
  test.each<[string, StepAttempt[], object]>([
    ['waits to arrive', [tried()], { kind: 'wait', until: hence(50) }],
    ['takes the next channel when it did not', [tried({ claimedAt: ago(60) })], next],
    ['takes it at once when refused', [tried({ status: 'failed' })], next],
    [
      'takes it when its outcome stays unknown',
      [tried({ status: 'unknown', claimedAt: ago(60) })],
      next,
    ],
    [
      'tries again what failed for now',
      [tried({ status: 'again' })],
      { kind: 'send', channel: 'push' },
    ],
    [
      'rests where the channel tells nothing',
      [tried({ tellsDelivery: false, claimedAt: ago(600) })],
      { kind: 'rest' },
    ],
    [
      'leaves a claim alone that is at work',
      [tried({ status: 'claimed', claimedAt: ago(1) })],
      { kind: 'wait', until: ago(-0.5) },
    ],
    [
      'loses a claim that was never ended',
      [tried({ status: 'claimed', claimedAt: ago(2) })],
      { kind: 'lose', channel: 'push' },
    ],
    [
      'rests after its last channel',
      CHANNELS.map((channel) => tried({ channel, claimedAt: ago(90) })),
      { kind: 'rest' },
    ],
    [
      'fails when no channel took it',
      CHANNELS.map((channel) => tried({ channel, status: 'failed' })),
      { kind: 'fail' },
    ],
  ])('%s', (_, attempts, step) => {
    expect(nextStep(situation({ attempts }))).toEqual(step)
  })

  test('counts against no cap a second time', () => {
    const full = { today: { all: 9, topic: 9 }, attempts: [tried({ claimedAt: ago(61) })] }
    expect(nextStep(situation(full))).toEqual(next)
  })
  test('is not unsaid by an opt-out: it rests', () => {
    const attempts = [tried({ claimedAt: ago(61) })]
    expect(nextStep(situation({ optedOut: true, attempts }))).toEqual({ kind: 'rest' })
  })
  test('that left and came back has failed when it is over', () => {
    const message = { status: 'sent' as const, expiresAt: NOON }
    const attempts = [tried({ status: 'failed' })]
    expect(nextStep(situation({ message, attempts }))).toEqual({ kind: 'fail' })
  })
})

test('no channel is tried twice but for one that failed for now, and nothing after an arrival', () => {
  const attempts = fc.uniqueArray(
    fc.record({
      channel: fc.constantFrom(...CHANNELS),
      status: fc.constantFrom(...ATTEMPT_STATUSES),
      claimedAt: fc.integer({ min: 0, max: 200 }).map(ago),
      tellsDelivery: fc.boolean(),
    }),
    { selector: ({ channel }) => channel },
  )
  fc.assert(
    fc.property(attempts, fc.constantFrom(...MESSAGE_STATUSES), (made, status) => {
      const step = nextStep(situation({ attempts: made, message: { status } }))
      if (status !== 'planned' && status !== 'sent') return step.kind === 'rest'
      if (step.kind !== 'send') return true
      const before = made.find(({ channel }) => channel === step.channel)
      return before === undefined || before.status === 'again'
    }),
    { numRuns: 1000 },
  )
})
