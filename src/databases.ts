import type { Logger } from 'pino'
import { giveWay } from './give-way.ts'
import { openPool, type Pools } from './platform/db.ts'
import { roleUrl } from './platform/migrate.ts'

export type Databases = { ownerUrl: string; pools: Pools; close(): Promise<void> }

/** Opens the pools of the three roles. `embedded`: the database's processes are on this machine and ours. */
export function openDatabases(
  ownerUrl: string,
  secret: string,
  log: Logger,
  { embedded = false } = {},
): Databases {
  const onError = (error: Error) => log.warn({ err: error }, 'a database connection broke')
  const open = (role: Parameters<typeof roleUrl>[1], max: number) => {
    const pool = openPool(roleUrl(ownerUrl, role, secret), max, onError)
    return embedded ? Object.assign(pool, { givesWay: giveWay }) : pool
  }
  const pools = {
    app: open('tandem_app', 12),
    identity: open('tandem_identity', 4),
    worker: open('tandem_worker', 6),
  }
  return {
    ownerUrl,
    pools,
    async close() {
      await Promise.all([pools.app.end(), pools.identity.end(), pools.worker.end()])
    },
  }
}
