import type { Db } from '../../platform/db.ts'
import { runningLaunch } from '../rollout/rollout.ts'
import { type GaugeRow, gaugeRows, outletsBehind, outletsBehindCount } from './gauge-queries.ts'
import { lawsOf, warningsOf } from './gauge-rules.ts'
import { windowsOf, windowsWaiting } from './window-due-queries.ts'

const COUNTS = {
  ...{ outlets: 0, drops: 0, orders: 0, lines: 0, products: 0, keptMinor: 0 },
  ...{ keptSquares: 0, keptByDrops: 0, dropSquares: 0 },
  ...{ selfOrders: 0, independentOrders: 0, independentMinor: 0 },
}

const sumOf = (rows: GaugeRow[]): typeof COUNTS =>
  rows.reduce<typeof COUNTS>((sum, row) => {
    const keys = Object.keys(COUNTS) as (keyof typeof COUNTS)[]
    return Object.fromEntries(keys.map((key) => [key, sum[key] + row[key]])) as typeof COUNTS
  }, COUNTS)

export type Gauge = NonNullable<Awaited<ReturnType<typeof gaugeOf>>>

/** Both laws of a launch that runs; null: there is none, or nothing was delivered yet. */
export async function gaugeOf(db: Db, distributorId: string) {
  const programme = await runningLaunch(db, distributorId)
  const windows = await windowsOf(db, distributorId)
  if (!programme || !windows) return null
  const waiting = await windowsWaiting(db, distributorId)
  const rows = await gaugeRows(db, distributorId)
  const told = (period: string, part: string) => {
    const of = rows.filter((row) => row.period === period && (part === 'all' || row.part === part))
    const { outlets, drops, orders, ...rest } = sumOf(of)
    return { outlets, drops, orders, ...lawsOf({ outlets, drops, orders, ...rest }) }
  }
  const parts = (['all', 'invited', 'held_out'] as const).map((part) => {
    const [now, before] = [told('now', part), told('before', part)]
    return { part, now, before, warnings: now.orders > 0 ? warningsOf(now, before) : [] }
  })
  return { ...windows, waiting, parts }
}

/** A page of the outlets behind the numbers of a part (absent: of all), and how many they are. */
export async function outletsOf(db: Db, asked: Parameters<typeof outletsBehind>[1]) {
  const outlets = await outletsBehind(db, asked)
  const total = await outletsBehindCount(db, asked)
  return { outlets, total }
}
