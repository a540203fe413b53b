import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/test-database.ts'
import { makeTown, type Town } from '../../test/town.ts'
import { lastly, prepared, readTenant, readTenantAtOnce, type Tx, transact } from './db.ts'
import { ok } from './result.ts'

let database: TestDatabase
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database)
})
afterAll(() => database.drop())

const told = <Row>(db: Tx, text: string, values: unknown[] = []) =>
  prepared<Row>(db, { name: `test ${text}`.slice(0, 60), text, values })
const snapshot = (db: Tx) =>
  told<{ xact: string; tenant: string }>(
    db,
    `select xact_start::text as xact, current_setting('tandem.distributor') as tenant
     from pg_stat_activity where pid = pg_backend_pid()`,
  )
const rename = (tx: Tx, name: string) =>
  told(tx, 'update outlets.outlet set name = $2 where distributor_id = $1', [town.tenant.id, name])
const nameNow = () =>
  readTenant(database.pools.app, town.tenant.id, (db) =>
    told<{ name: string }>(db as Tx, 'select name from outlets.outlet where id = $1', [
      town.ids.outlet,
    ]),
  ).then((rows) => rows[0]?.name)

test('what a read sends at once is one transaction of its tenant, and it cannot write', async () => {
  const { id } = town.tenant
  const [one, two] = await readTenantAtOnce(database.pools.app, id, (db) =>
    Promise.all([snapshot(db as Tx), snapshot(db as Tx)]),
  )
  expect(one[0]).toMatchObject({ tenant: id })
  expect(two).toEqual(one)
  const writing = readTenantAtOnce(database.pools.app, id, (db) => rename(db as Tx, 'written'))
  await expect(writing).rejects.toThrow('read-only transaction')
})

test('the tenant of a read is forgotten with it: the connection sees no row afterwards', async () => {
  const { app } = database.pools
  await readTenantAtOnce(app, town.tenant.id, (db) => snapshot(db as Tx))
  const { rows } = await app.query('select count(*)::int as count from outlets.outlet')
  expect(rows).toEqual([{ count: 0 }])
})

test('the first that fails ends the packet: those behind it fail alike, the connection lives on', async () => {
  const failing = transact(database.pools.app, town.tenant.id, async (tx) => {
    const all = await Promise.allSettled([
      rename(tx, 'never'),
      told(tx, 'select 1 / $1::int', [0]),
      told(tx, 'select 2'),
    ])
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    return ok(null)
  })
  await expect(failing).rejects.toThrow('nobody waited for it')
  expect(await nameNow()).not.toBe('never')
})

test('a failure that nobody waited for is not told as done', async () => {
  const done = transact(database.pools.app, town.tenant.id, async (tx) => {
    await rename(tx, 'half')
    told(tx, 'select 1 / $1::int', [0]).catch(() => undefined)
    return ok(null)
  })
  await expect(done).rejects.toThrow('division by zero')
  expect(await nameNow()).not.toBe('half')
})

test('the last statement takes the COMMIT with it; when it fails, nothing is committed', async () => {
  const { app } = database.pools
  await transact(app, town.tenant.id, async (tx) => {
    await lastly(tx, rename(tx, 'committed'))
    return ok(null)
  })
  expect(await nameNow()).toBe('committed')
  const failing = transact(app, town.tenant.id, async (tx) => {
    await rename(tx, 'undone')
    await lastly(tx, told(tx, 'select 1 / $1::int', [0]))
    return ok(null)
  })
  await expect(failing).rejects.toThrow('division by zero')
  expect(await nameNow()).toBe('committed')
})
