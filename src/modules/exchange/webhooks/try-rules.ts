/** What a webhook can be told of, as its receiver reads it. */
export const WEBHOOK_EVENTS = [
  'order_placed',
  'order_changed',
  'order_cancelled',
  'order_status_changed',
] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

/** Minutes from one failure to the next try: three days in all. */
const WAITS_MINUTES = [1, 5, 15, 60, 180, 360, 720, 1_440, 1_440]

/** So many tries of one message, and it waits for a person. */
export const TRIES_MAX = WAITS_MINUTES.length + 1

/** So many failures in a row, of whatever messages, and the webhook is paused. */
export const FAILURES_MAX = 8

export type Answer = { status: number | null; text: string }

/** What becomes of a message and its webhook by one try. */
export type Judged = {
  status: 'delivered' | 'waiting' | 'failed'
  /** Until then nothing more is sent; null: at once. */
  waitMinutes: number | null
  /** Why the webhook is paused; null: it is not. */
  pause: 'gone' | 'failures' | null
}

/** Judges an answer after so many tries of this message and failures in a row of its webhook. */
export function judge(answer: Answer, before: { tries: number; failures: number }): Judged {
  const { status } = answer
  if (status !== null && status >= 200 && status < 300)
    return { status: 'delivered', waitMinutes: null, pause: null }
  const spent = before.tries + 1 >= TRIES_MAX
  const failures = before.failures + 1
  const pause = status === GONE ? 'gone' : failures >= FAILURES_MAX ? 'failures' : null
  const wait = WAITS_MINUTES[Math.min(Math.max(before.tries, before.failures), TRIES_MAX - 2)]
  return { status: spent ? 'failed' : 'waiting', waitMinutes: wait ?? null, pause }
}

// By the standard: whoever answers so wants nothing more.
const GONE = 410
