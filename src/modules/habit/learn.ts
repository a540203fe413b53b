import { v7 as uuidv7 } from 'uuid'
import { readingWhole } from '../../platform/connection-queries.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/facts.ts'
import { portalWeekdays } from '../delivery/delivery.ts'
import { habitLearnt } from './events.ts'
import { historyEnd, learnBaskets, learnPatterns, patternsOf } from './pattern-queries.ts'
import { type NewProposal, replaceProposals } from './proposal-queries.ts'
import { scheduleFound } from './schedule-rules.ts'

/** Outlets learnt in one statement: memory and locks stay small, whatever the base. */
const OUTLETS_AT_ONCE = 500

/**
 * Learns what outlets usually do (cadence, basket, drop, delivery days) from their history, and
 * proposes delivery days where the portal has others.
 */
export async function learnHabits(tx: Tx, distributorId: string, outletIds: string[]) {
  const throughDay = await historyEnd(tx, distributorId)
  if (throughDay === null) return
  for (const some of inBatches(outletIds)) {
    const learning = { distributorId, outletIds: some, throughDay }
    await learnPatterns(tx, learning)
    await learnBaskets(tx, learning)
    await proposeSchedules(tx, distributorId, some)
    await publish(tx, habitLearnt({ distributorId, outletIds: some }))
  }
}

/**
 * The same for a base that came in whole, in a transaction in bulk: all its lines are read once, where
 * each batch would look its own up one by one, all over the index. Nothing follows from it by itself: who
 * brings a base in whole judges its fit and readiness, too.
 */
export async function learnAllHabits(tx: Tx, distributorId: string, outletIds: string[]) {
  const throughDay = await historyEnd(tx, distributorId)
  if (throughDay === null) return
  const learning = { distributorId, outletIds, throughDay }
  await readingWhole(tx, async () => {
    await learnPatterns(tx, learning)
    await learnBaskets(tx, learning)
  })
  for (const some of inBatches(outletIds)) await proposeSchedules(tx, distributorId, some)
}

function* inBatches(ids: string[]): Generator<string[]> {
  for (let at = 0; at < ids.length; at += OUTLETS_AT_ONCE) yield ids.slice(at, at + OUTLETS_AT_ONCE)
}

async function proposeSchedules(tx: Tx, distributorId: string, outletIds: string[]) {
  const portal = await portalWeekdays(tx, distributorId, outletIds)
  const proposals: NewProposal[] = []
  for (const { outletId, weekdayDrops } of await patternsOf(tx, distributorId, outletIds)) {
    const found = scheduleFound(weekdayDrops)
    const known = portal.get(outletId) ?? []
    if (found && found.weekdays.join() !== known.toSorted((a, b) => a - b).join()) {
      proposals.push({ id: uuidv7(), outletId, ...found })
    }
  }
  await replaceProposals(tx, distributorId, outletIds, proposals)
}
