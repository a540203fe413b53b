import type { Logger } from 'pino'
import { type Databases, openDatabases } from './databases.ts'
import { giveWay } from './give-way.ts'
import type { Config } from './platform/config.ts'
import { startPostgres } from './platform/embedded-postgres.ts'
import { othersWrite } from './platform/pace-queries.ts'

/** The owner's database, and the end of the command that stands on it. */
export type Footing = {
  ownerUrl: string
  /** Resolves at SIGTERM or SIGINT. Until somebody waits for it, a signal stops and ends us. */
  untilSignal(): Promise<void>
  stop(): Promise<void>
}
export type Ground = Databases & Footing

/** `givesWay`: all others go before this command, and it starts no database that would be as patient. */
type Manner = { givesWay?: boolean }

/** Runs the work on DATABASE_URL, or on the embedded database, started when needed. */
export async function onFooting<T>(
  config: Config,
  log: Logger,
  work: (footing: Footing) => Promise<T>,
  manner: Manner = {},
): Promise<T> {
  const footing = await openFooting(config, log, manner)
  // What runs already keeps its place; what this process starts from now on would not.
  if (manner.givesWay) giveWay()
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
  manner: Manner = {},
): Promise<T> => {
  const embedded = config.databaseUrl === null
  const withPools = async (footing: Footing) => {
    const databases = openDatabases(footing.ownerUrl, config.secret, log, { embedded })
    // A first look; what fails here fails in the work itself, and is told there.
    if (manner.givesWay) void othersWrite(databases.pools.app).catch(() => undefined)
    try {
      return await work({ ...databases, ...footing })
    } finally {
      await databases.close()
    }
  }
  return onFooting(config, log, withPools, manner)
}

async function openFooting(config: Config, log: Logger, { givesWay }: Manner): Promise<Footing> {
  const { dataFolder, databaseUrl } = config
  const signalled = firstSignal()
  const starting = databaseUrl
    ? null
    : startPostgres({
        dataFolder,
        revives: !givesWay,
        onRevival: (told) => log.error(told),
      })
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
