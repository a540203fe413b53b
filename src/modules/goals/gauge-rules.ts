import { ratioOf, shareOf } from './share-rules.ts'

export type GaugeSums = {
  outlets: number
  drops: number
  orders: number
  lines: number
  products: number
  keptMinor: number
  /** Over outlets, in whole units of money; left out: no interval is told. */
  keptSquares?: number
  keptByDrops?: number
  dropSquares?: number
  selfOrders: number
  independentOrders: number
  independentMinor: number
}
export type Laws = {
  /** Law 1, breadth and loyalty. */
  dropMinor: number
  /** Its 95 % interval; null: too few drops. */
  dropInterval: { low: number; high: number } | null
  linesPerOrder: number
  productsPerOutlet: number
  /** Law 2, from served by an agent to ordering alone, in ten-thousandths of orders and of value. */
  selfBp: number
  independentBp: number
  independentInterval: { low: number; high: number } | null
  independentValueBp: number
}
export type Warning = 'drop_falls' | 'breadth_falls' | 'nobody_alone'

/** Below this share of what was before, a law starves. */
const STARVES = 0.95

const per = (whole: number, parts: number) => (parts > 0 ? whole / parts : 0)

/** The two laws of a group of outlets (domain.md §6). */
export const lawsOf = (sums: GaugeSums): Laws => ({
  dropMinor: Math.round(per(sums.keptMinor, sums.drops)),
  dropInterval: dropInterval(sums),
  linesPerOrder: per(sums.lines, sums.orders),
  productsPerOutlet: per(sums.products, sums.outlets),
  selfBp: Math.floor(per(sums.selfOrders * 10_000, sums.orders)),
  independentBp: Math.floor(per(sums.independentOrders * 10_000, sums.orders)),
  independentInterval: independentInterval(sums),
  independentValueBp: Math.floor(per(sums.independentMinor * 10_000, sums.keptMinor)),
})

function dropInterval(sums: GaugeSums): Laws['dropInterval'] {
  const { outlets, keptMinor, drops, keptSquares, keptByDrops, dropSquares } = sums
  if (keptSquares === undefined) return null
  const found = ratioOf(outlets, {
    ...{ y: keptMinor / 100, x: drops, yy: keptSquares },
    ...{ xy: keptByDrops ?? 0, xx: dropSquares ?? 0 },
  })
  if (!found) return null
  const minor = (value: number) => Math.max(0, Math.round(value * 100))
  return { low: minor(found.low), high: minor(found.high) }
}

function independentInterval({ independentOrders, orders }: GaugeSums) {
  if (orders === 0) return null
  const { lowBp, highBp } = shareOf(independentOrders, orders)
  return { low: lowBp, high: highBp }
}

/** What starves: selling less per drop or narrower to win orders online is no success, nor the reverse. */
export function warningsOf(now: Laws, before: Laws): Warning[] {
  const warnings: Warning[] = []
  if (now.dropMinor < before.dropMinor * STARVES) warnings.push('drop_falls')
  if (now.linesPerOrder < before.linesPerOrder * STARVES) warnings.push('breadth_falls')
  if (now.independentBp <= before.independentBp) warnings.push('nobody_alone')
  return warnings
}
