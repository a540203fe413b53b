import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from './test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const connected = async (url: string) => {
  const client = new pg.Client(url)
  await client.connect()
  return client
}
const SCHEMAS = `select count(*)::int as schemas from pg_namespace where nspname like 'pg\\_temp\\_%'`

test('whoever comes and wants a temporary table makes no schema that others would plan anew for', async () => {
  const owner = await connected(database.ownerUrl)
  const { rows } = await owner.query<{ version: number; superuser: boolean; most: number }>(
    `select current_setting('server_version_num')::int as version, rolsuper as superuser,
       current_setting('max_connections')::int as most
     from pg_roles where rolname = current_user`,
  )
  const { superuser = false, version = 0, most = 0 } = rows[0] ?? {}
  const [before] = (await owner.query<{ schemas: number }>(SCHEMAS)).rows
  // Elsewhere PostgreSQL makes them as they are wanted.
  const ready = superuser && version >= 170_000
  expect((before?.schemas ?? 0) > most).toBe(ready)
  for (let i = 0; i < 5; i += 1) {
    const client = await connected(database.appUrl)
    await client.query('begin')
    await client.query('create temp table laid (line int) on commit drop')
    await client.query('insert into laid select * from generate_series(1, 3)')
    expect((await client.query('select count(*)::int as n from laid')).rows).toEqual([{ n: 3 }])
    await client.query('commit')
    await client.end()
  }
  if (ready) expect((await owner.query(SCHEMAS)).rows).toEqual([before])
  await owner.end()
})
