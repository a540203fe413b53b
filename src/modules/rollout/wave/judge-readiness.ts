import type { Tx } from '../../../platform/db.ts'
import { takeDue } from '../../../platform/due-queries.ts'
import { publish } from '../../../platform/facts.ts'
import { lastKnownDay } from '../../habit/habit.ts'
import { readinessWanted } from '../events.ts'
import { addReadinessDueOfDay, openOutlets, outletPasts } from './past-queries.ts'
import { lockReadiness, putReadiness, putWorth, worthFacts } from './readiness-queries.ts'
import { readinessOf, worthOf } from './readiness-rules.ts'

/** Outlets judged in one transaction; more are left to the next one. */
const OUTLETS_AT_ONCE = 500

/** Judges readiness and worth of all open outlets anew; returns how many changed. */
export async function judgeReadiness(tx: Tx, distributorId: string): Promise<number> {
  const throughDay = await lastKnownDay(tx, distributorId)
  if (throughDay === null) return 0
  await lockReadiness(tx, distributorId)
  const all = await openOutlets(tx, distributorId)
  const changed = new Set<string>()
  for (let from = 0; from < all.length; from += OUTLETS_AT_ONCE) {
    const outletIds = all.slice(from, from + OUTLETS_AT_ONCE)
    for (const id of await judge(tx, { distributorId, throughDay, outletIds })) changed.add(id)
  }
  for (const id of await rankWorth(tx, distributorId)) changed.add(id)
  return changed.size
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
  await lockReadiness(tx, distributorId)
  const outletIds = await takeDue(tx, 'rollout.readiness_due', {
    distributorId,
    limit: OUTLETS_AT_ONCE,
  })
  if (outletIds.length > 0) await judge(tx, { distributorId, throughDay, outletIds })
  if (outletIds.length === OUTLETS_AT_ONCE) await publish(tx, readinessWanted({ distributorId }))
  else await rankWorth(tx, distributorId)
  return outletIds.length
}

type Asked = { distributorId: string; throughDay: string; outletIds: string[] }

async function judge(tx: Tx, asked: Asked): Promise<string[]> {
  const pasts = await outletPasts(tx, asked)
  const judged = pasts.map(({ outletId, ...facts }) => ({
    ...{ outletId, facts },
    ...readinessOf(facts),
  }))
  return putReadiness(tx, asked, judged)
}

// Worth is a rank: one outlet's change may move others. Only whose points moved are written.
const rankWorth = async (tx: Tx, distributorId: string): Promise<string[]> =>
  putWorth(tx, distributorId, worthOf(await worthFacts(tx, distributorId)))
