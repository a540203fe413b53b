import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backup } from '../src/backup.ts'
import { openDatabases } from '../src/databases.ts'
import { openSlots, outletPlan } from '../src/modules/delivery/delivery.ts'
import { placeOrder } from '../src/modules/ordering/place-order.ts'
import { readConfig } from '../src/platform/config.ts'
import { readTenant } from '../src/platform/db.ts'
import { migrate, migrationsOf } from '../src/platform/migrate.ts'
import { restore, verifyBackup } from '../src/restore.ts'
import { makeTown } from './town.ts'

const BIN = '/usr/lib/postgresql/15/bin'
const secret = 'kept0nly-by-the-operator-of-this-machine'
const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null
// Debian's package puts it there; without it the embedded PostgreSQL 18 is all that is tested.
const onFifteen = test.skipIf(!existsSync(join(BIN, 'initdb')))
let root: string
let cluster: string
const port = 20_000 + (process.pid % 20_000)

const run = (program: string, args: string[]) =>
  execFileSync(join(BIN, program), args, { ...user, cwd: '/', stdio: 'ignore' })

/** An owner as managed PostgreSQL gives one: no superuser, may make roles. */
async function ownedDatabase(name: string): Promise<string> {
  const admin = new pg.Client(`postgres://admin:admin@127.0.0.1:${port}/postgres`)
  await admin.connect()
  await admin.query(`create database ${name} owner tandem_plain`)
  await admin.end()
  return `postgres://tandem_plain:plain@127.0.0.1:${port}/${name}`
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tandem-15-'))
  await chmod(root, 0o755)
  if (!existsSync(join(BIN, 'initdb'))) return
  cluster = join(root, 'cluster')
  const password = join(root, 'password')
  await mkdir(cluster)
  await writeFile(password, 'admin')
  if (user) await chown(cluster, user.uid, user.gid)
  run('initdb', [
    '-D',
    cluster,
    '-U',
    'admin',
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
    '-N',
    `--pwfile=${password}`,
  ])
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`
  run('pg_ctl', ['start', '-w', '-D', cluster, '-l', join(cluster, 'log'), '-o', options])
  const admin = new pg.Client(`postgres://admin:admin@127.0.0.1:${port}/postgres`)
  await admin.connect()
  await admin.query(`create role tandem_plain login createrole password 'plain'`)
  await admin.end()
})
afterAll(async () => {
  if (cluster) run('pg_ctl', ['stop', '-m', 'immediate', '-D', cluster])
  await rm(root, { recursive: true, force: true })
})

onFifteen(
  'PostgreSQL 15 under DATABASE_URL takes every migration, an order and a restore',
  async () => {
    const url = await ownedDatabase('tandem_first')
    const { databaseUrl } = readConfig({ DATABASE_URL: url, TANDEM_SECRET: secret })
    const ownerUrl = databaseUrl ?? ''
    await migrate({ ownerUrl, secret })
    expect((await migrationsOf(ownerUrl)).waiting).toEqual([])
    expect(await migrate({ ownerUrl, secret })).toEqual([])
    const databases = openDatabases(ownerUrl, secret, pino({ level: 'silent' }))
    const town = await makeTown({ ...databases, secret, drop: async () => undefined })
    const { outlet: outletId, milk } = town.ids
    const deliveryDay = await readTenant(databases.pools.app, town.tenant.id, async (db) => {
      const asked = { distributorId: town.tenant.id, timeZone: 'Europe/Kyiv', outletId }
      const plan = await outletPlan(db, asked)
      return plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : ''
    })
    const line = { productId: milk, unitCode: 'шт', quantityMilli: 3000, seenUnitPriceE4: 300_000 }
    const placed = await placeOrder(databases.pools.app, town.buyer, {
      outletId,
      checkoutId: randomUUID(),
      deliveryDay,
      lines: [line],
      note: '',
      preparedBy: 'buyer',
      origin: null,
      onDouble: 'keep',
    })
    expect(placed).toMatchObject({ ok: true, value: { totalMinor: 9000 } })

    const file = join(root, 'fifteen.tar.gz')
    const manifest = await backup({ ownerUrl, dataFolder: root }, file)
    const target = { ownerUrl: await ownedDatabase('tandem_second'), dataFolder: join(root, 'd') }
    await restore({ ...target, secret }, file, await verifyBackup(file))
    const again = await backup({ ...target }, join(root, 'again.tar.gz'))
    const sums = (of: typeof manifest) => of.tables.map(({ name, sha256 }) => `${name} ${sha256}`)
    expect(sums(again)).toEqual(sums(manifest))
    const rowsOf = (name: string) =>
      manifest.tables.filter((t) => t.name.startsWith(name)).reduce((sum, t) => sum + t.rows, 0)
    expect(rowsOf('ordering.order_line')).toBe(1)
    // The partitions of the timeline too, which their owner does not see past their policy.
    expect(rowsOf('ordering.order_event_')).toBe(1)
    await databases.close()
  },
)
