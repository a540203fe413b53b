import type { Db } from '../../platform/db.ts'
import { lastKnownDay } from '../habit/habit.ts'
import { runningLaunch } from '../rollout/rollout.ts'
import { type GaugeRow, gaugeRows } from './gauge-queries.ts'
import { type GaugeSums, lawsOf, warningsOf } from './gauge-rules.ts'

const COUNTS = {
  ...{ outlets: 0, drops: 0, orders: 0, lines: 0, products: 0, keptMinor: 0 },
  ...{ selfOrders: 0, independentOrders: 0, independentMinor: 0 },
}

const sumOf = (rows: GaugeRow[]): GaugeSums =>
  rows.reduce<GaugeSums>((sum, row) => {
    const keys = Object.keys(COUNTS) as (keyof typeof COUNTS)[]
    return Object.fromEntries(keys.map((key) => [key, sum[key] + row[key]])) as GaugeSums
  }, COUNTS)

export type Gauge = NonNullable<Awaited<ReturnType<typeof gaugeOf>>>

/** The two laws now and before the launch, of all, the invited and the held out; null: no launch. */
export async function gaugeOf(db: Db, distributorId: string) {
  const programme = await runningLaunch(db, distributorId)
  const throughDay = await lastKnownDay(db, distributorId)
  if (!programme || throughDay === null) return null
  const launchDay = programme.startsOn
  const rows = await gaugeRows(db, { distributorId, throughDay, launchDay })
  const told = (period: string, part: string) => {
    const of = rows.filter((row) => row.period === period && (part === 'all' || row.part === part))
    const { outlets, drops, orders, ...rest } = sumOf(of)
    return { outlets, drops, orders, ...lawsOf({ outlets, drops, orders, ...rest }) }
  }
  const parts = (['all', 'invited', 'held_out'] as const).map((part) => {
    const [now, before] = [told('now', part), told('before', part)]
    return { part, now, before, warnings: now.orders > 0 ? warningsOf(now, before) : [] }
  })
  return { throughDay, launchDay, parts }
}
