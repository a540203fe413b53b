import { expect, test } from 'vitest'
import type { Warning } from '../gauge-rules.ts'
import { decisionOf } from './decision-rules.ts'

const wave = (more: object = {}) => ({
  ...{ id: 'w', number: 1, outlets: 100, firstOrder: 60, thirdOrder: 30 },
  ...{ endsOn: '2026-12-14', stoppedAt: null, ...more },
})
const decide = (more: object = {}, warnings: Warning[] | null = [], questions = 0) =>
  decisionOf({
    ...{ wave: wave(more), gate: { gateFirstOrderBp: 5_000, gateThirdOrderBp: 3_000 } },
    ...{ warnings, questions, today: '2026-12-10' },
  })
const against = (decision: ReturnType<typeof decide>) =>
  decision.reasons.filter(({ holds }) => !holds).map(({ code }) => code)

test('the gate reached and both laws kept: go, and an open question stands beside it', () => {
  expect(decide()).toMatchObject({ verdict: 'go' })
  expect(decide().reasons[0]).toEqual({
    ...{ code: 'first_order', holds: true, reachedBp: 6_000, wantedBp: 5_000 },
  })
  const asked = decide({}, [], 2)
  expect([asked.verdict, against(asked)]).toEqual(['go', ['questions']])
})

test('short of the gate it waits while the wave runs, and stops when it has ended or was stopped', () => {
  const short = decide({ thirdOrder: 29 })
  expect([short.verdict, against(short)]).toEqual(['wait', ['third_order', 'wave_ends']])
  const ended = decide({ thirdOrder: 29, endsOn: '2026-12-09' })
  expect([ended.verdict, against(ended)]).toEqual(['stop', ['third_order']])
  expect(decide({ thirdOrder: 29, stoppedAt: '2026-12-01T00:00:00Z' }).verdict).toBe('stop')
})

test('when either law starves it stops, however many ordered', () => {
  const starving = decide({}, ['drop_falls'])
  expect([starving.verdict, against(starving)]).toEqual(['stop', ['drop_falls']])
})

test('before anything was delivered no law is said to be kept', () => {
  expect(decide({}, null).reasons.map(({ code }) => code)).toEqual(['first_order', 'third_order'])
})

test('before the first wave the decision is to put one together', () => {
  const facts = { wave: null, gate: { gateFirstOrderBp: 0, gateThirdOrderBp: 0 }, questions: 0 }
  expect(decisionOf({ ...facts, warnings: null, today: '2026-12-10' })).toEqual({
    ...{ verdict: 'first', reasons: [] },
  })
})
