import pg from 'pg'
import { pino } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/test-database.ts'
import { makeTown, type Town } from '../../test/town.ts'
import { nextNight } from './clock-queries.ts'
import { type Pool, readTenant, writeTenant } from './db.ts'
import { startWorker } from './dispatcher.ts'
import { publishDue } from './dispatcher-queries.ts'
import { publishAt, publishSoon } from './facts.ts'
import { roleUrl } from './migrate.ts'

let database: TestDatabase
let owner: pg.Client
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  town = await makeTown(database)
  await owner.query('delete from platform.fact')
})
afterEach(async () => {
  await owner.query('delete from platform.due_fact')
  await owner.query('delete from platform.fact')
  await owner.query('update platform.clock set offset_seconds = 0')
})
afterAll(async () => {
  await owner?.end()
  await database?.drop()
})

const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
const set = (due: { at?: string; subjectId?: string; type?: string; note?: string }) => {
  const { at: instant = at(-1), subjectId = uuidv7(), type = 'test.due', note = '' } = due
  const distributorId = town.tenant.id
  return writeTenant(database.pools.app, distributorId, (tx) =>
    publishAt(tx, { at: instant, subjectId }, { type, distributorId, note }),
  )
}
const facts = async () =>
  (await owner.query<{ body: Record<string, string> }>('select body from platform.fact')).rows.map(
    ({ body }) => body,
  )
const waiting = async () => (await owner.query('select from platform.due_fact')).rowCount
async function tick(pool: Pool = database.pools.worker): Promise<number> {
  const before = (await facts()).length
  while ((await publishDue(pool)) > 0);
  return (await facts()).length - before
}

test('a fact falls due at its instant, not before it, and once', async () => {
  await set({ note: 'past' })
  await set({ note: 'future', at: at(3_600) })
  expect(await tick()).toBe(1)
  expect(await facts()).toEqual([{ type: 'test.due', distributorId: town.tenant.id, note: 'past' }])
  expect(await tick()).toBe(0)
  expect(await waiting()).toBe(1)
})

test('set again for its subject it is one, at its new instant', async () => {
  const subjectId = uuidv7()
  await set({ subjectId })
  await set({ subjectId, at: at(3_600) })
  expect(await tick()).toBe(0)
  expect(await waiting()).toBe(1)
})

const soon = (work: () => Promise<unknown> = async () => undefined) =>
  writeTenant(database.pools.app, town.tenant.id, async (tx) => {
    await publishSoon(tx, town.tenant.id, { type: 'test.soon', distributorId: town.tenant.id })
    await work()
  })

test('a fact that gathers is handed out once for all who asked meanwhile', async () => {
  await Promise.all(Array.from({ length: 8 }, () => soon()))
  expect(await tick()).toBe(1)
  await soon()
  expect(await tick()).toBe(1)
})

test('a fact that gathers is not handed out before the last who asked is done', async () => {
  await soon()
  await soon(async () => expect(await tick()).toBe(0))
  expect(await tick()).toBe(1)
})

test('ticks at once share what is due; each falls due once, however many there are', async () => {
  await owner.query(
    `insert into platform.due_fact (distributor_id, type, subject_id, body, due_at)
      select $1, 'test.due', gen_random_uuid(), jsonb_build_object('note', n::text),
        platform.now() - interval '1 hour'
      from generate_series(1, 1200) n`,
    [town.tenant.id],
  )
  await Promise.all([tick(), tick(), tick()])
  const notes = (await facts()).map(({ note }) => note)
  expect(notes).toHaveLength(1200)
  expect(new Set(notes).size).toBe(1200)
})

test('a tick that dies before its commit leaves the fact waiting', async () => {
  await set({})
  const connectionString = roleUrl(database.ownerUrl, 'tandem_worker', database.secret)
  const dying = new pg.Pool({ connectionString, max: 1 })
  dying.on('error', () => undefined)
  const { rows } = await dying.query<{ pid: number }>('select pg_backend_pid() as pid')
  await dying.query('begin')
  expect(await publishDue(dying)).toBe(1)
  // Meanwhile the row is another tick's; nobody waits for it.
  expect(await tick()).toBe(0)
  await owner.query('select pg_terminate_backend($1)', [rows[0]?.pid])
  await expect.poll(() => tick()).toBe(1)
  await dying.end()
  expect(await facts()).toHaveLength(1)
})

test('a night is in the hour after two of the zone’s clock, also where the clocks change', async () => {
  const next = async (instant: string, zone: string) => {
    await owner.query(
      `update platform.clock set offset_seconds =
        round(extract(epoch from $1::timestamptz - clock_timestamp()))`,
      [instant],
    )
    return readTenant(database.pools.app, town.tenant.id, (db) =>
      nextNight(db, town.tenant.id, zone),
    )
  }
  // Kyiv goes to UTC+3 on 28 March 2027 at three, and back on 31 October at four.
  expect(await next('2027-03-27T12:00:00Z', 'Europe/Kyiv')).toMatch(/^2027-03-28T00:/)
  expect(await next('2027-03-28T12:00:00Z', 'Europe/Kyiv')).toMatch(/^2027-03-28T23:/)
  expect(await next('2027-10-31T12:00:00Z', 'Europe/Kyiv')).toMatch(/^2027-11-01T00:/)
  expect(await next('2027-03-27T12:00:00Z', 'UTC')).toMatch(/^2027-03-28T02:/)
})

test('what is due reaches its reaction once, with two workers, also when it fell due before them', async () => {
  const heard: string[] = []
  const start = () =>
    startWorker({
      workerPool: database.pools.worker,
      appPool: database.pools.app,
      listenUrl: roleUrl(database.ownerUrl, 'tandem_worker', database.secret),
      reactions: {
        'test.due': {
          hear: async (_tx, fact: { note: string }, means: string[]) => means.push(fact.note),
        },
      },
      means: heard,
      keepDue: async () => undefined,
      log: pino({ level: 'silent' }),
    })
  await set({ note: 'before they start' })
  const workers = await Promise.all([start(), start()])
  try {
    await set({ note: 'while they run' })
    await Promise.all(workers.map((worker) => worker.idle()))
    await expect
      .poll(() => heard.toSorted(), { timeout: 20_000 })
      .toEqual(['before they start', 'while they run'])
    expect(await tick()).toBe(0)
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()))
  }
})

test('a fact of a type this program does not know waits for one that does', async () => {
  await set({ type: 'test.of_a_newer_version' })
  const worker = await startWorker({
    workerPool: database.pools.worker,
    appPool: database.pools.app,
    listenUrl: roleUrl(database.ownerUrl, 'tandem_worker', database.secret),
    reactions: { 'test.due': {} },
    means: null,
    keepDue: async () => undefined,
    log: pino({ level: 'silent' }),
  })
  await worker.idle()
  await worker.stop()
  const { rows } = await owner.query('select handed_out_at from platform.fact')
  expect(rows).toEqual([{ handed_out_at: null }])
})
