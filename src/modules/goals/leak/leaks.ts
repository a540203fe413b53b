import type { Db } from '../../../platform/db.ts'
import { runningLaunch } from '../../rollout/rollout.ts'
import { helpClock, helpRows } from '../help/help-queries.ts'
import { type Climbed, leaksOf, passageOf, worstLeak } from './leak-rules.ts'

export type LeaksAsked = {
  distributorId: string
  seen: string[] | null
  step?: Climbed | undefined
  limit: number
}

/** Which step of the ladder leaks most, and the outlets that are missing on one. */
export async function leaksOfLaunch(db: Db, { distributorId, seen, step, limit }: LeaksAsked) {
  const programme = await runningLaunch(db, distributorId)
  if (!programme) return { steps: [], worst: null, list: [] }
  const { now } = await helpClock(db, distributorId)
  const rows = await helpRows(db, distributorId, seen)
  const steps = leaksOf(rows, programme, now)
  const lost = step ? rows.filter((row) => passageOf(row, step, now) === 'lost') : []
  return {
    steps,
    worst: worstLeak(steps),
    list: lost.slice(0, limit).map((row) => ({
      ...{ outletId: row.outletId, code: row.code, name: row.name, city: row.city },
      ...{ waveNumber: row.waveNumber, step: row.step, agentName: row.agentName },
    })),
  }
}
