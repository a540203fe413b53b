import type { Logger } from 'pino'
import { reactions } from './jobs.ts'
import type { Config } from './platform/config.ts'
import { startWorker } from './platform/dispatcher.ts'
import { startPostgres } from './platform/embedded-postgres.ts'
import { roleUrl } from './platform/migrate.ts'
import { type Databases, openDatabases, startServer } from './server.ts'

export type Ground = Databases & { stop(): Promise<void> }

/** The database that a command stands on: DATABASE_URL, or the embedded one, started when needed. */
export async function openGround(config: Config, log: Logger): Promise<Ground> {
  const embedded = config.databaseUrl
    ? null
    : await startPostgres({
        dataFolder: config.dataFolder,
        onRevival: (told) => log.error(told),
      })
  const ownerUrl = config.databaseUrl ?? embedded?.ownerUrl ?? ''
  const databases = openDatabases(ownerUrl, config.secret, log)
  return {
    ...databases,
    async stop() {
      await databases.close()
      await embedded?.stop()
    },
  }
}

/** Runs the reactions to facts until stopped. */
export const runWorker = (config: Config, ground: Ground, log: Logger) =>
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
  const server = await startServer(config, ground, log)
  const worker = options.withWorker ? await runWorker(config, ground, log) : null
  await options.ready?.(server.url)
  await untilSignal()
  await server.stop()
  await worker?.stop()
  await ground.stop()
}

/** Resolves at SIGTERM or SIGINT; a second signal ends at once. */
export const untilSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130))
        resolve()
      })
    }
  })
