import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool, type Pool } from './db.ts'
import { measureGrown } from './measure-queries.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

let database: TestDatabase
let owner: Pool

beforeAll(async () => {
  database = await testDatabase()
  owner = openPool(database.ownerUrl, 4, () => undefined)
  await owner.query('create table public.lines (no int) with (autovacuum_enabled = off)')
  await owner.query('create table public.few (no int) with (autovacuum_enabled = off)')
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

const planned = async () => {
  const { rows } = await owner.query(
    `select reltuples::int as rows from pg_class where oid = 'public.lines'::regclass`,
  )
  return rows[0].rows as number
}

test('a table that grew by much is measured at once and once; one that grew by little is not', async () => {
  await owner.query('insert into public.lines select generate_series(1, 50000)')
  await owner.query('insert into public.few select generate_series(1, 500)')
  expect(await planned()).toBe(-1)
  const measured: string[] = []
  // A connection tells what it wrote up to a second later.
  await expect
    .poll(async () => measured.push(...(await measureGrown(owner))), { timeout: 30_000 })
    .toBeGreaterThan(0)
  expect(measured).toEqual(['public.lines'])
  expect(await planned()).toBe(50_000)
  expect(await measureGrown(owner)).toEqual([])
})
