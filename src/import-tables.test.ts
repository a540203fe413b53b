import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../test/test-database.ts'
import { importTables } from './import-tables.ts'
import { importTable, type Mapping, mappingIn } from './modules/exchange/exchange.ts'
import { readGlobal, readTenant, writeGlobal } from './platform/db.ts'
import { withPassingDistributor } from './trial-distributor.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'tandem-tables-'))
  await writeFile(join(folder, 'map.json'), JSON.stringify(MAPPING))
  await writeFile(join(folder, 'owed.csv'), OWED)
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

const MAPPING = {
  version: 1,
  kind: 'balances',
  fields: {
    contract: { column: 'Договір' },
    payer: { column: 'Платник' },
    asAt: { constant: '31.10.2026' },
    debt: { column: 'Борг' },
  },
}
const OWED = 'Договір;Платник;Борг\nK1;;12,50\n;P8;1\nK2;;багато\n'

/** Runs the command's work; what it says and tells. */
async function run(change: { distributor: string; create?: boolean; dryRun?: boolean }) {
  const heard = { said: [] as string[], told: null as unknown, failed: null as string | null }
  const asked = {
    ground: database,
    path: join(folder, 'owed.csv'),
    mapping: join(folder, 'map.json'),
    kind: null,
    create: false,
    dryRun: false,
    ...change,
  }
  const code = await importTables(asked, {
    say: (text) => void heard.said.push(text),
    tell: (told) => void Object.assign(heard, { told }),
    fail: ({ message }) => {
      heard.failed = message
      return 1
    },
  })
  return { code, ...heard }
}

const tenants = async () =>
  (
    await readGlobal(database.pools.identity, (db) =>
      sql<{ code: string }>`select code from identity.tenant order by code`.execute(db),
    )
  ).rows.map(({ code }) => code)
const roleRights = async () =>
  (
    await readGlobal(database.pools.identity, (db) =>
      sql`select 1 from identity.role_right`.execute(db),
    )
  ).rows.length

test('a dry run of a distributor that is to be made tells what would come and leaves nothing', async () => {
  const before = [await tenants(), await roleRights()]
  const { code, said, told } = await run({ distributor: 'NEW', create: true, dryRun: true })
  expect(code).toBe(0)
  expect(told).toMatchObject({
    distributor: 'NEW',
    dryRun: true,
    tables: [
      {
        kind: 'balances',
        rows: 3,
        inserted: 1,
        quarantined: 2,
        samples: [{ key: 'K1', change: 'insert' }],
        findings: [
          { line: 4, code: 'not_a_number', field: 'debt', value: 'багато', done: 'quarantined' },
          { line: 2, code: 'unknown_contract', id: 'K1', done: 'made' },
          { line: 3, code: 'unknown_payer', id: 'P8', done: 'quarantined' },
        ],
      },
    ],
  })
  expect(said).toContain('  owed.csv:4: not_a_number debt "багато" (quarantined)')
  expect([await tenants(), await roleRights()]).toEqual(before)
})

test('then the real run brings what was told, and a further dry run is of what is there', async () => {
  const done = await run({ distributor: 'REAL', create: true })
  expect(done.told).toMatchObject({ tables: [{ rows: 3, inserted: 1, quarantined: 2 }] })
  expect(await tenants()).toContain('REAL')
  const { logins } = done.told as { logins: { phone: string; role: string }[] }
  const [login] = logins
  expect(login).toMatchObject({ phone: expect.stringMatching(/^\+\d{12}$/), role: 'admin' })
  expect(done.said).toContain(`  ${login?.phone}  REAL: admin`)
  const again = await run({ distributor: 'REAL', create: true, dryRun: true })
  expect(again.told).toMatchObject({
    ...{ tables: [{ inserted: 0, unchanged: 1, written: 0 }], logins: [] },
  })
  expect(await tenants()).toContain('REAL')
})

test('without --create there is nothing to be dry about', async () => {
  expect(await run({ distributor: 'NONE', dryRun: true })).toMatchObject({
    code: 1,
    failed: 'There is no distributor NONE. Add --create to make it.',
  })
  expect(await tenants()).not.toContain('NONE')
})

test('the passing distributor is gone with its rows, also when the work fails or a run was killed', async () => {
  const { pools } = database
  const asked = { code: 'PASSING', profile: undefined }
  const before = await tenants()
  let id = ''
  const failing = withPassingDistributor(pools, asked, async (tenant) => {
    id = tenant.id
    expect(await tenants()).toContain('dry-run-PASSING')
    const files = [{ name: 'owed.csv', path: join(folder, 'owed.csv') }]
    const mapping = mappingIn(MAPPING).data as Mapping
    const dry = { dryRun: true, leavesNothing: true, startedBy: 'test' }
    const done = await importTable(pools, { tenant, files, mapping, ...dry })
    expect(done).toMatchObject({ ok: true, value: { counts: { written: 2 } } })
    throw new Error('the disk is full')
  })
  await expect(failing).rejects.toThrow('the disk is full')
  expect(await tenants()).toEqual(before)
  const { rows } = await readTenant(pools.app, id, (db) =>
    sql`select id::text from platform.fact where distributor_id = ${id}
      union all select id::text from exchange.run where distributor_id = ${id}
      union all select id::text from platform.audit where distributor_id = ${id}`.execute(db),
  )
  expect(rows).toEqual([])
  await writeGlobal(pools.identity, (tx) =>
    sql`insert into identity.tenant (id, code, kind, name, country, currency, time_zone, language)
      values (${id}, 'dry-run-PASSING', 'distributor', 'x', 'UA', 'UAH', 'Europe/Kyiv', 'uk')`.execute(
      tx,
    ),
  )
  expect(await withPassingDistributor(pools, asked, async () => 'done')).toBe('done')
  expect(await tenants()).toEqual(before)
})

test('--create with a code that can be none says so in words, and makes nothing', async () => {
  const before = await tenants()
  for (const distributor of ['a', 'мій склад', 'x'.repeat(33), 'a_b', '']) {
    for (const dryRun of [true, false]) {
      const refused = await run({ distributor, create: true, dryRun })
      expect(refused.code).toBe(1)
      expect(refused.failed).toMatch(/cannot be a distributor's code: 2 to 32 Latin letters/)
    }
  }
  expect(await tenants()).toEqual(before)
})
