import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  appendFile,
  chown,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ConfigError } from './config.ts'
import { clusterHome, findBinaries, type PostgresUser, postgresUser } from './postgres-binaries.ts'
import { countOthers, joinRunning, OWNER, type Presence } from './postgres-presence.ts'

const FAILING_SECONDS_MAX = 20
const RECOVERING_SECONDS_MAX = 300

export type Embedded = {
  /** The owner's address of the database `tandem`. */
  ownerUrl: string
  startedByUs: boolean
  /** Leaves; the last one to leave stops the cluster. */
  stop(): Promise<void>
}

type Options = {
  dataFolder: string
  /** For tests that are not about durability: a crash of the machine may lose everything. */
  losable?: boolean
  /** False: one that dies is another process's to start again, not that of one that gives way to all. */
  revives?: boolean
  /** Told when the database died under us and was started again. */
  onRevival?: (told: string) => void
}

type Place = {
  home: string
  cluster: string
  user: PostgresUser
  losable: boolean
  /** Looked for when something is started: whoever joins what runs needs none. */
  bin(): Promise<string>
}

/**
 * Starts the embedded PostgreSQL of a data folder, or joins the one already running there. Several
 * processes may race: one cluster comes of it. While a process is present it starts the cluster
 * again should it die; the last to leave stops it.
 */
export async function startPostgres(options: Options): Promise<Embedded> {
  const home = await clusterHome(options.dataFolder)
  const cluster = join(home, 'postgres')
  const user = await postgresUser(cluster)
  let found: Promise<string> | null = null
  const bin = () => {
    found ??= findBinaries(user)
    return found
  }
  const place = { bin, home, cluster, user, losable: options.losable ?? false }
  const first = await startOrJoin(place)
  // Whoever is to start it again should it die looks for them in peace.
  if (options.revives !== false) void bin().catch(() => undefined)
  let presence = first.presence
  let leaving = false
  let reviving: Promise<void> = Promise.resolve()
  const watch = () =>
    presence.client.once('end', () => {
      if (!leaving && options.revives !== false) reviving = revive()
    })
  async function revive(): Promise<void> {
    options.onRevival?.('The database is gone; starting it again.')
    const again = await startOrJoin(place)
    const moved = again.presence.ownerUrl !== first.presence.ownerUrl
    presence = again.presence
    watch()
    options.onRevival?.(
      moved
        ? 'The database is back at another port: start this program again.'
        : 'The database is back.',
    )
  }
  watch()
  return {
    ownerUrl: first.presence.ownerUrl,
    startedByUs: first.startedByUs,
    async stop() {
      leaving = true
      await reviving.catch(() => undefined)
      const others = await countOthers(presence.client)
      if (others === 0) await pgCtl(place, ['stop', '-m', 'fast', '-w'])
      await presence.client.end().catch(() => undefined)
    },
  }
}

async function startOrJoin(place: Place): Promise<{ presence: Presence; startedByUs: boolean }> {
  await makeCluster(place)
  // A slow machine's time for making the folder says nothing of how the server starts.
  const begun = performance.now()
  const secondsSince = () => (performance.now() - begun) / 1000
  let startedByUs = false
  let tries = 0
  let reason = 'it never answered'
  while (true) {
    const found = await joinRunning(place.cluster)
    if (typeof found === 'object') return { presence: found, startedByUs }
    const patience = found === 'starting' ? RECOVERING_SECONDS_MAX : FAILING_SECONDS_MAX
    if (secondsSince() > patience && (found === 'starting' || tries > 0)) {
      throw new ConfigError(`PostgreSQL did not start in ${patience} s. ${reason}`)
    }
    if (found === 'starting') {
      await wait(50)
      continue
    }
    tries += 1
    const failure = await start(place)
    startedByUs = failure === null
    if (failure !== null) {
      reason = failure
      await wait(150)
    }
  }
}

