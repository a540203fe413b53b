import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../src/platform/embedded-postgres.ts'
import { packageRoot } from '../src/platform/package-root.ts'

export type UnderTest = {
  ownerUrl: string
  clusterFolder: string
  env: Record<string, string>
  /** A server process of its own; `pid` for its CPU. */
  startServer(options?: { worker?: boolean }): Promise<Child>
  startWorker(): Promise<Child>
  query<T>(text: string, values?: unknown[]): Promise<T[]>
  stop(): Promise<void>
}
export type Child = { pid: number; url: string; stop(): Promise<void>; kill(): void }

const SECRET = 'a secret of the figures, long enough to be one'

/** A demo world in a temporary folder, on an embedded PostgreSQL of its own. */
export async function seeded(options: { outlets: number; seed: number }): Promise<UnderTest> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tandem-figure-'))
  chmodSync(dataFolder, 0o755)
  const env = {
    TANDEM_DATA: dataFolder,
    TANDEM_DEMO: '1',
    TANDEM_SECRET: SECRET,
    LOG_LEVEL: 'error',
  }
  const embedded = await startPostgres({ dataFolder })
  const { outlets, seed } = options
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
    startServer: async ({ worker = false } = {}) => {
      const port = await freePort()
      const words = worker ? ['server', '--worker'] : ['server']
      return started(
        running(tandem({ ...env, PORT: String(port) }, ...words), `http://127.0.0.1:${port}`),
      )
    },
    startWorker: () => started(running(tandem(env, 'worker'), '')),
    async stop() {
      for (const child of children) await child.stop()
      await owner.end()
      await embedded.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
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

// The first line of output says that it is ready.
async function running(child: ChildProcess, url: string): Promise<Child> {
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`it ended with ${code}`)))
  })
  child.stdout?.resume()
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    pid: child.pid ?? 0,
    url,
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await gone
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
