import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../src/platform/embedded-postgres.ts'
import { runTandem } from './measured.ts'

/** A migrated database without anybody, on an embedded PostgreSQL of its own. */
export type Base = { env: Record<string, string>; ownerUrl: string; stop(): Promise<void> }

export async function emptyBase(): Promise<Base> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tandem-figure-'))
  chmodSync(dataFolder, 0o755)
  const env = { TANDEM_DATA: dataFolder, TANDEM_DEMO: '1', LOG_LEVEL: 'error' }
  const embedded = await startPostgres({ dataFolder })
  const migrated = await runTandem(['migrate'], env)
  if (migrated.exitCode !== 0) throw new Error(`migrate ended with ${migrated.exitCode}`)
  return {
    env,
    ownerUrl: embedded.ownerUrl,
    async stop() {
      await embedded.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
