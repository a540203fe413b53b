import type { Tx } from '../../platform/db.ts'
import { forAny, forMany } from '../../platform/facts.ts'
import type {
  HistoryImported,
  OrderFact,
  OrderStatusFact,
  OrdersMoved,
} from '../ordering/events.ts'
import type { PresenceDecided } from '../rollout/events.ts'
import { countWindows, wantWindows } from './count-windows.ts'
import type { MorningDue } from './events.ts'
import { recountHistory } from './goals.ts'
import { noteTyped } from './help/typed-queries.ts'
import { keepMorningTimer, tellMorning as tellMorningOf } from './morning/morning.ts'
import { moveDays } from './move-queries.ts'
import { countVersions, lockCounting } from './queries.ts'
import { outletsOnDays } from './window-due-queries.ts'

/** Keeps the outlet's day equal to a raw recount, whatever order the facts come in. */
export const countOrder = forMany(
  async (tx, distributorId, facts: (OrderFact | OrderStatusFact)[]) => {
    await lockCounting(tx, distributorId, 'together')
    const orderIds = facts.map(({ orderId }) => orderId)
    await countVersions(tx, distributorId, orderIds)
    await noteTyped(tx, distributorId, orderIds)
    // Nothing of an order that was just placed is delivered.
    const later = facts.filter(({ type }) => type !== 'ordering.order_placed')
    const outletIds = later.map(({ outletId }) => outletId)
    await wantWindows(tx, distributorId, outletIds)
  },
)

/** History came in without a fact for each order: its days are counted at once. */
export async function countHistory(tx: Tx, fact: HistoryImported): Promise<void> {
  const concerned = await outletsOnDays(tx, fact)
  await recountHistory(tx, fact)
  await wantWindows(tx, fact.distributorId, concerned)
}

/** Two outlets turned out to be one: their days are counted together. */
export async function joinDays(tx: Tx, moved: OrdersMoved): Promise<void> {
  await lockCounting(tx, moved.distributorId, 'alone')
  await moveDays(tx, moved)
  await wantWindows(tx, moved.distributorId, [moved.from, moved.into])
}

/** Whether shops were alone is known now: the second law counts by it. */
export const countPresence = forMany((tx, distributorId, facts: PresenceDecided[]) => {
  const outletIds = facts.flatMap((fact) => fact.outletIds)
  return wantWindows(tx, distributorId, outletIds)
})

/** Outlets wait for their windows to be counted; or the windows may have slid. */
export const countWindowsDue = forAny(countWindows)

/** The hour has come: who reads the morning's lines is told them, once a day. */
export const tellMorning = (tx: Tx, { distributorId }: MorningDue): Promise<unknown> =>
  tellMorningOf(tx, distributorId)

/** A night has come: the timer of the morning is set anew, should it have been lost. */
export const keepMorning = (tx: Tx, fact: { distributorId: string }): Promise<unknown> =>
  keepMorningTimer(tx, fact.distributorId)
