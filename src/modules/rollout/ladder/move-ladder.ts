import type { Db, Tx } from '../../../platform/db.ts'
import { takeDue } from '../../../platform/due-queries.ts'
import { publishAll, publishSoon, tellAfterCommit } from '../../../platform/facts.ts'
import { countCues } from '../cue/count-cues.ts'
import { ladderMoved, ladderWanted } from '../events.ts'
import {
  addLadderDue,
  ladderContacts,
  ladderOrders,
  ladderPlaces,
  putLadders,
} from './ladder-queries.ts'
import { isEarning, type Ladder, ladderOf } from './ladder-rules.ts'

/** Outlets moved in one transaction; more are left to the next one. */
const OUTLETS_AT_ONCE = 500

/** Puts outlets on the list of those to place anew; null: all. Returns how many are new on it. */
export async function wantLadder(
  tx: Tx,
  distributorId: string,
  outletIds: string[] | null,
): Promise<number> {
  if (outletIds?.length === 0) return 0
  const added = await addLadderDue(tx, distributorId, outletIds)
  if (added > 0) await publishSoon(tx, distributorId, ladderWanted({ distributorId }))
  return added
}

/** Places outlets that are due; when more are, hands on to a next run. Returns how many. */
export async function moveDue(tx: Tx, distributorId: string): Promise<number> {
  const outletIds = await takeDue(tx, 'rollout.ladder_due', {
    distributorId,
    limit: OUTLETS_AT_ONCE,
  })
  await moveOutlets(tx, distributorId, outletIds)
  if (outletIds.length === OUTLETS_AT_ONCE) {
    await publishSoon(tx, distributorId, ladderWanted({ distributorId }))
  }
  return outletIds.length
}

/** Places these outlets by their facts, tells which moved, and counts their cues by the same facts. */
export async function moveOutlets(
  tx: Tx,
  distributorId: string,
  outletIds: string[],
): Promise<void> {
  if (outletIds.length === 0) return
  const placed = await laddersOf(tx, distributorId, outletIds)
  const moved = await putLadders(tx, distributorId, placed)
  // Nobody asks after other steps, and of a base that comes in whole there is one for each outlet.
  const earning = moved.filter(({ to }) => isEarning(to))
  await publishAll(
    tx,
    earning.map((move) => ladderMoved({ distributorId, ...move })),
  )
  await countCues(tx, distributorId, outletIds)
  if (moved.length > 0) tellAfterCommit(tx, distributorId, { kind: 'fit', id: null })
}

async function laddersOf(
  db: Db,
  distributorId: string,
  outletIds: string[],
): Promise<(Ladder & { outletId: string })[]> {
  const asked = { distributorId, outletIds }
  const places = await ladderPlaces(db, asked)
  const contacts = byOutlet(await ladderContacts(db, asked))
  const orders = byOutlet(await ladderOrders(db, asked))
  return places.map(({ outletId, startDay, cadenceDays, medianDropMinor, ...place }) => ({
    outletId,
    ...ladderOf({
      ...place,
      contacts: contacts(outletId),
      orders: orders(outletId),
      yard:
        startDay && cadenceDays
          ? { startDay, cadenceDays, medianDropMinor: medianDropMinor ?? 0 }
          : null,
      aside: place.aside ? { kind: place.aside, since: place.asideSince ?? '' } : null,
    }),
  }))
}

function byOutlet<T extends { outletId: string }>(rows: T[]): (outletId: string) => T[] {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.outletId)
    if (group) group.push(row)
    else groups.set(row.outletId, [row])
  }
  return (outletId) => groups.get(outletId) ?? []
}
