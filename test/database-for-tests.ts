import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../src/platform/embedded-postgres.ts'
import { migrate } from '../src/platform/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    templateUrl: string
    secret: string
  }
}

/** One embedded PostgreSQL for the run, with a migrated database that test files copy. */
export default async function setup(project: TestProject) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tandem-test-'))
  chmodSync(dataFolder, 0o755)
  const secret = 'a secret of the tests, long enough to be one'
  const embedded = await startPostgres({ dataFolder })
  await migrate({ ownerUrl: embedded.ownerUrl, secret })
  await durableEnough(embedded.ownerUrl)
  project.provide('templateUrl', embedded.ownerUrl)
  project.provide('secret', secret)
  return async () => {
    await embedded.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

// Tests of durability start their own cluster; the others need not wait for the disk.
async function durableEnough(ownerUrl: string): Promise<void> {
  const client = new pg.Client(ownerUrl)
  await client.connect()
  await client.query('alter system set fsync = off')
  await client.query('alter system set synchronous_commit = off')
  await client.query('select pg_reload_conf()')
  await client.end()
}
