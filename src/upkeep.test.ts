import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { putSample, SAMPLED } from '../test/retention-samples.ts'
import { type TestDatabase, testDatabase } from '../test/test-database.ts'
import { makeTown, type Town } from '../test/town.ts'
import { runWorker } from './commands.ts'
import { readConfig } from './platform/config.ts'
import { RETENTION } from './retention.ts'
import { keepNights, upkeep } from './upkeep.ts'

const log = pino({ level: 'silent' })
let database: TestDatabase
let owner: pg.Client
let town: Town
let other: Town
let dataFolder: string
beforeAll(async () => {
  database = await testDatabase()
  dataFolder = await mkdtemp(join(tmpdir(), 'tandem-upkeep-'))
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  town = await makeTown(database)
  other = await makeTown(database)
})
afterAll(async () => {
  await owner?.end()
  await database?.drop()
  await rm(dataFolder, { recursive: true, force: true })
})

const purged = Object.entries(RETENTION).flatMap(([table, rule]) =>
  'days' in rule ? [{ table, ...rule }] : [],
)
const ago = (days: number, hours: number) =>
  `(platform.now() - interval '${days} days' - interval '${hours} hours')`

async function counts(tenant: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const table of Object.keys(RETENTION)) {
    const [schema = '', name = ''] = table.split('.')
    const ours = table.startsWith('identity.') || table === 'platform.clock'
    const where = ours ? '' : `where distributor_id = '${tenant}'`
    const { rows } = await owner.query(
      `select count(*)::int as n from ${schema}."${name}" ${where}`,
    )
    found[table] = rows[0].n
  }
  return found
}

