import { access, constants, mkdir, statfs } from 'node:fs/promises'
import { tenantList } from './modules/identity/identity.ts'
import { proveAudit } from './platform/audit-queries.ts'
import { type Config, readConfig } from './platform/config.ts'
import { openPool, readGlobal, readTenant } from './platform/db.ts'
import { passesSecurity, serverVersion } from './platform/doctor-queries.ts'
import { type Embedded, startPostgres } from './platform/embedded-postgres.ts'
import { APP_ROLES, migrationsOf, roleUrl } from './platform/migrate.ts'
import { findBinaries, postgresUser } from './platform/postgres-binaries.ts'
import { whoHolds } from './port.ts'
import type { Print } from './print.ts'

type Check = { name: string; ok: boolean; told: string }

/** Checks what the program stands on and says how to mend what is wrong. */
export async function doctor(
  env: Record<string, string | undefined>,
  print: Print,
): Promise<number> {
  const checks: Check[] = []
  const check = async <T>(name: string, work: () => Promise<[T, string]>): Promise<T | null> => {
    try {
      const [value, told] = await work()
      checks.push({ name, ok: true, told })
      return value
    } catch (error) {
      const told = error instanceof Error ? error.message || String(error) : String(error)
      checks.push({ name, ok: false, told })
      return null
    }
  }
  await check('node', checkNode)
  const config = await check('environment', async () => [readConfig(env), 'usable'])
  if (config) {
    await check('data folder', () => checkDataFolder(config))
    await check('disk', () => checkDisk(config))
    await check('port', () => checkPort(config))
    if (!config.databaseUrl) await check('binaries', checkBinaries)
    await checkDatabase(config, check)
  }
  for (const done of checks) print.say(`${done.ok ? 'ok ' : 'BAD'} ${done.name}: ${done.told}`)
  const bad = checks.filter((done) => !done.ok).map(({ name }) => name)
  if (bad.length > 0) {
    return print.fail({ code: 'bad_checks', message: `To be mended: ${bad.join(', ')}.`, checks })
  }
  print.tell({ checks })
  return 0
}

type Checker = <T>(name: string, work: () => Promise<[T, string]>) => Promise<T | null>

async function checkDatabase(config: Config, check: Checker): Promise<void> {
  let embedded: Embedded | null = null
  const ownerUrl = await check('database', async () => {
    if (!config.databaseUrl) embedded = await startPostgres({ dataFolder: config.dataFolder })
    const url = config.databaseUrl ?? embedded?.ownerUrl ?? ''
    const version = await serverVersion(url)
    const major = Number.parseInt(version, 10)
    if (major < 15) throw new Error(`PostgreSQL ${version} is too old: 15 or newer is needed`)
    return [url, `PostgreSQL ${version}${config.databaseUrl ? '' : ', embedded'}`]
  })
  if (ownerUrl) {
    const migrated = await check('schema', () => checkSchema(ownerUrl))
    if (migrated) {
      await check('roles', () => checkRoles(ownerUrl, config.secret))
      await check('journal', () => checkJournal(ownerUrl, config.secret))
    }
  }
  await (embedded as Embedded | null)?.stop()
}

async function checkNode(): Promise<[null, string]> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`${process.version} is too old: install Node 20.19 or newer`)
  }
  return [null, process.version]
}

async function checkDataFolder({ dataFolder }: Config): Promise<[null, string]> {
  await mkdir(dataFolder, { recursive: true, mode: 0o755 })
  await access(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK)
  return [null, dataFolder]
}

async function checkDisk({ dataFolder }: Config): Promise<[null, string]> {
  const { bavail, bsize } = await statfs(dataFolder)
  const gigabytes = (bavail * bsize) / 2 ** 30
  if (gigabytes < 1) throw new Error(`only ${gigabytes.toFixed(1)} GB are free: make room for 1 GB`)
  return [null, `${gigabytes.toFixed(0)} GB free`]
}

async function checkPort(config: Config): Promise<[null, string]> {
  const holder = await whoHolds(config)
  if (holder === 'other') {
    throw new Error(`${config.port} is taken by another program: choose another by PORT=…`)
  }
  return [null, `${config.port} ${holder === 'tandem' ? 'is served by Tandem' : 'is free'}`]
}

async function checkBinaries(): Promise<[null, string]> {
  return [null, await findBinaries(await postgresUser(''))]
}

async function checkSchema(ownerUrl: string): Promise<[true, string]> {
  const { waiting } = await migrationsOf(ownerUrl)
  if (waiting.length > 0) {
    throw new Error(`${waiting.length} migrations wait: run "tandem migrate"`)
  }
  return [true, 'up to date']
}

async function checkRoles(ownerUrl: string, secret: string): Promise<[null, string]> {
  for (const role of APP_ROLES) {
    const passes = await passesSecurity(roleUrl(ownerUrl, role, secret)).catch((error: unknown) => {
      throw new Error(
        `${role} cannot sign in (${error instanceof Error ? error.message : String(error)}): ` +
          'run "tandem migrate" with the TANDEM_SECRET of the server',
      )
    })
    if (passes) {
      throw new Error(
        `${role} may pass by row-level security: alter role … nosuperuser nobypassrls`,
      )
    }
  }
  return [null, `${APP_ROLES.join(', ')} sign in, none passes by row-level security`]
}

async function checkJournal(ownerUrl: string, secret: string): Promise<[null, string]> {
  const pool = openPool(roleUrl(ownerUrl, 'tandem_app', secret), 1, () => undefined)
  let [sealed, unsealed] = [0, 0]
  try {
    for (const { id } of await readGlobal(pool, tenantList)) {
      const proof = await readTenant(pool, id, (db) => proveAudit(db, id))
      const [first] = proof.broken
      if (first !== undefined) {
        throw new Error(
          `rows of the distributor ${id} were changed or taken out, the first at seal ${first}: ` +
            'compare them with a backup',
        )
      }
      sealed += proof.sealed
      unsealed += proof.unsealed
    }
  } finally {
    await pool.end()
  }
  return [null, `${sealed} rows sealed and unchanged, ${unsealed} wait for the worker`]
}
