import type { Tx } from '../../platform/db.ts'
import { takeDue } from '../../platform/due-queries.ts'
import { publishSoon } from '../../platform/facts.ts'
import { lastKnownDay } from '../habit/habit.ts'
import { runningLaunch } from '../rollout/rollout.ts'
import { windowsWanted } from './events.ts'
import { countOutletWindows } from './gauge-queries.ts'
import {
  addDueOfSlide,
  addDueOfWindows,
  addWindowDue,
  dropWindows,
  putWindows,
  windowsOf,
} from './window-due-queries.ts'

/** Outlets counted in one transaction; more are left to the next one. */
const OUTLETS_AT_ONCE = 1_000

/** Outlets whose deliveries, returns or presence changed are counted anew, soon. */
export async function wantWindows(
  tx: Tx,
  distributorId: string,
  outletIds: string[],
): Promise<void> {
  if (outletIds.length === 0) return
  if ((await addWindowDue(tx, distributorId, outletIds)) === 0) return
  await publishSoon(tx, distributorId, windowsWanted({ distributorId }))
}

/** Counts outlets that are due; hands on to a next run when more are. Returns how many it counted. */
export async function countWindows(tx: Tx, distributorId: string): Promise<number> {
  const windows = await slideWindows(tx, distributorId)
  if (!windows) return 0
  const outletIds = await takeDue(tx, 'goals.window_due', { distributorId, limit: OUTLETS_AT_ONCE })
  if (outletIds.length > 0) await countOutletWindows(tx, distributorId, outletIds, windows)
  if (outletIds.length === OUTLETS_AT_ONCE) {
    await publishSoon(tx, distributorId, windowsWanted({ distributorId }))
  }
  return outletIds.length
}

// A day passed: whom it took something from, or gave, is due. Another first day: everybody in a window.
async function slideWindows(tx: Tx, distributorId: string) {
  const programme = await runningLaunch(tx, distributorId)
  const throughDay = await lastKnownDay(tx, distributorId)
  const was = await windowsOf(tx, distributorId)
  if (!programme || throughDay === null) {
    if (was) await dropWindows(tx, distributorId)
    return undefined
  }
  const windows = { throughDay, launchDay: programme.startsOn }
  if (was?.throughDay === throughDay && was.launchDay === windows.launchDay) return windows
  const slid = was?.launchDay === windows.launchDay && was.throughDay < throughDay
  if (slid) {
    await addDueOfSlide(tx, distributorId, { fromDay: was.throughDay, toDay: throughDay })
  } else await addDueOfWindows(tx, distributorId)
  await putWindows(tx, distributorId, windows)
  return windows
}
