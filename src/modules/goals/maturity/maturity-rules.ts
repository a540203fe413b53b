/** How far the portal has come in a territory (domain.md §6), from the least on. */
export const LEVELS = ['pilot', 'additional', 'parallel', 'equal'] as const
export type Level = (typeof LEVELS)[number]

/** From these shares on a part is at the level, in ten-thousandths. */
const LEVEL_FROM: Record<Level, number> = {
  pilot: 0,
  additional: 1_000,
  parallel: 3_000,
  equal: 5_000,
}
/** Fewer orders or outlets in 28 days say nothing. */
const MATURITY_NEEDS = { orders: 30, outlets: 5 }

export type MaturityCounts = {
  outlets: number
  /** Outlets that ordered by themselves at least once. */
  aloneOutlets: number
  orders: number
  aloneOrders: number
  keptMinor: number
  aloneMinor: number
}
export type Maturity = {
  /** The lowest of its parts; null: not enough data. */
  level: Level | null
  outletsBp: number
  ordersBp: number
  valueBp: number
}

const bpOf = (part: number, whole: number) =>
  whole > 0 ? Math.min(10_000, Math.max(0, Math.floor((part * 10_000) / whole))) : 0

const levelOf = (bp: number): Level =>
  LEVELS.findLast((level) => bp >= LEVEL_FROM[level]) ?? 'pilot'

/** A channel is as mature as its weakest part: outlets, orders and value that come independently. */
export function maturityOf(counts: MaturityCounts): Maturity {
  const outletsBp = bpOf(counts.aloneOutlets, counts.outlets)
  const ordersBp = bpOf(counts.aloneOrders, counts.orders)
  const valueBp = bpOf(counts.aloneMinor, counts.keptMinor)
  const enough = counts.orders >= MATURITY_NEEDS.orders && counts.outlets >= MATURITY_NEEDS.outlets
  const level = enough ? levelOf(Math.min(outletsBp, ordersBp, valueBp)) : null
  return { level, outletsBp, ordersBp, valueBp }
}
