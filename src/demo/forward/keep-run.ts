import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/facts.ts'
import { LIMITS } from '../../platform/limits.ts'
import type { Ride } from './play-day.ts'
import { insertRun, type Played, putPlayed } from './run-queries.ts'

/** The fact that the next day of a run is to be played. */
export const CLOCK_DAY = 'platform.clock_day'
export type ClockDay = { type: typeof CLOCK_DAY } & Ride

/** Asks for a run of the demo's clock; false: it runs already, or that is no time ahead. */
export async function askRun(
  tx: Tx,
  run: Ride & { askedBy: string; nowMs: number; toMs: number },
): Promise<boolean> {
  const { distributorId, runId, askedBy, nowMs, toMs } = run
  if (toMs <= nowMs || toMs - nowMs > LIMITS.clockRunSecondsMax * 1000) return false
  const toAt = new Date(toMs).toISOString()
  if (!(await insertRun(tx, { distributorId, id: runId, askedBy, toAt }))) return false
  await publish(tx, { type: CLOCK_DAY, distributorId, runId })
  return true
}

/** A day was played: it is written down with the fact of the next, in the reaction's transaction. */
export async function endDay(tx: Tx, ride: Ride, played: Played | null): Promise<void> {
  if (!played) return
  const { distributorId, runId } = ride
  const run = await putPlayed(tx, { distributorId, id: runId }, played)
  if (run?.state === 'running') await publish(tx, { type: CLOCK_DAY, distributorId, runId })
}
