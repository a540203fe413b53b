import type { Logger } from 'pino'
import { reactions } from './jobs.ts'
import type { Config } from './platform/config.ts'
import { startWorker } from './platform/dispatcher.ts'
import { startPostgres } from './platform/embedded-postgres.ts'
import { roleUrl } from './platform/migrate.ts'
import { type Databases, openDatabases, startServer } from './server.ts'

/** The owner's database, and the end of the command that stands on it. */
export type Footing = {
  ownerUrl: string
  /** Resolves at SIGTERM or SIGINT. Until somebody waits for it, a signal stops and ends us. */
  untilSignal(): Promise<void>
  stop(): Promise<void>
}
export type Ground = Databases & Footing

/** The database that a command stands on: DATABASE_URL, or the embedded one, started when needed. */
export async function openFooting(config: Config, log: Logger): Promise<Footing> {
  const { dataFolder, databaseUrl } = config
  const signalled = firstSignal()
  const starting = databaseUrl
    ? null
    : startPostgres({ dataFolder, onRevival: (told) => log.error(told) })
  let awaited = false
  const stop = async () => (await starting)?.stop()
  void signalled.then(async () => {
    if (awaited) return
    await stop().catch(() => undefined)
    process.exit(130)
  })
  return {
    ownerUrl: databaseUrl ?? (await starting)?.ownerUrl ?? '',
    stop,
    untilSignal() {
      awaited = true
      return signalled
    },
  }
}

/** The same with a pool for each role. */
async function openGround(config: Config, log: Logger): Promise<Ground> {
  const footing = await openFooting(config, log)
  const databases = openDatabases(footing.ownerUrl, config.secret, log)
  return {
    ...databases,
    untilSignal: footing.untilSignal,
    async stop() {
      await databases.close()
      await footing.stop()
    },
  }
}

/** Runs the work on the ground and leaves the ground, whatever comes of the work. */
export async function onGround<T>(
  config: Config,
  log: Logger,
  work: (ground: Ground) => Promise<T>,
): Promise<T> {
  const ground = await openGround(config, log)
  try {
    return await work(ground)
  } finally {
    await ground.stop()
  }
}

/** Runs the reactions to facts until stopped. */
export const runWorker = (config: Config, ground: Databases, log: Logger) =>
  startWorker({
    workerPool: ground.pools.worker,
    appPool: ground.pools.app,
    listenUrl: roleUrl(ground.ownerUrl, 'tandem_worker', config.secret),
    reactions,
    log,
  })

/** Runs the server, with the worker beside it when asked, until a signal comes. */
export async function serve(
  config: Config,
  ground: Ground,
  log: Logger,
  options: { withWorker: boolean; ready?: (url: string) => Promise<void> },
): Promise<void> {
  const signalled = ground.untilSignal()
  const server = await startServer(config, ground, log)
  const worker = options.withWorker ? await runWorker(config, ground, log) : null
  await options.ready?.(server.url)
  await signalled
  await server.stop()
  await worker?.stop()
}

// A second one ends at once; one that follows closely is npm handing on what we heard already.
const SAME_SIGNAL_MS = 1_000

const firstSignal = (): Promise<void> =>
  new Promise((resolve) => {
    let came: number | null = null
    const hear = () => {
      if (came !== null && performance.now() - came > SAME_SIGNAL_MS) process.exit(130)
      came ??= performance.now()
      resolve()
    }
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, hear)
  })
