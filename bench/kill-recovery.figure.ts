import type { Figure } from './figure.ts'
import { killBreaches, runKills, runUnsafeKills } from './kills.ts'
import { makeShoppers } from './shoppers.ts'
import { seeded } from './under-test.ts'

const SEED = 7
const KILLS = 10
const SERVING_MS_MAX = 5_000

/**
 * Ten kills each of database, server and worker while orders flow. The control acknowledges before
 * the commit is written (synchronous_commit = off): the same kill must lose acknowledged orders.
 */
export async function run(): Promise<Figure> {
  const under = await seeded({ outlets: 60, seed: SEED })
  try {
    const server = await under.startServer()
    const shoppers = await makeShoppers(under, server.url, 16)
    await server.stop()
    const asked = { shoppers, seed: SEED, hands: 6 }
    const killed = await runKills(under, { ...asked, kills: KILLS })
    const lostByControl = await runUnsafeKills(under, { ...asked, kills: 10 })
    const value = killBreaches(killed)
    const inTime = Object.values(killed.worstMs).every((ms) => ms <= SERVING_MS_MAX)
    return {
      name: 'kill-recovery',
      value,
      unit: `orders lost, reactions not done once, jobs stuck, errors in ${3 * KILLS} kills`,
      bar: `0, and serving again in ≤ ${SERVING_MS_MAX} ms`,
      ok: value === 0 && inTime && lostByControl.lost > 0,
      control: { synchronousCommitOff: lostByControl, ...killed },
      seed: SEED,
    }
  } finally {
    await under.stop()
  }
}