// Into a folder of its own, then renamed: a cut initdb leaves nothing that looks like a cluster.
async function makeCluster(place: Place): Promise<void> {
  const { home, cluster, user } = place
  if (await readable(join(cluster, 'PG_VERSION'))) return
  await mkdir(home, { recursive: true })
  if (user) await chown(home, user.uid, user.gid)
  await sweepDrafts(home)
  const draft = join(home, `draft-${process.pid}-${randomBytes(4).toString('hex')}`)
  const password = randomBytes(24).toString('base64url')
  const passwordFile = `${draft}.password`
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user) await chown(passwordFile, user.uid, user.gid)
  const made = await run(place, 'initdb', [
    ...['-D', draft, '-U', OWNER, '-E', 'UTF8', '--locale-provider=builtin'],
    ...['--builtin-locale=C.UTF-8', '--locale=C', '-A', 'scram-sha-256', '--no-instructions'],
    ...[`--pwfile=${passwordFile}`, ...(place.losable ? ['--no-sync'] : [])],
  ])
  await rm(passwordFile, { force: true })
  if (made.code !== 0) throw new ConfigError(`PostgreSQL could not make its folder: ${made.output}`)
  await writeFile(join(draft, 'tandem-password'), password, { mode: 0o600, flush: true })
  await appendFile(join(draft, 'postgresql.conf'), "include_if_exists = 'tandem.conf'\n")
  // Of several that race the first rename wins; its cluster is as good.
  await rename(draft, cluster).catch(() => rm(draft, { recursive: true, force: true }))
}

async function sweepDrafts(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const maker = Number(/^draft-(\d+)-/.exec(name)?.[1] ?? 0)
    if (maker > 0 && !isAlive(maker)) await rm(join(home, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}

// Durable by PostgreSQL's own defaults (fsync, synchronous_commit); sized for 2 cores and 250 MB.
// No parallel workers: they need /dev/shm, which containers keep at 64 MB.
const SETTINGS = `listen_addresses = '127.0.0.1'
unix_socket_directories = ''
cluster_name = 'tandem'
max_connections = 120
shared_buffers = '128MB'
work_mem = '16MB'
maintenance_work_mem = '128MB'
max_wal_size = '2GB'
max_parallel_workers_per_gather = 0
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = 'log'
log_filename = 'postgres-%a.log'
log_rotation_age = '1d'
log_rotation_size = 0
log_truncate_on_rotation = on
log_line_prefix = '%m [%p] %a '
`
const LOSABLE = 'fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n'

/** Null when it runs, else why it does not. */
async function start(place: Place): Promise<string | null> {
  const { cluster, user, losable } = place
  const port = await freePort(place, Number((await readable(join(cluster, 'tandem-port'))) ?? 0))
  const settings = join(cluster, 'tandem.conf')
  await writeFile(settings, `${SETTINGS}${losable ? LOSABLE : ''}`, { mode: 0o600 })
  if (user) await chown(settings, user.uid, user.gid)
  const log = join(cluster, `tandem-start-${process.pid}.log`)
  const started = await pgCtl(place, ['start', '-w', '-t', '60', '-l', log, '-o', `-p ${port}`])
  const told = (await readable(log)) ?? ''
  await rm(log, { force: true })
  if (started.code !== 0) return told.slice(-2000)
  await writeFile(join(cluster, 'tandem-port'), String(port), { mode: 0o600 })
  return null
}

/**
 * Asks for the port used before, then for those of the folder. None is of the range (32768 and above)
 * that systems give to outgoing connections: one of them could take it while the database is down, and
 * living programs would look for it in vain.
 */
async function freePort({ cluster }: Place, usedBefore: number): Promise<number> {
  const wanted = usedBefore > 0 && usedBefore < GIVEN_FROM ? [usedBefore] : []
  const first = createHash('sha256').update(cluster).digest().readUInt16BE() % PORTS
  for (let next = 0; next < PORTS_TRIED; next += 1)
    wanted.push(PORT_FROM + ((first + next) % PORTS))
  for (const port of wanted) if (await isFree(port)) return port
  throw new ConfigError(`No port from ${PORT_FROM + first} on is free for PostgreSQL.`)
}

const GIVEN_FROM = 32_768
const PORT_FROM = 20_000
const PORTS = 12_000
const PORTS_TRIED = 100

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })

const pgCtl = (place: Place, args: string[]) => run(place, 'pg_ctl', [...args, '-D', place.cluster])

type Ran = { code: number; output: string }

// PostgreSQL keeps the pipes it inherits open for ever: pg_ctl gets none.
async function run({ bin, user }: Place, program: string, args: string[]): Promise<Ran> {
  const path = join(await bin(), program)
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      ...user,
      cwd: '/',
      stdio: program === 'pg_ctl' ? 'ignore' : ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
    })
    let output = ''
    const hear = (chunk: Buffer) => {
      output += chunk
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('error', reject)
    child.once('exit', (code) => resolve({ code: code ?? 1, output }))
  })
}

const readable = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch(() => undefined)
