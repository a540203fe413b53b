import { expect, test } from 'vitest'
import { decideHeld, paysToday } from './debt-rules.ts'

const TODAY = '2026-11-25'
const order = { orderId: 'one', overdueSince: null, overdueUntil: null, promise: null }
const late = (since: string, until = since) => ({
  ...order,
  overdueSince: since,
  overdueUntil: until,
})
const reached = () => 0
const silent = () => 0.99

test('who pays by his days is let over his limit, whether he is reached or not', () => {
  expect(decideHeld(order, TODAY, silent)).toMatchObject({ payDay: null })
})

test.each([
  ['is a day late and names a day', late('2026-11-24'), reached, '2026-11-29'],
  ['is late twice: the later bill’s day', late('2026-11-21', '2026-11-24'), reached, '2026-11-29'],
  ['is late by as much as anybody', late('2026-11-20'), reached, '2026-11-25'],
  ['has promised already', { ...late('2026-11-24'), promise: 'open' as const }, silent, null],
])('who %s is let go', (_, waiting, chance, payDay) => {
  expect(decideHeld(waiting, TODAY, chance)).toMatchObject({ payDay })
})

test.each([
  ['is not reached', late('2026-11-24'), silent],
  ['owes longer', late('2026-11-19', '2026-11-24'), reached],
  ['broke his word', { ...late('2026-11-24'), promise: 'broken' as const }, reached],
])('who %s pays first', (_, waiting, chance) => {
  expect(decideHeld(waiting, TODAY, chance)).toBeNull()
})

test('bills of one day are paid together: on it, or five days later', () => {
  const due = { contractId: 'one', dueDay: '2026-11-20' }
  expect(paysToday({ ...due, today: '2026-11-20' }, reached)).toBe(true)
  expect(paysToday({ ...due, today: '2026-11-24' }, silent)).toBe(false)
  expect(paysToday({ ...due, today: '2026-11-25' }, silent)).toBe(true)
})
