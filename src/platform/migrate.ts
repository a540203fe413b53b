import { createHmac } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { packageRoot } from './config.ts'
import { writeGlobal } from './db.ts'
import { makeMonths } from './purge-queries.ts'
import { makeTempSchemas } from './temp-schema-queries.ts'

/** The roles beside the owner. None owns a table or bypasses row-level security. */
export const APP_ROLES = ['tandem_app', 'tandem_identity', 'tandem_worker'] as const
export type AppRole = (typeof APP_ROLES)[number]

/** A role's password follows from the secret, so that nothing more needs to be configured. */
export function roleUrl(ownerUrl: string, role: AppRole, secret: string): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = rolePassword(role, secret)
  return url.toString()
}

const rolePassword = (role: AppRole, secret: string) =>
  createHmac('sha256', secret).update(`database role ${role}`).digest('hex')

/** Brings the database to this program's schema, or as far as upTo. Returns the files it ran. */
export async function migrate(options: {
  ownerUrl: string
  secret: string
  upTo?: string
}): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: options.ownerUrl, max: 2 })
  pool.on('error', () => undefined)
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await makeRoles(db, options.secret)
    const migrator = new Migrator({
      db,
      provider: { getMigrations: readMigrations },
      migrationTableSchema: 'migration',
      migrationTableName: 'done',
      migrationLockTableName: 'lock',
      disableTransactions: true,
      // A file whose number was reserved earlier may arrive after a later one.
      allowUnorderedMigrations: true,
    })
    const { error, results } = options.upTo
      ? await migrator.migrateTo(options.upTo)
      : await migrator.migrateToLatest()
    if (error)
      throw error instanceof Error ? error : new Error('the migrations failed', { cause: error })
    // Commands that do not migrate start sooner without it.
    const { runMigrations } = await import('graphile-worker')
    await runMigrations({
      connectionString: roleUrl(options.ownerUrl, 'tandem_worker', options.secret),
    })
    await writeGlobal(pool, makeMonths)
    await writeGlobal(pool, makeTempSchemas)
    return (results ?? []).map((r) => r.migrationName)
  } finally {
    await db.destroy()
  }
}

/** The files of this program, in their order. */
export const knownMigrations = async (): Promise<string[]> => Object.keys(await readMigrations())

/** Files not yet run on this database, none when it is ready; how many were: none when it is new. */
export async function migrationsOf(ownerUrl: string): Promise<{ waiting: string[]; done: number }> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1 })
  pool.on('error', () => undefined)
  try {
    const known = Object.keys(await readMigrations())
    const exists = await pool.query(`select to_regclass('migration.done') as done`)
    if (!exists.rows[0]?.done) return { waiting: known, done: 0 }
    const done = await pool.query<{ name: string }>('select name from migration.done')
    const names = new Set(done.rows.map((row) => row.name))
    return { waiting: known.filter((name) => !names.has(name)), done: names.size }
  } finally {
    await pool.end()
  }
}

async function makeRoles(db: Kysely<unknown>, secret: string): Promise<void> {
  const database = await sql<{ name: string }>`select current_database() as name`.execute(db)
  for (const role of APP_ROLES) {
    const made = await sql<{ strong: boolean }>`
      select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as strong
      from pg_roles where rolname = ${role}`.execute(db)
    const [known] = made.rows
    // An owner who is no superuser may not even name what only a superuser grants.
    const weak = !known || known.strong ? 'nosuperuser nobypassrls nocreatedb nocreaterole' : ''
    const verb = known ? 'alter' : 'create'
    await sql
      .raw(`${verb} role ${role} login ${weak} password '${rolePassword(role, secret)}'`)
      .execute(db)
  }
  const name = database.rows[0]?.name ?? ''
  await sql`grant create on database ${sql.id(name)} to tandem_worker`.execute(db)
  await sql`alter database ${sql.id(name)} set timezone to 'UTC'`.execute(db)
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const folder = join(packageRoot(), 'db', 'migrations')
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const entries = files.map(async (file): Promise<[string, Migration]> => {
    const text = await readFile(join(folder, file), 'utf8')
    const whole = text.startsWith('-- no transaction')
      ? text
      : `begin; set local lock_timeout = '1s';\n${text}\n;commit;`
    return [file.replace(/\.sql$/, ''), { up: (db) => runFile(db, whole) }]
  })
  return Object.fromEntries(await Promise.all(entries))
}

async function runFile(db: Kysely<unknown>, text: string): Promise<void> {
  try {
    await sql.raw(text).execute(db)
  } catch (error) {
    await sql.raw('rollback').execute(db)
    throw error
  }
}
