import type { Ground as Machine } from '../footing.ts'
import { runningLaunch } from '../modules/rollout/rollout.ts'
import { readTenant, writeGlobal } from '../platform/db.ts'
import { inBulk } from './in-bulk.ts'
import { makeLaunch } from './launch.ts'
import { learnSizes } from './learn-sizes.ts'
import { chiefsOf, databaseNow } from './load-queries.ts'
import { localDay } from './local-day.ts'

const SCHEMAS = ['field', 'habit', 'messaging', 'promotions', 'rollout']

/**
 * Makes the launch of the world when there is none, and says whether it did: in bulk, for the planner
 * knows nothing of new tables.
 */
export async function launchOnce(
  { ground: machine, seed }: { ground: Machine; seed: number },
  distributorId: string,
  say: (text: string) => void,
): Promise<boolean> {
  const { pools } = machine
  if (await readTenant(pools.app, distributorId, (db) => runningLaunch(db, distributorId)))
    return false
  await learnSizes(machine)
  const now = Date.parse(await writeGlobal(pools.identity, databaseNow))
  // Of the hour, as the whole world is: the same seed makes the same launch.
  const at = Math.floor(now / 3_600_000) * 3_600_000
  const staff = await writeGlobal(pools.identity, (tx) => chiefsOf(tx, distributorId))
  const ground = { seed, distributorId, today: localDay(at), at }
  const bulk = { distributorId, schemas: SCHEMAS }
  await inBulk(machine, bulk, (begun) => makeLaunch({ ...begun, say }, ground, staff))
  say(`  A launch in its sixth week`)
  return true
}
