import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile, realpath, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

export const OWNER = 'tandem_owner'
const DATABASE = 'tandem'
const PRESENT = 'tandem present'

/** A connection that says: this process uses the cluster. It goes when the process goes. */
export type Presence = { client: pg.Client; ownerUrl: string }

/** Joins the cluster of this folder when it runs. */
export async function joinRunning(cluster: string): Promise<Presence | 'starting' | 'stopped'> {
  const text = await readable(join(cluster, 'postmaster.pid'))
  if (!text) return 'stopped'
  const [pid = '', folder = '', , port = '', , , , status = ''] = text.split('\n')
  if (!isAlive(Number(pid))) return 'stopped'
  if (folder !== cluster || !isPostmasterOf(Number(pid), cluster)) {
    await removeStale(cluster, text)
    return 'stopped'
  }
  if (!port) return 'starting'
  const password = (await readable(join(cluster, 'tandem-password'))) ?? ''
  const url = (database: string) => `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`
  const client = new pg.Client({
    connectionString: url('postgres'),
    connectionTimeoutMillis: 5000,
    application_name: PRESENT,
    keepAlive: true,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    if (!(await isTheClusterOf(client, cluster))) throw new Stranger()
    await makeDatabase(client)
    return { client, ownerUrl: url(DATABASE) }
  } catch (error) {
    await client.end().catch(() => undefined)
    if (passes(error)) return 'starting'
    // Before it says "ready" the port may still be another cluster's, which ours fails to take.
    if (isRefusedPassword(error) && status.trim() !== 'ready') return 'starting'
    throw error
  }
}

/**
 * How many other processes use the cluster. When there are some, we are no longer counted among
 * them: of two that leave at once, the second finds nobody and stops the cluster.
 */
export async function countOthers(client: pg.Client): Promise<number> {
  try {
    await client.query('select pg_advisory_lock(1)')
    const { rows } = await client.query<{ others: number }>(
      `select count(*)::int as others from pg_stat_activity
       where application_name = $1 and pid <> pg_backend_pid()`,
      [PRESENT],
    )
    const others = rows[0]?.others ?? 0
    if (others > 0) await client.query(`set application_name = 'tandem leaves'`)
    return others
  } catch {
    // The database died under us: what is left of it may be stopped.
    return 0
  }
}

/** Somebody else's cluster answered at our port. */
class Stranger extends Error {}

async function isTheClusterOf(client: pg.Client, cluster: string): Promise<boolean> {
  const { rows } = await client.query<{ folder: string }>(
    `select current_setting('data_directory') as folder`,
  )
  return (await realpath(rows[0]?.folder ?? '').catch(() => '')) === (await realpath(cluster))
}

async function makeDatabase(client: pg.Client): Promise<void> {
  const known = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
  if (known.rows.length > 0) return
  try {
    await client.query(`create database ${DATABASE}`)
  } catch (error) {
    // 42P04, 23505: a racing process made it.
    if (!['42P04', '23505'].includes(codeOf(error))) throw error
  }
}

// 55006: the template is copied by a racing process.
const PASSING = ['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03', '55006']
const passes = (error: unknown) =>
  error instanceof Stranger ||
  PASSING.includes(codeOf(error)) ||
  (error instanceof Error && /terminated|timeout/i.test(error.message))

const isRefusedPassword = (error: unknown) => ['28P01', '28000', '3D000'].includes(codeOf(error))

const codeOf = (error: unknown) => (error as { code?: string }).code ?? ''

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

// After a restart of the machine another program may have the number.
function isPostmasterOf(pid: number, cluster: string): boolean {
  const args = commandOf(pid)
  return args === null || `${args} `.includes(` -D ${cluster} `)
}

// Slim Linux images have no ps, other systems have no /proc.
function commandOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    const told = spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
    return told.error ? null : told.stdout.trim()
  }
}

// PostgreSQL itself forgives a dead number; a living one that is not its own it takes for a
// running server and refuses to start. Set aside first, since a racing process may have started.
async function removeStale(cluster: string, judged: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid')
  const aside = `${file}.${process.pid}`
  await rename(file, aside).catch(() => undefined)
  const held = await readable(aside)
  if (held === undefined || held === judged) await rm(aside, { force: true })
  else await rename(aside, file)
}

const readable = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch(() => undefined)
