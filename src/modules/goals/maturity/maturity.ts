import type { Db } from '../../../platform/db.ts'
import { windowsOf } from '../window-due-queries.ts'
import { maturityRows } from './maturity-queries.ts'
import { maturityOf } from './maturity-rules.ts'

/** How far the portal has come in each territory; seen: null is all outlets. */
export async function maturityOfChannels(db: Db, distributorId: string, seen: string[] | null) {
  const windows = await windowsOf(db, distributorId)
  if (!windows) return { throughDay: null, territories: [] }
  const rows = await maturityRows(db, { distributorId, seen })
  return {
    throughDay: windows.throughDay,
    territories: rows.toSorted(byName).map((row) => ({
      ...{ territoryId: row.territoryId, name: row.name, agentName: row.agentName },
      ...{ outlets: row.outlets, aloneOutlets: row.aloneOutlets },
      ...{ orders: row.orders, aloneOrders: row.aloneOrders, ...maturityOf(row) },
    })),
  }
}

// «Territory 10» stands after «Territory 9», as people count, not after «Territory 1».
const byName = (a: { name: string }, b: { name: string }) =>
  a.name.localeCompare(b.name, 'uk', { numeric: true })
