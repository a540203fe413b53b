import type { Tx } from '../../../platform/db.ts'
import { publish } from '../../../platform/facts.ts'
import { lastKnownDay } from '../../habit/habit.ts'
import { readinessWanted } from '../events.ts'
import {
  addReadinessDueOfDay,
  allPasts,
  type OutletPast,
  outletPasts,
  takeReadinessDue,
} from './past-queries.ts'
import { putReadiness, putWorth, worthFacts } from './readiness-queries.ts'
import { readinessOf, worthOf } from './readiness-rules.ts'

/** Outlets judged in one transaction; more are left to the next one. */
const OUTLETS_AT_ONCE = 500

/** Judges readiness and worth of all open outlets anew; returns how many changed. */
export async function judgeReadiness(tx: Tx, distributorId: string): Promise<number> {
  const throughDay = await lastKnownDay(tx, distributorId)
  if (throughDay === null) return 0
  const asked = { distributorId, throughDay }
  const judged = await judge(tx, asked, await allPasts(tx, asked))
  return new Set([...judged, ...(await rankWorth(tx, distributorId))]).size
}

/** A night has come: who changed since the last one is judged anew, and nobody else. */
export async function judgeAtNight(tx: Tx, distributorId: string): Promise<void> {
  const throughDay = await lastKnownDay(tx, distributorId)
  if (throughDay === null) return
  await addReadinessDueOfDay(tx, { distributorId, throughDay })
  await publish(tx, readinessWanted({ distributorId }))
}

/** Judges outlets that are due; hands on to a next run when more are. Returns how many it judged. */
export async function judgeDue(tx: Tx, distributorId: string): Promise<number> {
  const throughDay = await lastKnownDay(tx, distributorId)
  if (throughDay === null) return 0
  const outletIds = await takeReadinessDue(tx, distributorId, OUTLETS_AT_ONCE)
  const asked = { distributorId, throughDay }
  if (outletIds.length > 0) {
    await judge(tx, asked, await outletPasts(tx, { ...asked, outletIds }))
  }
  if (outletIds.length === OUTLETS_AT_ONCE) await publish(tx, readinessWanted({ distributorId }))
  else await rankWorth(tx, distributorId)
  return outletIds.length
}

const judge = (
  tx: Tx,
  asked: { distributorId: string; throughDay: string },
  pasts: OutletPast[],
): Promise<string[]> =>
  putReadiness(
    tx,
    asked,
    pasts.map(({ outletId, ...facts }) => ({ outletId, facts, ...readinessOf(facts) })),
  )

// Worth is a rank: one outlet's change may move others. Only whose points moved are written.
const rankWorth = async (tx: Tx, distributorId: string): Promise<string[]> =>
  putWorth(tx, distributorId, worthOf(await worthFacts(tx, distributorId)))
