import { createHash, type Hash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ArchiveError, type Member, readArchive } from './archive.ts'
import type { Manifest } from './backup.ts'
import { reactions } from './jobs.ts'
import {
  begin,
  commit,
  emptyDatabase,
  finishLoad,
  loadRows,
  ownerClient,
  prepareLoad,
  rollback,
} from './platform/backup-queries.ts'
import { ConfigError } from './platform/config.ts'
import { reactionNames } from './platform/dispatcher.ts'
import { filePath } from './platform/file-queries.ts'
import { knownMigrations, migrate } from './platform/migrate.ts'

/** Reads a whole backup and compares it with its manifest; nothing is written anywhere. */
export async function verifyBackup(file: string): Promise<Manifest> {
  const hashes = new Map<string, Hash>()
  let manifest: Manifest | null = null
  for await (const { name, bytes } of readArchive(file)) {
    if (name === 'manifest.json') manifest = JSON.parse(bytes.toString()) as Manifest
    else hashOf(hashes, partOf(name)).update(bytes)
  }
  if (manifest?.format !== 1) throw new ArchiveError(`${file} has no manifest: it is cut`)
  const sums = new Map([...hashes].map(([part, hash]) => [part, hash.digest('hex')]))
  const empty = createHash('sha256').digest('hex')
  for (const { name, sha256 } of [
    ...manifest.tables.map((table) => ({ ...table, name: `data/${table.name}` })),
    ...manifest.files,
  ]) {
    if ((sums.get(name) ?? empty) !== sha256) {
      throw new ArchiveError(`${name} in ${file} is not what the manifest says`)
    }
  }
  return manifest
}

const partOf = (name: string) => (name.startsWith('data/') ? dirname(name) : name)

function hashOf(hashes: Map<string, Hash>, part: string): Hash {
  const hash = hashes.get(part) ?? createHash('sha256')
  hashes.set(part, hash)
  return hash
}

type Target = { ownerUrl: string; dataFolder: string; secret: string }

/** Brings a verified backup into an empty database and data folder, then up to this version. */
export async function restore(target: Target, file: string, manifest: Manifest): Promise<void> {
  await refuseFull(target, manifest)
  const drafts = join(target.dataFolder, 'files.part')
  await rm(drafts, { recursive: true, force: true })
  const upTo = manifest.migrations.at(-1)
  await migrate({ ...target, ...(upTo ? { upTo } : {}) })
  const client = await ownerClient(target.ownerUrl)
  try {
    await begin(client)
    await prepareLoad(client, manifest.tables)
    const rows = await loadMembers(client, file, manifest, drafts)
    for (const table of manifest.tables) {
      if ((rows.get(table.name) ?? 0) !== table.rows) {
        throw new ArchiveError(`${table.name}: ${rows.get(table.name)} rows of ${table.rows}`)
      }
    }
    await finishLoad(client, manifest.tables, reactionNames(reactions))
    if (existsSync(drafts)) await rename(join(drafts, 'files'), join(target.dataFolder, 'files'))
    await commit(client)
  } catch (error) {
    await rollback(client).catch(() => undefined)
    throw error
  } finally {
    await client.end().catch(() => undefined)
    await rm(drafts, { recursive: true, force: true })
  }
  await migrate(target)
}

async function refuseFull(target: Target, manifest: Manifest): Promise<void> {
  const known = new Set(await knownMigrations())
  const newer = manifest.migrations.filter((name) => !known.has(name))
  if (newer.length > 0) {
    throw new ConfigError(`The backup is of a newer Tandem (${newer.join(', ')}): update first.`)
  }
  const files = join(target.dataFolder, 'files')
  if (existsSync(files) && readdirSync(files).length > 0) {
    throw new ConfigError(`${files} is not empty: choose an empty TANDEM_DATA.`)
  }
  const client = await ownerClient(target.ownerUrl)
  const done = await emptyDatabase(client).finally(() => void client.end())
  if (!done || done.some((name) => !manifest.migrations.includes(name))) {
    throw new ConfigError('The database is not empty: restore into an empty TANDEM_DATA.')
  }
}

type Owner = Awaited<ReturnType<typeof ownerClient>>

async function loadMembers(client: Owner, file: string, manifest: Manifest, drafts: string) {
  const members = readArchive(file)
  const rows = new Map<string, number>()
  let next = await members.next()
  while (!next.done) {
    const { name, bytes } = next.value
    const table = manifest.tables.find((kept) => partOf(name) === `data/${kept.name}`)
    if (table) {
      const parts = partsFrom(members, next.value)
      rows.set(table.name, await loadRows(client, table, parts.chunks()))
      next = parts.following()
      continue
    }
    if (name.startsWith('files/')) await keepFile(drafts, name, bytes)
    next = await members.next()
  }
  return rows
}

// The parts of one table follow each other; the first member that is none of them comes after.
function partsFrom(members: AsyncGenerator<Member>, first: Member) {
  let next: IteratorResult<Member> = { done: false, value: first }
  return {
    async *chunks() {
      while (!next.done && partOf(next.value.name) === partOf(first.name)) {
        yield next.value.bytes
        next = await members.next()
      }
    },
    following: () => next,
  }
}

async function keepFile(drafts: string, name: string, bytes: Buffer): Promise<void> {
  const [, distributorId = '', id = ''] = name.split('/')
  if (!/^[0-9a-f-]{36}$/.test(distributorId) || !/^[0-9a-f-]{36}$/.test(id)) {
    throw new ArchiveError(`${name} is no name of a kept file`)
  }
  const path = filePath(drafts, distributorId, id)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes)
}
