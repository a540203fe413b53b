import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { run as runJobs } from 'graphile-worker'
import pg from 'pg'
import type { Figure } from './figure.ts'
import { startOrderLoad } from './order-load.ts'
import { makeShoppers } from './shoppers.ts'
import { seeded, type UnderTest } from './under-test.ts'

const SEED = 7
const SECONDS = 30
const SQL_PER_SECOND_MAX = 0.2
const MEGABYTES_MAX = 250

/**
 * What server and worker, two processes that have done some work, ask of the database and hold in
 * memory while nobody wants anything. The control is the same library of jobs with its own polling.
 */
export async function run(): Promise<Figure> {
  const under = await seeded({ outlets: 60, seed: SEED })
  try {
    const server = await under.startServer()
    const worker = await under.startWorker()
    const shoppers = await makeShoppers(under, server.url, 8)
    const load = startOrderLoad({ url: server.url, shoppers, seed: SEED, kind: 'rest', hands: 4 })
    while (load.acknowledged.size < 500) await wait(100)
    await load.stop()
    // Reactions end, kept-alive connections close.
    await wait(15_000)
    const value = await statementsPerSecond(under)
    const megabytes = { server: residentOf(server.pid), worker: residentOf(worker.pid) }
    const poller = await startPoller(under)
    const polled = await statementsPerSecond(under)
    await poller.stop()
    const together = megabytes.server + megabytes.worker
    return {
      name: 'at-rest',
      value,
      unit: 'statements per second',
      bar: `≤ ${SQL_PER_SECOND_MAX}, and ≤ ${MEGABYTES_MAX} MB of server and worker together`,
      ok: value <= SQL_PER_SECOND_MAX && together <= MEGABYTES_MAX && polled > SQL_PER_SECOND_MAX,
      control: { pollerPerSecond: polled, megabytes, together },
      seed: SEED,
    }
  } finally {
    await under.stop()
  }
}

// By PostgreSQL's own log, which names every statement that a client sends.
async function statementsPerSecond(under: UnderTest): Promise<number> {
  await under.query(`alter system set log_statement = 'all'`)
  await under.query('select pg_reload_conf()')
  await wait(1_000)
  const before = loggedStatements(under)
  await wait(SECONDS * 1000)
  const sent = loggedStatements(under) - before
  await under.query('alter system reset log_statement')
  await under.query('select pg_reload_conf()')
  return Math.round((sent * 100) / SECONDS) / 100
}

function loggedStatements({ clusterFolder }: UnderTest): number {
  const folder = join(clusterFolder, 'log')
  const logs = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
  return logs.join('').match(/ LOG: {2}(?:statement|execute)/g)?.length ?? 0
}

const residentOf = (pid: number): number => {
  const [, kilobytes = '0'] =
    /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1024)
}

async function startPoller(under: UnderTest): Promise<{ stop(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: under.ownerUrl, max: 5 })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const runner = await runJobs({
    pgPool: pool,
    concurrency: 4,
    noHandleSignals: true,
    taskList: { nothing: () => undefined },
  })
  return {
    async stop() {
      await runner.stop()
      await pool.end()
    },
  }
}
