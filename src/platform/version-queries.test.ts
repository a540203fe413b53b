import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool, type Pool, readTenant, writeTenant } from './db.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'
import { bumpVersion, versionOf } from './version-queries.ts'

let database: TestDatabase
let pool: Pool

beforeAll(async () => {
  database = await testDatabase()
  pool = openPool(database.appUrl, 2, () => undefined)
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

test('a version moves with its commit, for its own tenant and name only', async () => {
  const [ours, theirs] = [uuidv7(), uuidv7()]
  const now = (distributorId: string, name = 'catalogue') =>
    readTenant(pool, distributorId, (db) => versionOf(db, distributorId, name))
  expect(await now(ours)).toBe(0)
  await writeTenant(pool, ours, (tx) => bumpVersion(tx, ours, 'catalogue'))
  await writeTenant(pool, ours, (tx) => bumpVersion(tx, ours, 'catalogue'))
  expect(await now(ours)).toBe(2)
  expect([await now(theirs), await now(ours, 'prices')]).toEqual([0, 0])
})

test('an undone transaction leaves the version', async () => {
  const ours = uuidv7()
  const undone = writeTenant(pool, ours, async (tx) => {
    await bumpVersion(tx, ours, 'catalogue')
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await readTenant(pool, ours, (db) => versionOf(db, ours, 'catalogue'))).toBe(0)
})
