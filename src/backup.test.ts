import { execFileSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../test/test-database.ts'
import { makeTown, type Town } from '../test/town.ts'
import { backup } from './backup.ts'
import { reactions } from './jobs.ts'
import { openSlots, outletPlan } from './modules/delivery/delivery.ts'
import { placeOrder } from './modules/ordering/place-order.ts'
import { readTenant } from './platform/db.ts'
import { filePath } from './platform/file-queries.ts'
import { restore, verifyBackup } from './restore.ts'

let source: TestDatabase
let town: Town
let root: string
const emptied: string[] = []

beforeAll(async () => {
  source = await testDatabase()
  town = await makeTown(source, { milk: 10_000_000 })
  root = await mkdtemp(join(tmpdir(), 'tandem-backup-'))
})
afterAll(async () => {
  for (const name of emptied) await run(source.ownerUrl, `drop database ${name} with (force)`)
  await source.drop()
  await rm(root, { recursive: true, force: true })
})

async function run<T>(url: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query(sql, values)
  await client.end()
  return rows as T[]
}

/** A database without a table, as a new installation finds it. */
async function emptyDatabase(): Promise<string> {
  const name = `restored_${randomUUID().slice(0, 8)}`
  await run(source.ownerUrl, `create database ${name} template template0`)
  emptied.push(name)
  const url = new URL(source.ownerUrl)
  url.pathname = `/${name}`
  return url.toString()
}

const target = async (name: string) => {
  const dataFolder = join(root, name)
  mkdirSync(dataFolder)
  return { ownerUrl: await emptyDatabase(), dataFolder, secret: source.secret }
}

function keepPicture(dataFolder: string, id: string, bytes: Buffer): string {
  const path = filePath(dataFolder, town.tenant.id, id)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return `insert into platform.file (distributor_id, id, media_type, bytes, sha256)
    values ('${town.tenant.id}', '${id}', 'image/png', ${bytes.length}, '\\x${sha256}')`
}

async function placeOne(): Promise<void> {
  const day = await readTenant(source.pools.app, town.tenant.id, async (db) => {
    const outletId = town.ids.outlet
    const asked = { distributorId: town.tenant.id, timeZone: 'Europe/Kyiv', outletId }
    const plan = await outletPlan(db, asked)
    return plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : ''
  })
  const placed = await placeOrder(source.pools.app, town.buyer, {
    outletId: town.ids.outlet,
    checkoutId: randomUUID(),
    deliveryDay: day,
    lines: [
      {
        productId: town.ids.milk,
        unitCode: 'шт',
        quantityMilli: 1000,
        seenUnitPriceE4: 300_000,
      },
    ],
    note: 'рядок\nз табуляцією\t\\і косою',
    preparedBy: 'buyer',
    origin: null,
    onDouble: 'keep',
  })
  if (!placed.ok) throw new Error(JSON.stringify(placed))
}

const TABLES = `select format('%I.%I', schemaname, tablename) as name from pg_tables
  -- Ids of transactions are of their cluster.
  where (schemaname, tablename) <> ('platform', 'shelf_change')
    and schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'migration')
  order by 1`

async function contents(url: string): Promise<Record<string, string>> {
  const told: Record<string, string> = {}
  for (const { name } of await run<{ name: string }>(url, TABLES)) {
    const [row] = await run<{ sum: string }>(
      url,
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, ';' order by t::text)), '') as sum
       from ${name} t`,
    )
    told[name] = row?.sum ?? ''
  }
  return told
}

// What one placing writes: each of these counts must tell the same number of orders.
const COUNTS = `select (select count(*)::int from ordering.checkout) as checkouts,
  (select count(*)::int from ordering.order) as orders,
  (select count(*)::int from ordering.order_line) as lines,
  (select count(*)::int from ordering.order_event) as events,
  (select count(*)::int from platform.fact where type = 'ordering.order_placed') as facts,
  (select last_number::int from accounts.document_number) as numbers,
  (select reserved_milli::int / 1000 from stock.balance where mode = 'strict') as reserved`

test('a restored backup equals the original: rows, files, protection, roles', async () => {
  const dataFolder = join(root, 'original')
  const picture = randomUUID()
  const bytes = Buffer.from([0, 255, 10, 13, 92, 9])
  await run(source.ownerUrl, keepPicture(dataFolder, picture, bytes))
  await placeOne()
  const file = join(root, 'quiet.tar.gz')
  const manifest = await backup({ ownerUrl: source.ownerUrl, dataFolder }, file)
  expect(manifest.files).toHaveLength(1)
  expect(manifest.filesMissing).toEqual([])
  const there = await target('quiet')
  await restore(there, file, await verifyBackup(file))
  expect(await contents(there.ownerUrl)).toEqual(await contents(source.ownerUrl))
  const copied = filePath(there.dataFolder, town.tenant.id, picture)
  expect(readFileSync(copied)).toEqual(bytes)
  const forced = `select c.oid::regclass::text as name from pg_class c
    where relrowsecurity and relforcerowsecurity order by 1`
  expect(await run(there.ownerUrl, forced)).toEqual(await run(source.ownerUrl, forced))
  expect(execFileSync('tar', ['-tzf', file]).toString()).toContain('manifest.json')
})

test('a backup taken while orders flow holds whole orders, and all that were there before', async () => {
  let flowing = true
  let placed = 0
  const orders = async () => {
    while (flowing) {
      await placeOne()
      placed += 1
    }
  }
  const filler = `insert into platform.audit (distributor_id, id, action, subject_kind, subject_id)
    select '${town.tenant.id}', gen_random_uuid(), 'filled', 'x', repeat('x', 300)
    from generate_series(1, 40000)`
  await run(source.ownerUrl, filler)
  const buyers = [orders(), orders(), orders()]
  const [before] = await run<Record<string, number>>(source.ownerUrl, COUNTS)
  const file = join(root, 'flowing.tar.gz')
  const started = placed
  await backup({ ownerUrl: source.ownerUrl, dataFolder: join(root, 'original') }, file)
  const during = placed - started
  flowing = false
  await Promise.all(buyers)
  const there = await target('flowing')
  await restore(there, file, await verifyBackup(file))
  const [kept = {}] = await run<Record<string, number>>(there.ownerUrl, COUNTS)
  const [after = {}] = await run<Record<string, number>>(source.ownerUrl, COUNTS)
  expect(during).toBeGreaterThan(2)
  expect(new Set(Object.values(kept)).size).toBe(1)
  expect(kept.orders).toBeGreaterThanOrEqual(before?.orders ?? 0)
  expect(kept.orders).toBeLessThan(after.orders ?? 0)
})

test('reactions that were under way are handed out again; those done are not', async () => {
  await run(source.ownerUrl, 'update platform.fact set handed_out_at = platform.now()')
  await run(
    source.ownerUrl,
    `insert into platform.reaction_done (distributor_id, fact_id, reaction)
     select distributor_id, id, reaction from
       (select distributor_id, id from platform.fact where type = 'ordering.order_placed'
          order by id limit 1) f,
       unnest($1::text[]) reaction`,
    [Object.keys(reactions['ordering.order_placed'])],
  )
  const file = join(root, 'reactions.tar.gz')
  await backup({ ownerUrl: source.ownerUrl, dataFolder: join(root, 'original') }, file)
  const there = await target('reactions')
  await restore(there, file, await verifyBackup(file))
  const [told] = await run(
    there.ownerUrl,
    `select count(*) filter (where handed_out_at is not null)::int as done,
       count(*)::int - count(*) filter (where handed_out_at is null)::int as others
     from platform.fact`,
  )
  expect(told).toEqual({ done: 1, others: 1 })
})

test('a full database, a cut and a changed backup are refused, and nothing is written', async () => {
  const file = join(root, 'whole.tar.gz')
  const dataFolder = join(root, 'original')
  await backup({ ownerUrl: source.ownerUrl, dataFolder }, file)
  const manifest = await verifyBackup(file)
  const full = { ownerUrl: source.ownerUrl, dataFolder: join(root, 'new'), secret: source.secret }
  await expect(restore(full, file, manifest)).rejects.toThrow('The database is not empty')
  const there = await target('refused')
  await expect(restore({ ...there, dataFolder }, file, manifest)).rejects.toThrow('is not empty')
  const newer = { ...manifest, migrations: [...manifest.migrations, '9999_later'] }
  await expect(restore(there, file, newer)).rejects.toThrow('newer Tandem (9999_later)')
  await expect(backup({ ownerUrl: source.ownerUrl, dataFolder }, file)).rejects.toThrow('exists')

  const bytes = gunzipSync(readFileSync(file))
  const at = bytes.indexOf('Kiosk')
  bytes[at] = 88
  const changed = join(root, 'changed.tar.gz')
  writeFileSync(changed, gzipSync(bytes))
  await expect(verifyBackup(changed)).rejects.toThrow('outlets.outlet in')
  truncateSync(file, Math.floor(readFileSync(file).length / 2))
  await expect(verifyBackup(file)).rejects.toThrow(/cut or damaged|ends in the middle/)
  expect(await run(there.ownerUrl, TABLES)).toEqual([])
  expect(await readdir(there.dataFolder)).toEqual([])
})
