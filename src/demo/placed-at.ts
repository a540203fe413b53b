import type { Calendar } from './calendar.ts'
import { SELF_SERVICE } from './history-events.ts'
import type { Random } from './random.ts'

const HOUR_MS = 3_600_000

type Moment = {
  cutOffMs: number
  nowMs: number
  channel: string
  calendar: Calendar
  random: Random
}

/** When an order was placed: before its cut-off and before now; agents and desk while they work. */
export function placedAtMs({ cutOffMs, nowMs, channel, calendar, random }: Moment): number {
  const hoursBefore = random.chance(0.35) ? random.next() * 20 : 2 + random.next() * 30
  const wished = cutOffMs - hoursBefore * HOUR_MS
  const past = nowMs - 60_000 - random.next() * 4 * HOUR_MS
  const placed = Math.min(wished, past)
  if (SELF_SERVICE.includes(channel)) return placed
  const hour = calendar.hourOf(placed)
  const late = hour < 8 ? hour + 24 - 17 : Math.max(0, hour - 17)
  return placed - late * HOUR_MS
}
