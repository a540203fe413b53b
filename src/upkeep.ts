import { join } from 'node:path'
import type { Logger } from 'pino'
import { tenantList } from './modules/identity/identity.ts'
import { removeOldFolders } from './old-folders.ts'
import { nextNight } from './platform/clock-queries.ts'
import {
  openPool,
  type Pool,
  type Pools,
  readGlobal,
  writeGlobal,
  writeTenant,
} from './platform/db.ts'
import { tenantsAwaiting } from './platform/dispatcher-queries.ts'
import { publishAt } from './platform/facts.ts'
import { LIMITS } from './platform/limits.ts'
import { measureGrown } from './platform/measure-queries.ts'
import { makeMonths, type PurgeRule, removeDue } from './platform/purge-queries.ts'
import { FOLDER_RETENTION, RETENTION } from './retention.ts'

/** The fact of every tenant's night: it falls due once a day. */
export const UPKEEP_DUE = 'platform.upkeep_due'

type Place = { ownerUrl: string; dataFolder: string; log: Logger }
/** What went: rows by table, and folders. */
export type Removed = { rows: Record<string, number>; folders: number }

/**
 * A tenant's night, or without an id everybody's: the events' months are made ahead, and what
 * src/retention.ts keeps no longer goes, in batches. It works as the owner: the program's own roles
 * may not delete. What fails does not keep the rest from being done.
 */
export async function upkeep(place: Place, distributorId?: string): Promise<Removed> {
  const onError = (error: Error) => place.log.warn({ err: error }, 'a database connection broke')
  const owner = openPool(place.ownerUrl, 1, onError)
  try {
    const tenants = distributorId
      ? [distributorId]
      : (await readGlobal(owner, tenantList)).map(({ id }) => id)
    await writeGlobal(owner, makeMonths)
    const rows = await removeRows(owner, tenants)
    const folders = await removeFolders(place.dataFolder, tenants)
    return { rows, folders }
  } finally {
    await owner.end()
  }
}

/** The planner learns, from the owner of the tables, of those that grew by much. */
export async function measure({ ownerUrl, log }: Omit<Place, 'dataFolder'>): Promise<string[]> {
  const owner = openPool(ownerUrl, 1, (err) => log.warn({ err }, 'a database connection broke'))
  try {
    return await measureGrown(owner)
  } finally {
    await owner.end()
  }
}

async function removeRows(owner: Pool, tenants: string[]): Promise<Record<string, number>> {
  const rows: Record<string, number> = {}
  const failures: unknown[] = []
  for (const rule of purgeRules()) {
    for (const tenant of isAboveTenants(rule.table) ? [null] : tenants) {
      try {
        rows[rule.table] = (rows[rule.table] ?? 0) + (await removeAll(owner, rule, tenant))
      } catch (error) {
        failures.push(new Error(`${rule.table} was not purged`, { cause: error }))
      }
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '))
  return rows
}

async function removeAll(owner: Pool, rule: PurgeRule, tenant: string | null): Promise<number> {
  let removed = 0
  while (true) {
    const batch = tenant
      ? await writeTenant(owner, tenant, (tx) => removeDue(tx, rule, tenant))
      : await writeGlobal(owner, (tx) => removeDue(tx, rule, null))
    removed += batch
    if (batch < LIMITS.purgeRowsAtOnce) return removed
  }
}

// In any order: what another row still holds goes the next night.
const purgeRules = (): PurgeRule[] =>
  Object.entries(RETENTION).flatMap(([table, rule]) =>
    'forEver' in rule ? [] : [{ table, ...rule }],
  )

const isAboveTenants = (table: string) => table.startsWith('identity.')

async function removeFolders(dataFolder: string, tenants: string[]): Promise<number> {
  let removed = 0
  for (const { folder, except, days } of FOLDER_RETENTION) {
    for (const tenant of tenants) {
      removed += await removeOldFolders(join(dataFolder, folder, tenant), { days, except })
    }
  }
  return removed
}

/** Sets every tenant's next night where none is set; the worker asks every hour. */
export async function keepNights(pools: Pools): Promise<void> {
  const awaiting = new Set(await tenantsAwaiting(pools.worker, UPKEEP_DUE))
  for (const { id, timeZone } of await readGlobal(pools.identity, tenantList)) {
    if (awaiting.has(id)) continue
    await writeTenant(pools.app, id, async (tx) => {
      const at = await nextNight(tx, id, timeZone)
      await publishAt(tx, { at, subjectId: id }, { type: UPKEEP_DUE, distributorId: id })
    })
  }
}
