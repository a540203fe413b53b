import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../platform/db.ts'
import { publishAll, publishAt, tellAfterCommit } from '../../platform/facts.ts'
import { endOfDay, moveDrops, planFor, slotOn, zonePlans } from '../delivery/delivery.ts'
import type { DaysChanged } from '../delivery/events.ts'
import { tenantById } from '../identity/identity.ts'
import { lockPassed, orderChange, orderChanged } from './events.ts'
import {
  type MovedOrder,
  moveOrdersToDay,
  ordersOfMovedDay,
  type StandingOrder,
} from './move-day-queries.ts'

/**
 * A zone's day was moved: its orders of which nothing is picked go with it, with the cut-off and the
 * lock of the new day, and so do their drops. Again, it finds none. Returns how many went.
 */
export async function moveDay(
  tx: Tx,
  { distributorId, zoneId, calledOff }: DaysChanged,
): Promise<number> {
  const to = calledOff?.movedTo
  if (!zoneId || !calledOff || !to) return 0
  const { day: from, reason } = calledOff
  const standing = await ordersOfMovedDay(tx, { distributorId, zoneId, day: from, movedTo: to })
  if (standing.length === 0) return 0
  const { timeZone } = await tenantById(tx, distributorId)
  const { now, zones } = await zonePlans(tx, distributorId, timeZone)
  const plan = zones.get(zoneId)?.plan
  if (!plan) return 0
  // An outlet whose own days leave the new one out keeps its orders where they are, for the office.
  const orders = standing.flatMap(({ id, ...own }: StandingOrder) => {
    const slot = slotOn(planFor(plan, own), to)
    return slot ? [{ id, cutOffAt: slot.cutOffAt, lockAt: slot.lockAt, eventId: uuidv7() }] : []
  })
  const moved = await moveOrdersToDay(tx, { distributorId, from, to, reason, orders })
  await moveDrops(tx, { distributorId, zoneId, from, to, drops: dropsOf(moved) })
  await tellMoved(tx, distributorId, moved, { now, last: endOfDay(to, timeZone) })
  return moved.length
}

/** What follows from another day: held orders leave at its lock, and everybody hears of it. */
export async function tellMoved(
  tx: Tx,
  distributorId: string,
  moved: MovedOrder[],
  passed?: { now: string; last: string },
): Promise<void> {
  for (const { id, lockAt } of moved.filter(({ status }) => status === 'on_hold')) {
    const over = passed && Date.parse(lockAt) <= Date.parse(passed.now)
    const at = over ? passed.last : lockAt
    await publishAt(tx, { at, subjectId: id }, lockPassed(distributorId, id))
  }
  for (const { id, outletId } of moved)
    tellAfterCommit(tx, distributorId, orderChange(id, outletId))
  await publishAll(
    tx,
    moved.map(({ id: orderId, outletId, version }) =>
      orderChanged({ distributorId, orderId, outletId, version }),
    ),
  )
}

function dropsOf(moved: MovedOrder[]) {
  const drops = new Map<string, { orders: number; valueMinor: number; weightGrams: number }>()
  for (const { outletId, totalMinor, weightGrams } of moved) {
    const drop = drops.get(outletId) ?? { orders: 0, valueMinor: 0, weightGrams: 0 }
    drop.orders += 1
    drop.valueMinor += totalMinor
    drop.weightGrams += weightGrams
    drops.set(outletId, drop)
  }
  return [...drops].map(([outletId, drop]) => ({ outletId, ...drop }))
}