test('every table of the database has its retention, with a reason', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in
        ('pg_catalog', 'information_schema', 'graphile_worker', 'migration') order by 1`,
  )
  expect(Object.keys(RETENTION).sort()).toEqual(rows.map(({ name }) => name).sort())
  const reasons = Object.values(RETENTION).map((r) => ('forEver' in r ? r.forEver : r.why))
  expect(reasons.filter((reason) => reason.length < 5)).toEqual([])
})

test('what was kept long enough goes; an hour younger stays, and so does all the rest', async () => {
  expect([...SAMPLED].sort()).toEqual(purged.map(({ table }) => table).sort())
  for (const { table, days } of purged) {
    for (const each of [town, other]) {
      await putSample(owner, each, { table, at: ago(days, 1) })
      await putSample(owner, each, { table, at: ago(days, -1) })
    }
  }
  const before = await counts(town.tenant.id)
  const othersBefore = await counts(other.tenant.id)
  const { rows } = await upkeep({ ownerUrl: database.ownerUrl, dataFolder, log }, town.tenant.id)

  const perTable = purged.map(({ table }) => [table, table.startsWith('identity.') ? 2 : 1])
  expect(rows).toEqual(Object.fromEntries(perTable))
  // Forgetting what carts were priced by is told as a change itself.
  const told = (table: string) => (table === 'platform.shelf_change' ? 1 : 0)
  const left = Object.entries(before).map(([table, n]) => [
    table,
    n - (rows[table] ?? 0) + told(table),
  ])
  expect(await counts(town.tenant.id)).toEqual(Object.fromEntries(left))
  // Another tenant's rows wait for its own night; those above tenants are everybody's.
  const others = Object.entries(othersBefore).map(([table, n]) => [
    table,
    table.startsWith('identity.') ? n - (rows[table] ?? 0) : n,
  ])
  expect(await counts(other.tenant.id)).toEqual(Object.fromEntries(others))
})

test('a fact stays while its parked reaction waits, and its done reactions with it', async () => {
  const tenant = town.tenant.id
  const factId = uuidv7()
  const old = ago(500, 0)
  const values = [tenant, factId]
  await owner.query(
    `insert into platform.fact (distributor_id, id, type, body, handed_out_at)
      values ($1, $2, 'test.happened', '{}', ${old})`,
    values,
  )
  await owner.query(
    `insert into platform.reaction_done (distributor_id, fact_id, reaction, at)
      values ($1, $2, 'other', ${old})`,
    values,
  )
  await owner.query(
    `insert into platform.parked_reaction (distributor_id, fact_id, reaction, reason, tries,
      parked_at) values ($1, $2, 'react', 'broke', 10, ${old})`,
    values,
  )
  const kept = async () => {
    await upkeep({ ownerUrl: database.ownerUrl, dataFolder, log }, tenant)
    const { rows } = await owner.query(
      `select (select count(*)::int from platform.fact where id = $1) as facts,
        (select count(*)::int from platform.parked_reaction where fact_id = $1) as parked,
        (select count(*)::int from platform.reaction_done where fact_id = $1) as done`,
      [factId],
    )
    return rows[0]
  }
  expect(await kept()).toEqual({ facts: 1, parked: 1, done: 1 })
  await owner.query(`update platform.parked_reaction set retried_at = ${old} where fact_id = $1`, [
    factId,
  ])
  await kept()
  await kept()
  expect(await kept()).toEqual({ facts: 0, parked: 0, done: 0 })
})

test('more than one batch goes in one night', async () => {
  await owner.query(
    `insert into platform.fact (distributor_id, id, type, body, handed_out_at)
      select $1, gen_random_uuid(), 'test.happened', '{}', ${ago(40, 0)}
      from generate_series(1, 4500)`,
    [town.tenant.id],
  )
  const { rows } = await upkeep({ ownerUrl: database.ownerUrl, dataFolder, log }, town.tenant.id)
  expect(rows['platform.fact']).toBe(4500)
})

test('what an exchange left goes after two days; what still grows, or is kept, stays', async () => {
  const uploads = join(dataFolder, 'files', 'exchange', town.tenant.id)
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
  for (const [name, days] of [
    ['old', 3],
    ['grows', 1],
    ['kept', 30],
  ] as const) {
    await mkdir(join(uploads, name), { recursive: true })
    await writeFile(join(uploads, name, 'import.xml'), '<x/>')
    await utimes(join(uploads, name, 'import.xml'), daysAgo(days), daysAgo(days))
    await utimes(join(uploads, name), daysAgo(3), daysAgo(3))
  }
  const { folders } = await upkeep({ ownerUrl: database.ownerUrl, dataFolder, log })
  expect(folders).toBe(1)
  expect((await readdir(uploads)).toSorted()).toEqual(['grows', 'kept'])
})

test('the worker keeps each tenant’s night, once a day, also of a tenant made later', async () => {
  const { secret } = database
  const config = readConfig({ TANDEM_DATA: dataFolder, TANDEM_SECRET: secret })
  const worker = await runWorker(config, database, log)
  try {
    const timers = async () =>
      (
        await owner.query<{ id: string; inHours: number }>(
          `select distributor_id as id, (extract(epoch from due_at - platform.now()) / 3600)::float8
            as "inHours" from platform.due_fact where type = 'platform.upkeep_due'`,
        )
      ).rows
    expect((await timers()).map(({ id }) => id).sort()).toEqual(
      [town.tenant.id, other.tenant.id].sort(),
    )
    for (const { inHours } of await timers()) expect(inHours).toBeGreaterThan(0)
    const late = await makeTown(database)
    await keepNights(database.pools)
    expect(await timers()).toHaveLength(3)

    await putSample(owner, late, { table: 'platform.fact', at: ago(31, 0) })
    await owner.query(
      `update platform.due_fact set due_at = platform.now() - interval '1 minute'
        where distributor_id = $1`,
      [late.tenant.id],
    )
    await worker.idle()
    const done = async () =>
      (
        await owner.query(
          `select (select count(*)::int from platform.reaction_done where distributor_id = $1
              and reaction = 'keepUp') as nights,
            (select count(*)::int from platform.fact where distributor_id = $1
              and type = 'test.happened') as facts`,
          [late.tenant.id],
        )
      ).rows[0]
    await expect.poll(done, { timeout: 20_000 }).toEqual({ nights: 1, facts: 0 })
    await worker.idle()
    expect(await done()).toEqual({ nights: 1, facts: 0 })
  } finally {
    await worker.stop()
  }
})
