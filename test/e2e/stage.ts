import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type Running, startTandem } from '../running.ts'
import { type TestDatabase, testDatabase } from '../test-database.ts'
import { launch } from './browser.ts'

/** What a file of browser tests stands on: a database of its own, a server over it, and a browser. */
export type Stage = { database: TestDatabase; tandem: Running; browser: Browser }

/**
 * Opens the stage before the tests of a file and clears it after them. `prepare` fills the database
 * before the server starts; `unless`: there is nothing to show here.
 */
export function stageOf(
  prepare: (database: TestDatabase) => Promise<unknown> = async () => undefined,
  { unless = false } = {},
): Stage {
  const stage = {} as Stage
  beforeAll(async () => {
    if (unless) return
    stage.database = await testDatabase()
    await prepare(stage.database)
    stage.tandem = await startTandem(stage.database)
    stage.browser = await launch()
  })
  afterAll(async () => {
    await stage.browser?.close()
    await stage.tandem?.stop()
    await stage.database?.drop()
  })
  return stage
}
