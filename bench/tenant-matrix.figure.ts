import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopTestCluster } from '../src/platform/test-database.ts'
import { startTandem } from '../test/running.ts'
import { calls } from '../test/security/calls.ts'
import { type Matrix, runMatrix } from '../test/security/matrix.ts'
import { makePlace, type Place } from '../test/security/place.ts'
import { PLANTS, servePlanted } from '../test/security/planted.ts'
import { samples } from '../test/security/samples.ts'
import { type TestDatabase, testDatabase } from '../test/test-database.ts'
import type { Figure } from './figure.ts'

const TOLD = 20

/**
 * Every call of the contracts, by both transports, as everybody and as nobody, to the own and to the
 * other distributor, with own, foreign, unknown and former ids: what was told or changed that should
 * not have been. The controls are handlers with one guard taken out each: all must be found.
 */
export async function run(): Promise<Figure> {
  const cluster = mkdtempSync(join(tmpdir(), 'tandem-figure-'))
  chmodSync(cluster, 0o755)
  process.env.TANDEM_TEST_DATA = cluster
  const database = await testDatabase()
  const tandem = await startTandem(database)
  try {
    const { dataFolder } = tandem.config
    const places: Matrix['places'] = [
      await makePlace(database, { code: 'canary-amber', dataFolder }),
      await makePlace(database, { code: 'canary-birch', dataFolder }),
    ]
    const matrix = { database, places, samples, byTurns: false }
    const found = await runMatrix({ ...matrix, url: tandem.url, calls })
    const missed = await missedPlants(database, places)
    const value = found.leaks.length
    return {
      name: 'tenant-matrix',
      value,
      unit: 'answers and changes across distributors, roles or ids that the contracts do not allow',
      bar: '0',
      ok: value === 0 && missed.length === 0,
      control: {
        ...{ planted: Object.keys(PLANTS).length, missed },
        ...{ calls: calls.length, senders: found.senders, requests: found.requests },
        leaks: found.leaks.slice(0, TOLD),
      },
      seed: null,
    }
  } finally {
    await tandem.stop()
    await database.drop()
    await stopTestCluster(cluster)
    rmSync(cluster, { recursive: true, force: true })
  }
}

/** The planted handlers that the matrix does not find. */
async function missedPlants(database: TestDatabase, places: [Place, Place]): Promise<string[]> {
  const tenantIds = places.map(({ town }) => town.tenant.id)
  const missed: string[] = []
  for (const [what, plant] of Object.entries(PLANTS)) {
    const { url, stop } = await servePlanted({ database, tenantIds }, plant)
    const only = calls.filter(({ name }) => name === plant.call)
    const found = await runMatrix({ database, url, places, calls: only, samples, byTurns: true })
    await stop()
    if (!found.leaks.some((leak) => plant.found.test(leak))) missed.push(what)
  }
  return missed
}
