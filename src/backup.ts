import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Archive, writeArchive } from './archive.ts'
import {
  aboutDatabase,
  beginSnapshot,
  filesOf,
  type KeptTable,
  ownerClient,
  rollback,
  seesEverything,
  tableRows,
  tablesToKeep,
  tenantIds,
} from './platform/backup-queries.ts'
import { ConfigError } from './platform/config.ts'
import { filePath } from './platform/file-queries.ts'

const PART_BYTES = 4 * 1024 * 1024

export type Manifest = {
  format: 1
  at: string
  server: string
  /** A demo's data folder: its restored copy makes a secret of its own. */
  demo: boolean
  migrations: string[]
  tables: (KeptTable & { rows: number; sha256: string })[]
  files: { name: string; bytes: number; sha256: string }[]
  /** Files that the database knows and the data folder no longer had. */
  filesMissing: string[]
}

type Owner = Awaited<ReturnType<typeof ownerClient>>

/**
 * Writes the database and the files to one archive while orders flow: all tables in one snapshot.
 * The archive holds no secret and no password of a role, but people's names and phones.
 */
export async function backup(
  source: { ownerUrl: string; dataFolder: string },
  file: string,
): Promise<Manifest> {
  if (existsSync(file)) throw new ConfigError(`${file} exists already: choose another name`)
  const draft = `${file}.part`
  await rm(draft, { force: true })
  const client = await ownerClient(source.ownerUrl)
  try {
    await beginSnapshot(client)
    const about = await aboutDatabase(client)
    const archive = writeArchive(draft)
    const tables = await keepTables(client, archive)
    const { files, filesMissing } = await keepFiles(client, archive, source.dataFolder)
    await rollback(client)
    const demo = existsSync(join(source.dataFolder, 'secret'))
    const manifest: Manifest = { format: 1, ...about, demo, tables, files, filesMissing }
    await archive.add('manifest.json', Buffer.from(JSON.stringify(manifest, null, 1)))
    await archive.close()
    await rename(draft, file)
    return manifest
  } finally {
    await client.end().catch(() => undefined)
    await rm(draft, { force: true })
  }
}

async function keepTables(client: Owner, archive: Archive): Promise<Manifest['tables']> {
  const all = await seesEverything(client)
  const tenants = await tenantIds(client)
  const kept: Manifest['tables'] = []
  for (const table of await tablesToKeep(client)) {
    const hash = createHash('sha256')
    let rows = 0
    let part = 0
    for (const tenantId of all || !table.tenant ? [null] : tenants) {
      for await (const bytes of inParts(await tableRows(client, table, tenantId))) {
        hash.update(bytes)
        rows += lineEnds(bytes)
        part += 1
        await archive.add(`data/${table.name}/${String(part).padStart(6, '0')}`, bytes)
      }
    }
    kept.push({ ...table, rows, sha256: hash.digest('hex') })
  }
  return kept
}

// COPY escapes the ends of lines inside values: each that is left ends a row.
function lineEnds(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1
  return count
}

async function* inParts(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    held.push(chunk)
    size += chunk.length
    if (size < PART_BYTES) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}

async function keepFiles(client: Owner, archive: Archive, dataFolder: string) {
  const files: Manifest['files'] = []
  const filesMissing: string[] = []
  for (const tenantId of await tenantIds(client)) {
    for (const known of await filesOf(client, tenantId)) {
      const name = `files/${known.distributorId}/${known.id}`
      const bytes = await readFile(filePath(dataFolder, known.distributorId, known.id)).catch(
        () => null,
      )
      if (!bytes) filesMissing.push(name)
      else {
        await archive.add(name, bytes)
        const sha256 = createHash('sha256').update(bytes).digest('hex')
        files.push({ name, bytes: bytes.length, sha256 })
      }
    }
  }
  return { files, filesMissing }
}
