import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopTestCluster } from '../src/platform/test-database.ts'

/** One data folder for the run; the first test that needs a database starts PostgreSQL in it. */
export async function setup(): Promise<() => Promise<void>> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tandem-test-'))
  // As root the cluster belongs to nobody, who must get there.
  await chmod(dataFolder, 0o755)
  process.env.TANDEM_TEST_DATA = dataFolder
  return async () => {
    await stopTestCluster(dataFolder)
    await rm(dataFolder, { recursive: true, force: true })
  }
}
