/** Delivery days of an outlet as its history shows them; Monday is 1. */
export type FoundSchedule = { weekdays: number[]; shareBp: number; drops: number }

const DROPS_MIN = 4
const DAY_SHARE_MIN_BP = 1_500
const DAY_DROPS_MIN = 2
const COVER_MIN_BP = 8_000

/**
 * The weekdays an outlet is delivered on: the days that hold at least 15 % and two of its drops,
 * when they hold 80 % together. Null: too few drops, or no rhythm; then nothing is proposed.
 */
export function scheduleFound(weekdayDrops: readonly number[]): FoundSchedule | null {
  const drops = weekdayDrops.reduce((sum, count) => sum + count, 0)
  if (drops < DROPS_MIN) return null
  const weekdays = weekdayDrops.flatMap((count, i) =>
    count >= DAY_DROPS_MIN && count * 10_000 >= drops * DAY_SHARE_MIN_BP ? [i + 1] : [],
  )
  const held = weekdays.reduce((sum, day) => sum + (weekdayDrops[day - 1] ?? 0), 0)
  const shareBp = Math.floor((held * 10_000) / drops)
  return shareBp >= COVER_MIN_BP ? { weekdays, shareBp, drops } : null
}

/** The share of drops on the busiest weekday, in basis points, and that day; null without drops. */
export function busiestDay(
  weekdayDrops: readonly number[],
): { weekday: number; shareBp: number } | null {
  const drops = weekdayDrops.reduce((sum, count) => sum + count, 0)
  if (drops === 0) return null
  const most = Math.max(...weekdayDrops)
  return {
    weekday: weekdayDrops.indexOf(most) + 1,
    shareBp: Math.floor((most * 10_000) / drops),
  }
}
