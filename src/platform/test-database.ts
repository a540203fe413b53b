import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { packageRoot } from './config.ts'
import { startPostgres } from './embedded-postgres.ts'
import { migrate, roleUrl } from './migrate.ts'

/** The secret of every test; the roles' passwords follow from it. */
const TEST_SECRET = 'a secret of the tests, 32 characters or more'

export type TestDatabase = {
  ownerUrl: string
  /** The role tandem_app: behind row-level security. */
  appUrl: string
  secret: string
  drop(): Promise<void>
}

/**
 * A migrated, empty database of the test's own, in ≈ 0.1 s. All tests of a run share one cluster:
 * the embedded PostgreSQL, or that of TANDEM_TEST_DATABASE_URL (an owner who may create databases).
 */
export async function testDatabase(): Promise<TestDatabase> {
  const clusterUrl = await testCluster()
  const template = await migratedTemplate(clusterUrl)
  const name = `test_${randomBytes(6).toString('hex')}`
  await onCluster(clusterUrl, async (client) => {
    await client.query(`create database ${name} template ${template}`)
    // These two belong to the database, not to its content: a template does not hand them on.
    await client.query(`alter database ${name} set timezone to 'UTC'`)
    await client.query(`grant create on database ${name} to tandem_worker`)
  })
  const ownerUrl = withDatabase(clusterUrl, name)
  return {
    ownerUrl,
    appUrl: roleUrl(ownerUrl, 'tandem_app', TEST_SECRET),
    secret: TEST_SECRET,
    drop: () =>
      onCluster(clusterUrl, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`)
      }),
  }
}

/** The owner's address of the cluster that tests use. */
async function testCluster(): Promise<string> {
  const own = process.env.TANDEM_TEST_DATABASE_URL
  if (own) return own
  const dataFolder = process.env.TANDEM_TEST_DATA
  if (!dataFolder) throw new Error('TANDEM_TEST_DATA is missing: run tests by vitest of the root')
  joined ??= startPostgres({ dataFolder, losable: true })
  return (await joined).ownerUrl
}

let joined: ReturnType<typeof startPostgres> | undefined

/** Stops the embedded cluster of a run, if any test needed it. */
export async function stopTestCluster(dataFolder: string): Promise<void> {
  if (
    !existsSync(join(dataFolder, 'database')) &&
    !existsSync(join(dataFolder, 'database.address'))
  )
    return
  const last = await startPostgres({ dataFolder, losable: true })
  await last.stop()
}

async function migratedTemplate(clusterUrl: string): Promise<string> {
  const name = `tandem_template_${await migrationsHash()}`
  await onCluster(clusterUrl, async (client) => {
    // One at a time: the first makes it, the others wait and find it.
    await client.query('select pg_advisory_lock(2)')
    const known = await client.query('select 1 from pg_database where datname = $1', [name])
    if (known.rows.length > 0) return
    const draft = `${name}_draft`
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft} template template0`)
    await migrate({ ownerUrl: withDatabase(clusterUrl, draft), secret: TEST_SECRET })
    await client.query(`alter database ${draft} rename to ${name}`)
  })
  return name
}

async function migrationsHash(): Promise<string> {
  const folder = join(packageRoot(), 'db', 'migrations')
  const hash = createHash('sha256')
  for (const file of (await readdir(folder)).sort()) hash.update(await readFile(join(folder, file)))
  return hash.digest('hex').slice(0, 12)
}

async function onCluster(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres') })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.toString()
}
