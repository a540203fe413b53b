import type { Logger } from 'pino'
import type { Databases } from './databases.ts'
import { playDay } from './demo/forward/play-day.ts'
import type { Ground } from './footing.ts'
import { type Means, reactions } from './jobs.ts'
import { messageTexts } from './message-texts.ts'
import { deliverWebhook } from './modules/exchange/exchange.ts'
import { giveNewRights, holdersOf } from './modules/identity/identity.ts'
import { carryMessages } from './modules/messaging/messaging.ts'
import { draftPath } from './modules/ordering/ordering.ts'
import type { Config } from './platform/config.ts'
import { readGlobal } from './platform/db.ts'
import { startWorker } from './platform/dispatcher.ts'
import { migrate, roleUrl } from './platform/migrate.ts'
import { giveBackWhenQuiet } from './quiet.ts'
import { keepNights, measure, upkeep } from './upkeep.ts'

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
    measure: () => measure({ ownerUrl, log }),
    carry: (tenant, messageIds) => carryMessages(carrying, tenant, messageIds),
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
  // Loaded only where it serves: its contracts and routes are 20 MB.
  const { startServer } = await import('./server.ts')
  const server = await startServer(config, ground, log)
  const worker = options.withWorker ? await runWorker(config, ground, log) : null
  await options.ready?.(server.url)
  giveBackWhenQuiet()
  await signalled
  await server.stop()
  await worker?.stop()
}
