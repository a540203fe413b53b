import { v7 as uuidv7 } from 'uuid'
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
  for (let at = 0; at < outletIds.length; at += OUTLETS_AT_ONCE) {
    const learning = {
      distributorId,
      outletIds: outletIds.slice(at, at + OUTLETS_AT_ONCE),
      throughDay,
    }
    await learnPatterns(tx, learning)
    await learnBaskets(tx, learning)
    await proposeSchedules(tx, distributorId, learning.outletIds)
    await publish(tx, habitLearnt({ distributorId, outletIds: learning.outletIds }))
  }
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
