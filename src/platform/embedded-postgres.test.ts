import { execFileSync, spawn } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launcher, makeLauncher } from '../../test/postgres-child.ts'
import { startPostgres } from './embedded-postgres.ts'

const isRoot = process.getuid?.() === 0
let launcher: Launcher
let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tandem-launcher-'))
  await chmod(root, 0o755)
  launcher = await makeLauncher()
})
afterAll(async () => {
  await launcher.remove()
  await rm(root, { recursive: true, force: true })
})

const folder = (name: string) => join(root, name)
const clusterOf = (name: string) => join(root, name, 'database', 'postgres')
const postmasterOf = async (name: string) =>
  Number((await readFile(join(clusterOf(name), 'postmaster.pid'), 'utf8')).split('\n')[0])

async function ask(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client(url)
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows[0] ?? {}
}

const runs = (name: string) =>
  stat(join(clusterOf(name), 'postmaster.pid')).then(
    () => true,
    () => false,
  )

async function until(check: () => Promise<boolean>, seconds: number): Promise<void> {
  const deadline = performance.now() + seconds * 1000
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error(`not within ${seconds} s`)
    await wait(20)
  }
}

test('a first start makes a durable cluster with a password of its own and bounded logs', async () => {
  const running = await startPostgres({ dataFolder: folder('first') })
  const settings = await ask(
    running.ownerUrl,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
       current_setting('full_page_writes') as pages, current_setting('listen_addresses') as listen,
       current_setting('password_encryption') as password`,
  )
  expect(settings).toEqual({
    fsync: 'on',
    commit: 'on',
    pages: 'on',
    listen: '127.0.0.1',
    password: 'scram-sha-256',
  })
  const kept = await stat(join(clusterOf('first'), 'tandem-password'))
  expect(kept.mode & 0o777).toBe(0o600)
  const wrong = running.ownerUrl.replace(/:[^:@]+@/, ':guessed@')
  await expect(ask(wrong, 'select 1')).rejects.toThrow('password authentication failed')
  expect((await readdir(join(clusterOf('first'), 'log')))[0]).toMatch(/^postgres-\w+\.log$/)
  await running.stop()
  expect(await runs('first')).toBe(false)
})

test('five processes that start at once make one cluster, and all connect to it', async () => {
  const children = await Promise.all(
    Array.from({ length: 5 }, () => launcher.start(folder('race'))),
  )
  expect(new Set(children.map((child) => child.ownerUrl)).size).toBe(1)
  expect(children.filter((child) => child.startedByUs)).toHaveLength(1)
  const begun = await Promise.all(
    children.map((child) => ask(child.ownerUrl, 'select pg_postmaster_start_time()::text as at')),
  )
  expect(new Set(begun.map((row) => row.at)).size).toBe(1)
  expect(await readdir(join(folder('race'), 'database'))).toEqual(['postgres'])
  // All leave at once: whoever is last stops it.
  expect(await Promise.all(children.map((child) => child.leave()))).toEqual([0, 0, 0, 0, 0])
  expect(await runs('race')).toBe(false)
})

test('a command leaves a running cluster alone, even when it started it and others came', async () => {
  const server = await launcher.start(folder('guests'))
  const command = await launcher.start(folder('guests'))
  expect([server.startedByUs, command.startedByUs]).toEqual([true, false])
  await command.leave()
  expect(await runs('guests')).toBe(true)
  const late = await launcher.start(folder('guests'))
  await server.leave()
  expect(await ask(late.ownerUrl, 'select 1 as one')).toEqual({ one: 1 })
  await late.leave()
  expect(await runs('guests')).toBe(false)
})

test('after kill -9 of everything the next start recovers what was committed', async () => {
  const child = await launcher.start(folder('crash'))
  await ask(child.ownerUrl, 'create table kept as select 7 as seven')
  await child.kill()
  process.kill(await postmasterOf('crash'), 'SIGKILL')
  expect(await runs('crash')).toBe(true)
  const next = await startPostgres({ dataFolder: folder('crash') })
  expect(next.startedByUs).toBe(true)
  expect(await ask(next.ownerUrl, 'select seven from kept')).toEqual({ seven: 7 })
  await next.stop()
})

test('a cluster whose starter was killed is joined, and stopped at the end', async () => {
  const child = await launcher.start(folder('orphan'))
  await child.kill()
  const next = await startPostgres({ dataFolder: folder('orphan'), losable: true })
  expect(next.startedByUs).toBe(false)
  await next.stop()
  expect(await runs('orphan')).toBe(false)
})

test('a killed database comes back at the same address while a process is present', async () => {
  const told: string[] = []
  const running = await startPostgres({
    dataFolder: folder('revival'),
    losable: true,
    onRevival: (text) => told.push(text),
  })
  const before = await postmasterOf('revival')
  process.kill(before, 'SIGKILL')
  const answers = () =>
    ask(running.ownerUrl, 'select 1').then(
      () => true,
      () => false,
    )
  await until(async () => told.length === 2 && (await answers()), 5)
  expect(told).toEqual(['The database is gone; starting it again.', 'The database is back.'])
  expect(await postmasterOf('revival')).not.toBe(before)
  await running.stop()
  expect(await runs('revival')).toBe(false)
})

test('a stale number that a living process has by now does not keep it from starting', async () => {
  const first = await startPostgres({ dataFolder: folder('stale'), losable: true })
  const pidFile = join(clusterOf('stale'), 'postmaster.pid')
  const text = await readFile(pidFile, 'utf8')
  await first.stop()
  // Of the user of PostgreSQL, for PostgreSQL forgives the numbers of other users by itself.
  const owner = (await stat(clusterOf('stale'))).uid
  const stranger = spawn('sleep', ['60'], { uid: owner, stdio: 'ignore' })
  await writeFile(pidFile, text.replace(/^\d+/, String(stranger.pid)))
  if (isRoot) execFileSync('chown', [String(owner), pidFile])
  const next = await startPostgres({ dataFolder: folder('stale'), losable: true })
  expect(next.startedByUs).toBe(true)
  expect(await ask(next.ownerUrl, 'select 1 as one')).toEqual({ one: 1 })
  expect(stranger.exitCode).toBe(null)
  stranger.kill()
  await next.stop()
})

test('another cluster at the remembered port is left alone; ours takes another port', async () => {
  const ours = await startPostgres({ dataFolder: folder('ours'), losable: true })
  const port = new URL(ours.ownerUrl).port
  await ours.stop()
  const theirs = await startPostgres({ dataFolder: folder('theirs'), losable: true })
  await theirs.stop()
  await writeFile(join(clusterOf('theirs'), 'tandem-port'), port)
  const foreign = await startPostgres({ dataFolder: folder('theirs'), losable: true })
  expect(new URL(foreign.ownerUrl).port).toBe(port)
  const again = await startPostgres({ dataFolder: folder('ours'), losable: true })
  expect(new URL(again.ownerUrl).port).not.toBe(port)
  const where = `select current_setting('data_directory') as folder`
  expect(await ask(again.ownerUrl, where)).toEqual({ folder: clusterOf('ours') })
  await again.stop()
  expect(await ask(foreign.ownerUrl, where)).toEqual({ folder: clusterOf('theirs') })
  await foreign.stop()
})

test('the port is remembered from one start to the next', async () => {
  const first = await startPostgres({ dataFolder: folder('port'), losable: true })
  await first.stop()
  const second = await startPostgres({ dataFolder: folder('port'), losable: true })
  expect(second.ownerUrl).toBe(first.ownerUrl)
  await second.stop()
})

test('no outgoing connection can take the port of a database that is down', async () => {
  await startPostgres({ dataFolder: folder('below'), losable: true }).then((db) => db.stop())
  const remembered = join(clusterOf('below'), 'tandem-port')
  expect(Number(await readFile(remembered, 'utf8'))).toBeLessThan(32_768)
  // A folder of an earlier version.
  await writeFile(remembered, '40123')
  const again = await startPostgres({ dataFolder: folder('below'), losable: true })
  expect(Number(new URL(again.ownerUrl).port)).toBeLessThan(32_768)
  await again.stop()
})

test('a copy of a running data folder never joins the original', async () => {
  const original = await startPostgres({ dataFolder: folder('original'), losable: true })
  await ask(original.ownerUrl, 'checkpoint')
  await cp(folder('original'), folder('copy'), { recursive: true })
  if (isRoot) execFileSync('chown', ['-R', '65534:65534', join(folder('copy'), 'database')])
  const copy = await startPostgres({ dataFolder: folder('copy'), losable: true })
  expect(copy.startedByUs).toBe(true)
  const where = `select current_setting('data_directory') as folder`
  expect(await ask(copy.ownerUrl, where)).toEqual({ folder: clusterOf('copy') })
  expect(await ask(original.ownerUrl, where)).toEqual({ folder: clusterOf('original') })
  await copy.stop()
  await original.stop()
})

test('an interrupted first start leaves nothing that looks like a cluster', async () => {
  const draft = join(folder('cut'), 'database', 'draft-4194303-00000000')
  await mkdir(draft, { recursive: true })
  await writeFile(join(draft, 'PG_VERSION'), '18\n')
  await writeFile(`${draft}.password`, 'left over')
  const running = await startPostgres({ dataFolder: folder('cut'), losable: true })
  expect(running.startedByUs).toBe(true)
  expect(await readdir(join(folder('cut'), 'database'))).toEqual(['postgres'])
  await running.stop()
})
