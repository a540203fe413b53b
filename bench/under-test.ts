import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { packageRoot } from '../src/platform/config.ts'
import { startPostgres } from '../src/platform/embedded-postgres.ts'

export type UnderTest = {
  ownerUrl: string
  clusterFolder: string
  env: Record<string, string>
  /** A server process of its own; `pid` for its CPU. */
  startServer(options?: { worker?: boolean; port?: number }): Promise<Child>
  startWorker(): Promise<Child>
  query<T>(text: string, values?: unknown[]): Promise<T[]>
  /** Vacuums and analyses every database of the cluster. */
  analyze(): Promise<void>
  /** Lets only the children keep the database running, until what it returns is called. */
  leaveToChildren(): Promise<() => Promise<void>>
  stop(): Promise<void>
}
export type Child = {
  pid: number
  url: string
  port: number
  /** The exit code, or the signal that ended it. */
  ended: Promise<string>
  stop(): Promise<void>
  kill(): Promise<void>
}

const SECRET = 'a secret of the figures, long enough to be one'

type Options = {
  outlets: number
  seed: number
  /** Without waiting for the disk: what a killed process wrote is kept, a power cut's is not. */
  diskless?: boolean
}

/** A demo world in a temporary folder, on an embedded PostgreSQL of its own. */
export async function seeded(options: Options): Promise<UnderTest> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tandem-figure-'))
  chmodSync(dataFolder, 0o755)
  const env = {
    TANDEM_DATA: dataFolder,
    TANDEM_DEMO: '1',
    TANDEM_SECRET: SECRET,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
  }
  let embedded = await startPostgres({ dataFolder })
  const { outlets, seed } = options
  if (options.diskless) await dontWaitForTheDisk(embedded.ownerUrl)
  await finished(tandem(env, 'seed', 'demo', '--outlets', String(outlets), '--seed', String(seed)))
  const owner = new pg.Pool({ connectionString: embedded.ownerUrl, max: 2 })
  owner.on('error', () => undefined)
  const query = async <T>(text: string, values: unknown[] = []) =>
    (await owner.query(text, values)).rows as T[]
  const [place] = await query<{ folder: string }>(
    `select current_setting('data_directory') as folder`,
  )
  const children: Child[] = []
  const started = async (child: Promise<Child>) => {
    children.push(await child)
    return child
  }
  return {
    ownerUrl: embedded.ownerUrl,
    clusterFolder: place?.folder ?? '',
    env,
    query,
    analyze: () => analyzed(embedded.ownerUrl, query),
    startServer: async ({ worker = false, port } = {}) => {
      const at = port ?? (await freePort())
      const words = worker ? ['server', '--worker'] : ['server']
      return started(running(tandem({ ...env, PORT: String(at) }, ...words), at))
    },
    startWorker: () => started(running(tandem(env, 'worker'), 0)),
    async leaveToChildren() {
      await embedded.stop()
      return async () => {
        embedded = await startPostgres({ dataFolder })
      }
    },
    async stop() {
      for (const child of children) await child.stop()
      await owner.end()
      await embedded.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

async function analyzed(ownerUrl: string, query: <T>(text: string) => Promise<T[]>): Promise<void> {
  const databases = await query<{ name: string }>(
    'select datname as name from pg_database where datallowconn and not datistemplate',
  )
  for (const { name } of databases) {
    const url = new URL(ownerUrl)
    url.pathname = `/${name}`
    const client = new pg.Client(url.href)
    await client.connect()
    await client.query('vacuum analyze')
    await client.end()
  }
}

async function dontWaitForTheDisk(ownerUrl: string): Promise<void> {
  const owner = new pg.Client(ownerUrl)
  await owner.connect()
  await owner.query('alter system set fsync = off')
  await owner.query('select pg_reload_conf()')
  await owner.end()
}

const tandem = (env: Record<string, string>, ...words: string[]) =>
  spawn(process.execPath, [join(packageRoot(), 'dist', 'main.js'), ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })

const finished = (child: ChildProcess) =>
  new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`exit ${code}`))))
    child.stdout?.resume()
  })

const READY = /Tandem listens|The worker runs/

async function running(child: ChildProcess, port: number): Promise<Child> {
  const ended = once(child, 'exit').then(([code, signal]) => String(signal ?? code))
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (told) => {
      if (READY.test(String(told))) resolve()
    })
    void ended.then((how) => reject(new Error(`it ended with ${how}`)))
  })
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${port}`,
    port,
    ended,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await ended
    },
  }
}

export const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
