import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopTestCluster } from '../src/platform/test-database.ts'

/** One data folder for the run; the first test that needs a database starts PostgreSQL in it. */
export async function setup(): Promise<() => Promise<void>> {
  await sweepKilledRuns()
  const dataFolder = await mkdtemp(join(tmpdir(), `tandem-test-${process.pid}-`))
  // As root the cluster belongs to nobody, who must get there.
  await chmod(dataFolder, 0o755)
  process.env.TANDEM_TEST_DATA = dataFolder
  return async () => {
    await stopTestCluster(dataFolder)
    await rm(dataFolder, { recursive: true, force: true })
  }
}

// A run that was killed leaves its cluster running.
async function sweepKilledRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const runner = Number(/^tandem-test-(\d+)-/.exec(name)?.[1] ?? 0)
    if (runner === 0 || isAlive(runner)) continue
    const dataFolder = join(tmpdir(), name)
    await stopTestCluster(dataFolder)
    await rm(dataFolder, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}
