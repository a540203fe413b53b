import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { runWorker } from '../src/commands.ts'
import { type Config, readConfig } from '../src/platform/config.ts'
import { startServer } from '../src/server.ts'
import type { TestDatabase } from './test-database.ts'

export type Running = { url: string; config: Config; stop(): Promise<void> }

/** Server and worker of a test on a free port, in demo mode, so that codes can be read. */
export async function startTandem(
  database: TestDatabase,
  more: Record<string, string> = {},
  ownLog?: Logger,
): Promise<Running> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tandem-files-'))
  const env = {
    TANDEM_DATA: dataFolder,
    PORT: '0',
    TANDEM_DEMO: '1',
    TANDEM_SECRET: database.secret,
    ...more,
  }
  const config = readConfig(env)
  const log = ownLog ?? pino({ level: process.env.LOG_LEVEL ?? 'silent' })
  const ground = { ...database, stop: () => database.close() }
  const server = await startServer(config, database, log)
  const worker = await runWorker(config, ground, log)
  return {
    url: server.url,
    config,
    async stop() {
      await server.stop()
      await worker.stop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
