import type { Logger } from 'pino'
import { playDay } from './demo/forward/play-day.ts'
import { type Means, reactions } from './jobs.ts'
import { messageTexts } from './message-texts.ts'
import { deliverWebhook } from './modules/exchange/exchange.ts'
import { giveNewRights, holdersOf } from './modules/identity/identity.ts'
import { carryMessage } from './modules/messaging/messaging.ts'
import { draftPath } from './modules/ordering/ordering.ts'
import type { Config } from './platform/config.ts'
import { readGlobal } from './platform/db.ts'
import { startWorker } from './platform/dispatcher.ts'
import { startPostgres } from './platform/embedded-postgres.ts'
import { migrate, roleUrl } from './platform/migrate.ts'
import { giveBackWhenQuiet } from './quiet.ts'
import { type Databases, openDatabases, startServer } from './server.ts'
import { keepNights, upkeep } from './upkeep.ts'

/** The owner's database, and the end of the command that stands on it. */
export type Footing = {
  ownerUrl: string
  /** Resolves at SIGTERM or SIGINT. Until somebody waits for it, a signal stops and ends us. */
  untilSignal(): Promise<void>
  stop(): Promise<void>
}
export type Ground = Databases & Footing

/** Runs the work on DATABASE_URL, or on the embedded database, started when needed. */
export async function onFooting<T>(
  config: Config,
  log: Logger,
  work: (footing: Footing) => Promise<T>,
): Promise<T> {
  const footing = await openFooting(config, log)
  try {
    return await work(footing)
  } finally {
    await footing.stop()
  }
}

/** The same with a pool for each role. */
export const onGround = <T>(
  config: Config,
  log: Logger,
  work: (ground: Ground) => Promise<T>,
): Promise<T> =>
  onFooting(config, log, async (footing) => {
    const databases = openDatabases(footing.ownerUrl, config.secret, log)
    try {
      return await work({ ...databases, ...footing })
    } finally {
      await databases.close()
    }
  })

async function openFooting(config: Config, log: Logger): Promise<Footing> {
  const { dataFolder, databaseUrl } = config
  const signalled = firstSignal()
  const starting = databaseUrl
    ? null
    : startPostgres({ dataFolder, onRevival: (told) => log.error(told) })
  let awaited = false
  let stopping: Promise<void> | null = null
  const stop = () => {
    stopping ??= (async () => (await starting)?.stop())()
    return stopping
  }
  void signalled.then(async () => {
    if (awaited) return
    await stop().catch(() => undefined)
    process.exit(INTERRUPTED)
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

const INTERRUPTED = 130

/** Brings the database to the schema of this version, and its standard roles to the rights of it. */
export async function migrateAll(config: Config, ground: Ground) {
  const migrated = await migrate({ ownerUrl: ground.ownerUrl, secret: config.secret })
  return { migrated, rights: await giveNewRights(ground.pools) }
}

/** Runs the reactions to facts until stopped. */
export function runWorker(config: Config, { pools, ownerUrl }: Databases, log: Logger) {
  const { dataFolder, secret, publicUrl, demo, privatePlaces: allowed } = config
  const carrying = { pools, secret, publicUrl, demo, allowed, texts: messageTexts }
  const means: Means = {
    upkeep: (tenant) => upkeep({ ownerUrl, dataFolder, log }, tenant),
    carry: (tenant, messageId) => carryMessage(carrying, tenant, messageId),
    playDay: (day) =>
      demo ? playDay({ pools, react: reactions, means }, day) : Promise.resolve(null),
    deliver: (tenant, deliveryId) => deliverWebhook(carrying, tenant, deliveryId),
    holders: (tenant, right) => readGlobal(pools.identity, (db) => holdersOf(db, tenant, right)),
    draftPath: (distributorId, draftId) => draftPath(secret, { distributorId, draftId }),
  }
  return startWorker({
    workerPool: pools.worker,
    appPool: pools.app,
    listenUrl: roleUrl(ownerUrl, 'tandem_worker', config.secret),
    reactions,
    means,
    keepDue: () => keepNights(pools),
    log,
  })
}

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
  giveBackWhenQuiet()
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
      if (came !== null && performance.now() - came > SAME_SIGNAL_MS) process.exit(INTERRUPTED)
      came ??= performance.now()
      resolve()
    }
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, hear)
  })
