import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from './test-database.ts'

test('two tests get two migrated databases, and the app role is behind row-level security', async () => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()])
  expect(one.ownerUrl).not.toBe(two.ownerUrl)
  const app = new pg.Client(one.appUrl)
  await app.connect()
  const role = await app.query<{ bypass: boolean; seen: number; zone: string }>(
    `select rolbypassrls or rolsuper as bypass, current_setting('timezone') as zone,
       (select count(*)::int from outlets.outlet) as seen
     from pg_roles where rolname = current_user`,
  )
  expect(role.rows).toEqual([{ bypass: false, seen: 0, zone: 'UTC' }])
  await app.end()
  await one.drop()
  await two.drop()
  await expect(new pg.Client(one.ownerUrl).connect()).rejects.toThrow('does not exist')
})
