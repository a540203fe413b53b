import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { contract } from './contracts.ts'
import type { Databases } from './databases.ts'
import { plugUploads } from './exchange-upload.ts'
import { foldersOf, plugFiles } from './files.ts'
import { plugExchange } from './modules/exchange/exchange.ts'
import { whoAsks, whoMemory } from './modules/identity/identity.ts'
import { plugMessaging } from './modules/messaging/messaging.ts'
import { shelfMemory } from './modules/ordering/ordering.ts'
import { makePictureSizes } from './picture-sizes.ts'
import { plugPictureUpload } from './picture-upload.ts'
import { type Config, originOf, packageRoot } from './platform/config.ts'
import { answers, type Pools } from './platform/db.ts'
import { makeHttp } from './platform/http.ts'
import { listen, makeHub } from './platform/live.ts'
import { metricsText } from './platform/metrics.ts'
import { roleUrl } from './platform/migrate.ts'
import { queueState } from './platform/queue-queries.ts'
import { refusalText, routes } from './routes.ts'

export type Server = { app: FastifyInstance; url: string; stop(): Promise<void> }

/** Starts the HTTP server; it serves screens, calls, files, health and metrics. */
export async function startServer(
  config: Config,
  databases: Databases,
  log: Logger,
): Promise<Server> {
  const { pools, ownerUrl } = databases
  const hub = makeHub()
  const appUrl = roleUrl(ownerUrl, 'tandem_app', config.secret)
  const memories = [whoMemory(pools), ...Object.values(shelfMemory(pools))]
  const listener = await listen(appUrl, hub.heard, log, memories)
  const { secret, demo, tiles, publicUrl, privatePlaces: allowed } = config
  const secure = config.publicUrl.startsWith('https:')
  const sizes = makePictureSizes(log)
  const app = await makeHttp({
    log,
    secure,
    webFolder: join(packageRoot(), 'dist', 'web'),
    router: routes({
      ...{ pools, secret, demo, hub, tiles, publicUrl, allowed },
      folders: foldersOf(config),
    }),
    pictureOrigin: tiles ? originOf(tiles) : null,
    openapi,
    who: whoAsks(pools),
    refusalText,
    ready: () => answers(pools.app),
    measures: async () => metricsText(await measuredQueue(pools), pools),
    plug: (instance) => {
      plugFiles(instance, { config, pools, secure, sizes })
      instance.register(plugPictureUpload, { config, pools, secure, sizes })
      instance.register(plugUploads, { config, pools, secure })
      plugMessaging(instance, { pools, secret })
      plugExchange(instance, { pools, folders: foldersOf(config), secure })
    },
  })
  const url = await app.listen({ host: config.host, port: config.port })
  return {
    app,
    url,
    async stop() {
      await listener.stop()
      await app.close()
    },
  }
}

// A database that is away has no queue to tell of; that it is away is a measure too.
const measuredQueue = (pools: Pools) =>
  Promise.race([
    queueState(pools.worker).catch(() => null),
    wait(MEASURE_PATIENCE_MS, null, { ref: false }),
  ])
const MEASURE_PATIENCE_MS = 2_000

/** The OpenAPI 3.1 document, made from the contracts. */
export const openapi = (): Promise<object> =>
  new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(contract, {
    info: {
      title: 'Tandem',
      version: '0.1.0',
      description:
        'One channel for field agents and the B2B portal. Refusals answer with code REFUSED.',
    },
    servers: [{ url: '/api' }],
  })
