import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launcher, makeLauncher } from '../../test/postgres-child.ts'
import { startPostgres } from './embedded-postgres.ts'
import { findBinaries, type PostgresUser, shippedFolder } from './postgres-binaries.ts'

const isRoot = process.getuid?.() === 0
const nobody = { uid: 65_534, gid: 65_534 }
// daemon: PostgreSQL refuses a user without a name.
const plain = { uid: 1, gid: 1 }
// Only root can become another user; as a plain user the other tests already are one.
const asRoot = test.skipIf(!isRoot)
let root: string
let launcher: Launcher

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tandem-users-'))
  await chmod(root, 0o755)
  launcher = await makeLauncher()
})
afterAll(async () => {
  await launcher.remove()
  await rm(root, { recursive: true, force: true })
})

async function shippedWithoutLinks(name: string): Promise<string> {
  const copy = join(root, name)
  await cp(shippedFolder(), copy, { recursive: true, verbatimSymlinks: true })
  for (const entry of await readdir(copy, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(join(entry.parentPath, entry.name))
  }
  return copy
}

// Under a number of its own, so that the copy of the real one is not touched.
async function shippedAs(copy: string, version: string): Promise<void> {
  await cp(shippedFolder(), copy, { recursive: true, verbatimSymlinks: true })
  await writeFile(join(copy, 'package.json'), JSON.stringify({ version }))
}

const initdbRuns = (bin: string, user: PostgresUser) => {
  try {
    const options = { ...user, cwd: '/', stdio: 'pipe' as const }
    return execFileSync(join(bin, 'initdb'), ['--version'], options).toString()
  } catch (error) {
    return `fails: ${String(error).slice(0, 300)}`
  }
}

test('library links that a skipped install script did not make are made', async () => {
  const shipped = await shippedWithoutLinks('scripts-ignored')
  const user = isRoot ? nobody : null
  expect(initdbRuns(join(shipped, 'native', 'bin'), user)).toContain('fails')
  const bin = await findBinaries(user, shipped)
  expect(bin).toBe(join(shipped, 'native', 'bin'))
  expect(initdbRuns(bin, user)).toContain('PostgreSQL')
})

test('a machine without shipped binaries is told what to do', async () => {
  await expect(findBinaries(null, join(root, 'nowhere'))).rejects.toThrow('set DATABASE_URL')
})

const inClosedHome = async (name: string) => {
  const home = join(root, name)
  await mkdir(home, { mode: 0o700 })
  return join(home, 'data')
}
const addressOf = (dataFolder: string) =>
  readFile(join(dataFolder, 'database.address'), 'utf8').catch(() => null)
const ownerOf = async (path: string) => (await stat(path)).uid
const count = async (url: string) => {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query(
    `select count(*)::int as made from pg_tables where tablename = 'made'`,
  )
  await client.query('create table if not exists made ()')
  await client.end()
  return rows[0]?.made
}

asRoot('binaries under a closed home are copied to where nobody can run them', async () => {
  const closed = join(root, 'closed')
  await mkdir(closed, { mode: 0o700 })
  const shipped = join(closed, 'binaries')
  await shippedAs(shipped, '0.0.0-closed')
  expect(initdbRuns(join(shipped, 'native', 'bin'), nobody)).toContain('EACCES')
  const bin = await findBinaries(nobody, shipped)
  expect(bin.startsWith(closed)).toBe(false)
  expect(initdbRuns(bin, nobody)).toContain('PostgreSQL')
  expect(await findBinaries(nobody, shipped)).toBe(bin)
  await rm(dirname(dirname(bin)), { recursive: true })
})

asRoot('binaries installed under a strict umask are copied with open modes', async () => {
  const shipped = join(root, 'umask')
  await shippedAs(shipped, '0.0.0-umask')
  execFileSync('chmod', ['-R', 'go-rwx', shipped])
  const bin = await findBinaries(nobody, shipped)
  expect(initdbRuns(bin, nobody)).toContain('PostgreSQL')
  await rm(dirname(dirname(bin)), { recursive: true })
})

asRoot(
  'the database of a data folder under a closed home lies outside and is found again',
  async () => {
    const dataFolder = await inClosedHome('home')
    const first = await startPostgres({ dataFolder, losable: true })
    expect(await count(first.ownerUrl)).toBe(0)
    await first.stop()
    const address = await addressOf(dataFolder)
    expect(address).toMatch(/^\/var\/lib\/tandem\/data-/)
    const again = await startPostgres({ dataFolder, losable: true })
    expect(await count(again.ownerUrl)).toBe(1)
    await again.stop()
    await rm(address ?? '', { recursive: true })
  },
)

asRoot('a new data folder under a closed home never meets the old database', async () => {
  const dataFolder = await inClosedHome('again')
  const first = await startPostgres({ dataFolder, losable: true })
  await count(first.ownerUrl)
  await first.stop()
  const old = await addressOf(dataFolder)
  await rm(dataFolder, { recursive: true })
  const second = await startPostgres({ dataFolder, losable: true })
  expect(await count(second.ownerUrl)).toBe(0)
  await second.stop()
  for (const place of [old, await addressOf(dataFolder)]) {
    await rm(place ?? '', { recursive: true })
  }
})

asRoot('processes that race under a closed home agree on one place', async () => {
  const dataFolder = await inClosedHome('raced')
  const children = await Promise.all([1, 2, 3].map(() => launcher.start(dataFolder)))
  expect(new Set(children.map((child) => child.ownerUrl)).size).toBe(1)
  expect((await readdir(dataFolder)).sort()).toEqual(['database.address'])
  await Promise.all(children.map((child) => child.leave()))
  await rm((await addressOf(dataFolder)) ?? '', { recursive: true })
})

asRoot('a plain user runs his own cluster under his closed home; root runs it as him', async () => {
  const dataFolder = await inClosedHome('plain')
  execFileSync('chown', ['-R', String(plain.uid), dirname(dataFolder)])
  const his = await launcher.start(dataFolder, { uid: plain.uid })
  expect(await count(his.ownerUrl)).toBe(0)
  await his.leave()
  const cluster = join(dataFolder, 'database', 'postgres')
  expect(await ownerOf(cluster)).toBe(plain.uid)
  const roots = await startPostgres({ dataFolder, losable: true })
  expect(await count(roots.ownerUrl)).toBe(1)
  const pid = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]
  expect(await ownerOf(`/proc/${pid}`)).toBe(plain.uid)
  await roots.stop()
  const later = await launcher.start(dataFolder, { uid: plain.uid })
  await later.leave()
  expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false)
})

asRoot("a plain user is told whose the database in root's data folder is", async () => {
  const dataFolder = join(root, 'of-root')
  const roots = await startPostgres({ dataFolder, losable: true })
  await roots.stop()
  await expect(launcher.start(dataFolder, { uid: plain.uid })).rejects.toThrow(
    'belongs to another user (65534)',
  )
})
