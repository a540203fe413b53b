import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Gate, makeGate } from '../../test/gate.ts'
import { openPool, type Pool, type Tx, writeTenant } from './db.ts'
import { type Reaction, startWorker, type Worker } from './dispatcher.ts'
import { handOut, holdHandingOut } from './dispatcher-queries.ts'
import { publish, tellAfterCommit } from './facts.ts'
import { roleUrl } from './migrate.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

const TYPE = 'test.happened'
const log = pino({ level: 'silent' })
let database: TestDatabase
let gate: Gate
let appPool: Pool
let workerPool: Pool
const workers: Worker[] = []

beforeAll(async () => {
  database = await testDatabase()
  gate = await makeGate(database.ownerUrl)
  appPool = openPool(gate.through(database.appUrl), 4, () => undefined)
  workerPool = openPool(workerUrl(), 6, () => undefined)
})
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop()
})
afterAll(async () => {
  await Promise.all([appPool.end(), workerPool.end()])
  gate.remove()
  await database.drop()
})

const keepDue = async () => undefined
const workerUrl = () => gate.through(roleUrl(database.ownerUrl, 'tandem_worker', database.secret))

async function startOne(reactions: Record<string, Reaction<null>>): Promise<void> {
  const asked = { workerPool, appPool, listenUrl: workerUrl(), log, means: null, keepDue }
  workers.push(await startWorker({ ...asked, reactions: { [TYPE]: reactions } }))
}

async function happens(times = 1): Promise<void> {
  const distributorId = uuidv7()
  await writeTenant(appPool, distributorId, async (tx) => {
    for (let i = 0; i < times; i += 1) await publish(tx, { type: TYPE, distributorId })
    tellAfterCommit(tx, distributorId, { kind: 'fact', id: null })
  })
}

async function until(came: () => boolean | Promise<boolean>, seconds: number): Promise<void> {
  const deadline = performance.now() + seconds * 1000
  while (!(await came())) {
    if (performance.now() > deadline) throw new Error(`not within ${seconds} s`)
    await wait(20)
  }
}

const jobs = async () =>
  (
    await workerPool.query<{ locked_by: string | null }>(
      'select locked_by from graphile_worker._private_jobs',
    )
  ).rows

test('a living worker keeps the job it has taken when another worker starts', async () => {
  let runs = 0
  let finish = () => undefined as unknown
  const slow = async () => {
    runs += 1
    await new Promise((resolve) => {
      finish = () => resolve(null)
    })
  }
  await startOne({ slow })
  await happens()
  await until(() => runs === 1, 10)
  const taken = await jobs()
  expect(taken).toEqual([{ locked_by: expect.stringMatching(/^pool-/) }])
  await startOne({ slow })
  expect(await jobs()).toEqual(taken)
  finish()
  await until(async () => (await jobs()).length === 0, 10)
  expect(runs).toBe(1)
})

test('while facts are kept back none is handed out, by any process; then each is, once', async () => {
  const letGo = await holdHandingOut(workerPool)
  await happens()
  expect(await handOut(workerPool, { [TYPE]: ['count'] })).toBe(0)
  await letGo()
  expect(await handOut(workerPool, { [TYPE]: ['count'] })).toBe(1)
  let runs = 0
  const count = async () => {
    runs += 1
  }
  await startOne({ count })
  await until(() => runs === 1, 20)
})

test('a job that a dead worker held is done by the next one', async () => {
  await happens()
  await handOut(workerPool, { [TYPE]: ['count'] })
  await workerPool.query(
    `update graphile_worker._private_jobs set locked_by = 'pool-dead', locked_at = now()`,
  )
  let runs = 0
  await startOne({
    count: async () => {
      runs += 1
    },
  })
  await until(() => runs === 1, 10)
})

test('a worker that loses the database in the middle goes on when it is back, each fact once', async () => {
  let ran = 0
  const note = async (tx: Tx, fact: { distributorId: string }) => {
    ran += 1
    await wait(5)
    await publish(tx, { type: 'test.noted', distributorId: fact.distributorId })
  }
  await startOne({ note })
  await happens(60)
  await until(() => ran >= 20, 10)
  gate.shut()
  await wait(1_500)
  gate.open()
  await until(async () => {
    const open = await jobs().catch(() => [{ locked_by: null }])
    return open.length === 0
  }, 30)
  const { rows } = await workerPool.query<{ n: number }>(
    `select count(*)::int as n from platform.fact where type = 'test.noted'`,
  )
  expect(rows).toEqual([{ n: 60 }])
})

test('a worker that is stopped while the database is away ends; what it held is done by the next', async () => {
  let ran = 0
  // Ends at different moments: several writes of "done" fail one after another.
  const slow = async () => {
    ran += 1
    await wait(300 + 100 * (ran % 4))
  }
  await startOne({ slow })
  await happens(40)
  await until(() => ran >= 6, 10)
  gate.shut()
  await wait(1_000)
  const began = performance.now()
  await workers.splice(0)[0]?.stop()
  expect(performance.now() - began).toBeLessThan(5_000)
  gate.open()
  await startOne({ slow })
  await until(async () => (await jobs().catch(() => [{}])).length === 0, 30)
})

test('a failed reaction is tried again when it is due, not at the next poll', async () => {
  let tries = 0
  await startOne({
    fails: async () => {
      tries += 1
      if (tries === 1) throw new Error('not yet')
    },
  })
  await happens()
  await until(() => tries === 2, 15)
  await until(async () => (await jobs()).length === 0, 5)
})
