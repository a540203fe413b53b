import { expect, test } from 'vitest'
import { FAILURES_MAX, judge, TRIES_MAX } from './try-rules.ts'

const answer = (status: number | null) => ({ status, text: '' })
const first = { tries: 0, failures: 0 }

test.each([200, 204, 299])('an answer of %s is a yes', (status) => {
  expect(judge(answer(status), { tries: 4, failures: 7 })).toEqual({
    status: 'delivered',
    waitMinutes: null,
    pause: null,
  })
})

test.each([null, 199, 301, 302, 400, 404, 429, 500])('an answer of %s is none', (status) => {
  expect(judge(answer(status), first)).toEqual({ status: 'waiting', waitMinutes: 1, pause: null })
})

test('each failure waits longer than the one before, of whatever messages they were', () => {
  const waits = (of: 'tries' | 'failures', n: number) =>
    judge(answer(500), { ...first, [of]: n }).waitMinutes ?? 0
  for (let n = 1; n < TRIES_MAX - 2; n += 1) {
    expect(waits('tries', n)).toBeGreaterThan(waits('tries', n - 1))
    expect(waits('failures', n)).toBe(waits('tries', n))
  }
})

test('after its last try a message waits for a person; the one before does not', () => {
  const tried = (tries: number) => judge(answer(500), { ...first, tries }).status
  expect(tried(TRIES_MAX - 2)).toBe('waiting')
  expect(tried(TRIES_MAX - 1)).toBe('failed')
})

test('so many failures in a row pause a webhook, and so does one that is gone', () => {
  const paused = (failures: number, status = 500) =>
    judge(answer(status), { ...first, failures }).pause
  expect(paused(FAILURES_MAX - 2)).toBeNull()
  expect(paused(FAILURES_MAX - 1)).toBe('failures')
  expect(paused(0, 410)).toBe('gone')
})
