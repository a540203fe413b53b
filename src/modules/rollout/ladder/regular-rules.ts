import { addDays, daysBetween } from '../day-rules.ts'

/** One delivered order of any channel, net of returns; edi and van stand outside. */
export type Repetition = {
  deliveryDay: string
  keptMinor: number
  independent: boolean
  /** Neither a portal-only benefit nor an operator's call led to it. */
  unaided: boolean
}
/** Frozen at the start of the wave: the outlet's own median gap and drop before the launch. */
export type Yardstick = { startDay: string; cadenceDays: number; medianDropMinor: number }

const WINDOW = 4
const KEPT_OF_WINDOW = 3
const HELD_PERIODS = 8
const UNAIDED_OF_HELD = 3

export type Period = {
  /** The first day after it. */
  endDay: string
  kept: boolean
  unaided: boolean
  independentMinor: number
  totalMinor: number
}

/** The outlet's cadence periods from the start of its wave that are over by a day. */
export function periodsOf(orders: Repetition[], yard: Yardstick, today: string): Period[] {
  const whole = Math.floor(daysBetween(yard.startDay, today) / yard.cadenceDays)
  const periods: Period[] = []
  for (let n = 0; n < whole; n += 1) {
    periods.push({
      endDay: addDays(yard.startDay, (n + 1) * yard.cadenceDays),
      ...{ kept: false, unaided: false, independentMinor: 0, totalMinor: 0 },
    })
  }
  for (const order of orders) {
    const n = Math.floor(daysBetween(yard.startDay, order.deliveryDay) / yard.cadenceDays)
    const period = n >= 0 ? periods[n] : undefined
    if (period) count(period, order, yard)
  }
  return periods
}

function count(period: Period, order: Repetition, { medianDropMinor }: Yardstick): void {
  period.totalMinor += order.keptMinor
  if (!order.independent) return
  period.independentMinor += order.keptMinor
  // Small orders one by one for the count are no habit: each must be half of what it took before.
  if (order.keptMinor <= 0 || order.keptMinor * 2 < medianDropMinor) return
  period.kept = true
  period.unaided ||= order.unaided
}

/**
 * Regular (domain.md §6): delivered independent orders, each at least half the outlet's median drop
 * before the launch, in at least 3 of its last 4 cadence periods, and at least half of the value in them.
 */
export function isRegular(window: Period[]): boolean {
  if (window.length < WINDOW) return false
  const last = window.slice(-WINDOW)
  const kept = last.filter((period) => period.kept).length
  const independent = last.reduce((sum, period) => sum + period.independentMinor, 0)
  const total = last.reduce((sum, period) => sum + period.totalMinor, 0)
  return kept >= KEPT_OF_WINDOW && independent * 2 >= total
}

export type Standing = {
  /** The first day on which it was regular, and held. */
  regularAt: string | null
  heldAt: string | null
  regular: boolean
  held: boolean
}

/** Regular and held at the end of each period; held: regular for 8, of these 3 without any help. */
export function standingOf(periods: Period[]): Standing {
  const standing: Standing = { regularAt: null, heldAt: null, regular: false, held: false }
  let run = 0
  for (const [i, period] of periods.entries()) {
    const upTo = periods.slice(0, i + 1)
    standing.regular = isRegular(upTo)
    run = standing.regular ? run + 1 : 0
    if (standing.regular) standing.regularAt ??= period.endDay
    const unaided = upTo.slice(-HELD_PERIODS).filter((p) => p.unaided).length
    standing.held = run >= HELD_PERIODS && unaided >= UNAIDED_OF_HELD
    if (standing.held) standing.heldAt ??= period.endDay
  }
  return standing
}
