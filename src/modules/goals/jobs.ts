import type { Tx } from '../../platform/db.ts'
import type {
  HistoryImported,
  OrderFact,
  OrderStatusFact,
  OrdersMoved,
} from '../ordering/events.ts'
import type { PresenceDecided } from '../rollout/events.ts'
import { countWindows, wantWindows } from './count-windows.ts'
import type { MorningDue } from './events.ts'
import { recountDays } from './goals.ts'
import { keepMorningTimer, tellMorning as tellMorningOf } from './morning/morning.ts'
import { moveDays } from './move-queries.ts'
import { countVersion, lockCounting } from './queries.ts'
import { outletsOnDays } from './window-due-queries.ts'

/** Keeps the outlet's day equal to a raw recount, whatever order the facts come in. */
export async function countOrder(tx: Tx, fact: OrderFact | OrderStatusFact): Promise<void> {
  await lockCounting(tx, fact.distributorId, 'together')
  await countVersion(tx, fact.distributorId, fact.orderId)
  // Nothing of an order that was just placed is delivered.
  if (fact.type === 'ordering.order_placed') return
  await wantWindows(tx, fact.distributorId, [fact.outletId])
}

/** History came in without a fact for each order: its days are counted at once. */
export async function countHistory(tx: Tx, fact: HistoryImported): Promise<void> {
  const concerned = await outletsOnDays(tx, fact)
  await recountDays(tx, fact)
  await wantWindows(tx, fact.distributorId, concerned)
}

/** Two outlets turned out to be one: their days are counted together. */
export async function joinDays(tx: Tx, moved: OrdersMoved): Promise<void> {
  await lockCounting(tx, moved.distributorId, 'alone')
  await moveDays(tx, moved)
  await wantWindows(tx, moved.distributorId, [moved.from, moved.into])
}

/** Whether shops were alone is known now: the second law counts by it. */
export const countPresence = (tx: Tx, fact: PresenceDecided): Promise<void> =>
  wantWindows(tx, fact.distributorId, fact.outletIds)

/** Outlets wait for their windows to be counted; or the windows may have slid. */
export const countWindowsDue = (tx: Tx, fact: { distributorId: string }): Promise<unknown> =>
  countWindows(tx, fact.distributorId)

/** The hour has come: who reads the morning's lines is told them, once a day. */
export const tellMorning = (tx: Tx, { distributorId }: MorningDue): Promise<unknown> =>
  tellMorningOf(tx, distributorId)

/** A night has come: the timer of the morning is set anew, should it have been lost. */
export const keepMorning = (tx: Tx, fact: { distributorId: string }): Promise<unknown> =>
  keepMorningTimer(tx, fact.distributorId)
