import type { Tx } from '../../platform/db.ts'
import { forMany } from '../../platform/facts.ts'
import type { HistoryImported, OrderStatusFact, OrdersMoved } from '../ordering/events.ts'
import { learnHabits } from './learn.ts'
import { outletsDelivered } from './pattern-queries.ts'

/** History came in: what it says of each outlet's cadence, basket and days is learnt anew. */
export async function learnFromHistory(tx: Tx, fact: HistoryImported): Promise<void> {
  const outletIds = await outletsDelivered(tx, fact)
  await learnHabits(tx, fact.distributorId, outletIds)
}

/** An order went on: its outlet's pattern follows. */
export const learnFromOrder = forMany((tx, distributorId, facts: OrderStatusFact[]) => {
  const outletIds = new Set(facts.map(({ outletId }) => outletId))
  return learnHabits(tx, distributorId, [...outletIds])
})

/** Two outlets turned out to be one: its pattern is that of all its drops. */
export const learnOfJoined = (tx: Tx, { distributorId, from, into }: OrdersMoved): Promise<void> =>
  learnHabits(tx, distributorId, [from, into])
