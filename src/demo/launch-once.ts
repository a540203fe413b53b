import type { Ground as Machine } from '../footing.ts'
import { runningLaunch } from '../modules/rollout/rollout.ts'
import { readTenant, transactInBulk, writeGlobal } from '../platform/db.ts'
import { ok } from '../platform/result.ts'
import { makeLaunch } from './launch.ts'
import { chiefsOf, databaseNow } from './load-queries.ts'
import { localDay } from './local-day.ts'

/** Makes the launch of the world when there is none: in bulk, for the planner knows nothing of new tables. */
export async function launchOnce(
  { ground: machine, seed }: { ground: Machine; seed: number },
  distributorId: string,
  say: (text: string) => void,
): Promise<void> {
  const { pools } = machine
  if (await readTenant(pools.app, distributorId, (db) => runningLaunch(db, distributorId))) return
  const now = Date.parse(await writeGlobal(pools.identity, databaseNow))
  // Of the hour, as the whole world is: the same seed makes the same launch.
  const at = Math.floor(now / 3_600_000) * 3_600_000
  const staff = await writeGlobal(pools.identity, (tx) => chiefsOf(tx, distributorId))
  const ground = { seed, distributorId, today: localDay(at), at }
  await transactInBulk(pools.app, distributorId, async (tx) => {
    await makeLaunch(tx, ground, staff)
    return ok({})
  })
  say(`  A launch in its sixth week`)
}
