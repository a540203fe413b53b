import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { type Pools, type Tx, transactInBulk } from '../../platform/db.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import { readUpload } from './commerceml/read-upload.ts'
import type { FileRefusal } from './commerceml/records.ts'
import type { ReadUpload } from './commerceml/upload.ts'
import { type Place, type UploadFiles, uploadFiles } from './commerceml/upload-files.ts'
import { FEED } from './feed.ts'
import { NO_FILES } from './import-upload.ts'
import { type Laid, layUpload } from './lay-upload.ts'
import { mendsBy } from './mend-rules.ts'
import { countedReport, type OddityReport } from './oddity-report.ts'
import { pictureShelf } from './pictures.ts'
import { takeUploadDocuments } from './take-documents.ts'

export type Tried = {
  counts: Record<string, number>
  changes: Laid['changes']
  oddities: Record<string, number>
}

type Trial = {
  tenant: { id: string; currency: string }
  places: Place[]
  /** Lays what such a distributor has before his first file. */
  ground: (tx: Tx) => Promise<void>
}

/** What an import of files would make for a distributor without anything; nothing of it stays. */
export async function tryUpload(pools: Pools, trial: Trial): Promise<Result<Tried, FileRefusal>> {
  const found = await uploadFiles(trial.places)
  if (!found.ok) return found
  const dataFolder = await mkdtemp(join(tmpdir(), 'tandem-trial-'))
  try {
    return await tryFound(pools, trial, { files: found.value, dataFolder })
  } finally {
    found.value.close()
    await rm(dataFolder, { recursive: true, force: true })
  }
}

type Work = { files: UploadFiles; dataFolder: string }

async function tryFound(
  pools: Pools,
  trial: Trial,
  work: Work,
): Promise<Result<Tried, FileRefusal>> {
  const { commerceml, pictures, foreign } = work.files
  if (commerceml.length === 0 && pictures.length === 0) return refuse(NO_FILES)
  const report = countedReport()
  for (const odd of foreign) report.find(odd)
  const read = await readUpload(commerceml, { oddity: report.find })
  if (!read.ok) return read
  try {
    return ok(await tryRead(pools, trial, { ...work, report, upload: read.value }))
  } finally {
    await read.value.remove()
  }
}

type Reading = Work & {
  report: OddityReport & { byCode: () => Record<string, number> }
  upload: ReadUpload
}

async function tryRead(
  pools: Pools,
  { tenant, ground }: Trial,
  { files, dataFolder, report, upload }: Reading,
): Promise<Tried> {
  const feed = { distributorId: tenant.id, feed: FEED }
  const mends = mendsBy([])
  const shelf = { dataFolder, pictures: files.pictures, oddity: report.find, dryRun: true }
  const pictures = await pictureShelf(pools, { ...feed, ...shelf })
  let laid: Laid | null = null
  await transactInBulk(pools.app, tenant.id, async (tx) => {
    await ground(tx)
    await pictures.keep(tx)
    const { currency } = tenant
    const of = { ...feed, runId: uuidv7(), currency, upload, mends, pictures, report }
    const result = await layUpload(tx, { ...of, approved: true })
    if (result.ok) laid = result.value
    return refuse({ code: 'dry_run' as const })
  })
  if (!laid) throw new Error('nothing was laid')
  const { counts, hidden, written, unchanged, removed, changes }: Laid = laid
  const documents = await takeUploadDocuments(pools, feed, { upload, mends, report, dryRun: true })
  const seen = { ...counts, hidden, ...documents, ...pictures.counts() }
  const all = { ...seen, ...(await report.end()), written, unchanged, removed }
  return { counts: all, changes, oddities: report.byCode() }
}
