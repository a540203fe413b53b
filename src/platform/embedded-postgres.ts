import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { clusterHome, findBinaries, NOBODY, runsAsRoot } from './postgres-binaries.ts'

const OWNER = 'tandem_owner'
const DATABASE = 'tandem'
const START_SECONDS_MAX = 60

export type Embedded = { ownerUrl: string; startedByUs: boolean; stop(): Promise<void> }

/**
 * Starts the embedded PostgreSQL of a data folder, or joins the one already running there. Several
 * processes may race: one cluster comes of it. Only the one that started it stops it.
 */
export async function startPostgres(options: { dataFolder: string }): Promise<Embedded> {
  const bin = await findBinaries()
  const home = await clusterHome(options.dataFolder)
  const cluster = join(home, 'postgres')
  await mkdir(home, { recursive: true })
  const deadline = performance.now() + START_SECONDS_MAX * 1000
  let startedByUs = false
  let reason = 'it never answered'
  while (performance.now() < deadline) {
    await makeCluster(bin, home, cluster)
    const joined = await joinRunning(cluster)
    if (joined.ownerUrl) {
      const ours = startedByUs || (await takeOver(cluster))
      const stop = async () => {
        if (ours) await pgCtl(bin, cluster, ['stop', '-m', 'fast', '-w'])
      }
      return { ownerUrl: joined.ownerUrl, startedByUs: ours, stop }
    }
    if (joined.starting) {
      await wait(100)
      continue
    }
    const started = await start(bin, cluster)
    startedByUs = started.ok
    if (!started.ok) {
      reason = started.output
      await wait(200)
    }
  }
  throw new Error(`PostgreSQL did not start in ${START_SECONDS_MAX} s: ${reason.slice(-2000)}`)
}

// Into a folder of its own, then renamed: a cut initdb leaves nothing that looks like a cluster.
async function makeCluster(bin: string, home: string, cluster: string): Promise<void> {
  if (await readable(join(cluster, 'PG_VERSION'))) return
  const draft = join(home, `postgres-${process.pid}-${randomBytes(4).toString('hex')}`)
  const password = randomBytes(24).toString('base64url')
  const passwordFile = `${draft}.password`
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (runsAsRoot()) {
    await chown(home, NOBODY, NOBODY)
    await chown(passwordFile, NOBODY, NOBODY)
  }
  const made = await run(join(bin, 'initdb'), [
    ...['-D', draft, '-U', OWNER, '-E', 'UTF8', '--locale-provider=builtin'],
    ...['--builtin-locale=C.UTF-8', '--locale=C', '-A', 'scram-sha-256', '--no-sync'],
    ...[`--pwfile=${passwordFile}`, '--no-instructions'],
  ])
  await rm(passwordFile, { force: true })
  if (made.code !== 0) throw new Error(`initdb failed: ${made.output}`)
  await writeFile(join(draft, 'tandem-password'), password, { mode: 0o600 })
  await writeFile(join(draft, 'postgresql.auto.conf'), SETTINGS, { mode: 0o600 })
  if (runsAsRoot()) await chown(join(draft, 'postgresql.auto.conf'), NOBODY, NOBODY)
  try {
    await rename(draft, cluster)
  } catch {
    // Another process was first; its cluster is as good.
    await rm(draft, { recursive: true, force: true })
  }
}

const SETTINGS = `listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 100
shared_buffers = '256MB'
work_mem = '16MB'
maintenance_work_mem = '128MB'
max_wal_size = '2GB'
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = off
`

type Joined = { ownerUrl?: string; starting?: boolean }

async function joinRunning(cluster: string): Promise<Joined> {
  const lines = (await readable(join(cluster, 'postmaster.pid')))?.split('\n')
  if (!lines) return {}
  const [pid = '', , , port = ''] = lines
  if (!(await isOurPostmaster(Number(pid), cluster))) {
    // A number that another process has by now would keep PostgreSQL from starting.
    await rm(join(cluster, 'postmaster.pid'), { force: true })
    return {}
  }
  const password = (await readable(join(cluster, 'tandem-password'))) ?? ''
  const url = (database: string) => `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`
  const client = new pg.Client({ connectionString: url('postgres'), connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const where = await client.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    )
    const folder = where.rows[0]?.folder ?? ''
    if ((await realpath(folder)) !== (await realpath(cluster))) return {}
    await makeDatabase(client)
    return { ownerUrl: url(DATABASE) }
  } catch (error) {
    if (isPassing(error)) return { starting: true }
    throw error
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function makeDatabase(client: pg.Client): Promise<void> {
  const known = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
  if (known.rows.length > 0) return
  try {
    await client.query(`create database ${DATABASE}`)
  } catch (error) {
    // 42P04, 23505: a racing process made it.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  }
}

const isPassing = (error: unknown) => {
  const code = (error as { code?: string }).code ?? ''
  return ['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03'].includes(code)
}

async function isOurPostmaster(pid: number, cluster: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false
  const command = await readable(`/proc/${pid}/cmdline`)
  return command === undefined || command.includes(cluster)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}

// A starter that was killed cannot stop it any more: whoever joins next does.
async function takeOver(cluster: string): Promise<boolean> {
  const file = join(cluster, 'tandem-starter')
  const starter = Number((await readable(file)) ?? 0)
  if (starter > 0 && starter !== process.pid && isAlive(starter)) return false
  await writeFile(file, String(process.pid), { mode: 0o600 })
  return true
}

async function start(bin: string, cluster: string): Promise<{ ok: boolean; output: string }> {
  const port = await freePort(Number((await readable(join(cluster, 'tandem-port'))) ?? 0))
  const log = join(cluster, 'tandem-postgres.log')
  const options = ['-w', '-t', '30', '-l', log, '-o', `-p ${port}`]
  const started = await pgCtl(bin, cluster, ['start', ...options])
  if (started.code === 0) {
    await writeFile(join(cluster, 'tandem-port'), String(port), { mode: 0o600 })
    await writeFile(join(cluster, 'tandem-starter'), String(process.pid), { mode: 0o600 })
  }
  return { ok: started.code === 0, output: started.output }
}

/** The wanted port when it is free, else one that the system gives. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', () => (wanted === 0 ? reject(new Error('no port')) : resolve(freePort(0))))
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

const pgCtl = (bin: string, cluster: string, args: string[]) =>
  run(join(bin, 'pg_ctl'), ['-D', cluster, ...args])

// pg_ctl's child keeps inherited pipes open for ever, so its output goes to a file or nowhere.
function run(command: string, args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const identity = runsAsRoot() ? { uid: NOBODY, gid: NOBODY } : {}
    const child = spawn(command, args, {
      ...identity,
      cwd: '/',
      stdio: args.includes('start') ? 'ignore' : ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
    })
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      output += chunk
    })
    child.once('error', reject)
    child.once('exit', (code) => resolve({ code: code ?? 1, output }))
  })
}

const readable = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch(() => undefined)
