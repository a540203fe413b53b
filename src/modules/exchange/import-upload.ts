import { v7 as uuidv7 } from 'uuid'
import { type Actor, BY_PROGRAM } from '../../platform/audit-queries.ts'
import { type Pools, readTenant, type Tx, transactInBulk, writeTenant } from '../../platform/db.ts'
import { tellAfterCommit } from '../../platform/facts.ts'
import { LIMITS } from '../../platform/limits.ts'
import { openPace } from '../../platform/pace-queries.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import { readUpload } from './commerceml/read-upload.ts'
import type { FileRefusal } from './commerceml/records.ts'
import type { ReadUpload } from './commerceml/upload.ts'
import { type UploadFiles, uploadFiles } from './commerceml/upload-files.ts'
import type { Came } from './feeds/feed-queries.ts'
import { noteCame } from './feeds/note-came.ts'
import { keepImport } from './keep-import.ts'
import type { KeptUpload } from './kept-uploads.ts'
import { placesOf } from './kept-uploads.ts'
import { type BigDrop, type Laid, layUpload } from './lay-upload.ts'
import { mendsOf } from './mend-queries.ts'
import { type Mends, mendsBy } from './mend-rules.ts'
import { type OddityReport, oddityReport, type Run } from './oddity-report.ts'
import { pictureShelf } from './pictures.ts'
import { endRun, failSilent, openRun, type RunEnd, replaceWaiting } from './run-queries.ts'
import { takeUploadDocuments } from './take-documents.ts'

export type Folders = {
  /** Where pictures and the like are kept. */
  dataFolder: string
  /** Where uploads are kept. */
  exchangeFolder: string
}

export type ImportRequest = {
  tenant: { id: string; currency: string }
  folders: Folders
  upload: KeptUpload
  source: string
  startedBy: string
  dryRun: boolean
  /** A full file may drop what it likes: somebody said so. */
  approved: boolean
  /** Full, whatever its files say: the exchange told that it sent everything. */
  whole?: boolean
  replayOf?: string
  sessionKey?: string
  /** The session of an ERP that asked for it. */
  sessionId?: string
  /** Who let it in, as the journal names him; the program itself otherwise. */
  by?: Actor
  /** A run that was opened for it already. */
  runId?: string
  /** Whose coming it is, when it was read; nobody's otherwise. */
  came?: Came
}

export type Imported = { runId: string; counts: Record<string, number> }
export type ImportRefusal = FileRefusal | (BigDrop & { runId: string }) | { code: 'purged' }

/**
 * Imports a kept upload: its files are merged first and compared once, in one transaction; only
 * what differs is written. A dry run does all the work and takes it back; its report stays.
 */
export async function importUpload(
  pools: Pools,
  request: ImportRequest,
): Promise<Result<Imported, ImportRefusal>> {
  const { tenant, upload, folders } = request
  const places = await placesOf(pools, folders.exchangeFolder, upload)
  const run: Run = { distributorId: tenant.id, id: request.runId ?? uuidv7() }
  if (!places) {
    if (request.runId) await end(pools, run, { ...NOTHING, ...PURGED })
    return refuse(PURGED.refusal)
  }
  const mends = await beginRun(pools, run, request)
  const report = oddityReport(pools, run, mends)
  try {
    const found = await uploadFiles(places)
    if (!found.ok) return await refused(pools, run, report, found.refusal)
    try {
      return await importFound(pools, request, { run, report, mends, files: found.value })
    } finally {
      found.value.close()
    }
  } catch (error) {
    const refusal = { code: 'failed', detail: String(error).slice(0, 500) }
    await end(pools, run, { ...NOTHING, status: 'failed', refusal, counts: await report.end() })
    throw error
  }
}

function beginRun(pools: Pools, run: Run, request: ImportRequest): Promise<Mends> {
  return writeTenant(pools.app, run.distributorId, async (tx) => {
    if (!request.runId) await openImport(tx, run, request)
    const { distributorId, feed } = request.upload
    return mendsBy(await mendsOf(tx, { distributorId, feed }))
  })
}

type Opening = Pick<ImportRequest, 'upload' | 'source' | 'startedBy' | 'dryRun'> &
  Partial<Pick<ImportRequest, 'replayOf' | 'sessionKey' | 'sessionId'>>

/** Opens the run of an import, after those whose process died were ended; false: it was open. */
export async function openImport(tx: Tx, run: Run, opening: Opening): Promise<boolean> {
  const { upload, replayOf, sessionKey, sessionId, source, startedBy, dryRun } = opening
  await failSilent(tx, run.distributorId, LIMITS.runSilentSeconds)
  const opened = await openRun(tx, {
    ...{ ...run, source, startedBy, dryRun },
    uploadId: upload.id,
    replayOf: replayOf ?? null,
    sessionKey: sessionKey ?? null,
    sessionId: sessionId ?? null,
  })
  tellAfterCommit(tx, run.distributorId, { kind: 'run', id: run.id })
  return opened
}

type Work = { run: Run; report: OddityReport; mends: Mends; files: UploadFiles }

async function importFound(
  pools: Pools,
  request: ImportRequest,
  work: Work,
): Promise<Result<Imported, ImportRefusal>> {
  const { run, report, files, mends } = work
  for (const odd of files.foreign) report.find(odd)
  if (files.commerceml.length === 0 && files.pictures.length === 0) {
    return refused(pools, run, report, NO_FILES)
  }
  const pace = openPace(pools.app)
  const read = await readUpload(files.commerceml, {
    oddity: report.find,
    idMended: mends.rows.size > 0 ? (key) => mends.rows.get(key) : undefined,
    breathe: async ({ file, no }) => {
      await report.breathe({ step: 'read', file, no: no + 1, of: files.commerceml.length })
      await pace.breathe()
    },
  })
  if (!read.ok) return refused(pools, run, report, read.refusal)
  if (request.whole) read.value.full = wholeOf(read.value)
  try {
    return await layRead(pools, request, { ...work, upload: read.value })
  } finally {
    await read.value.remove()
  }
}

const wholeOf = ({ packages }: ReadUpload) => ({
  catalogue: packages.some(({ of }) => of === 'catalogue'),
  offers: packages.some(({ of }) => of === 'offers'),
})

/** An upload of which nothing can be read. */
export const NO_FILES: FileRefusal = {
  code: 'not_commerceml',
  file: '',
  line: 0,
  detail: 'no file of it is CommerceML',
}

async function layRead(
  pools: Pools,
  request: ImportRequest,
  { run, report, mends, files, upload }: Work & { upload: ReadUpload },
): Promise<Result<Imported, ImportRefusal>> {
  const { tenant, folders, dryRun, approved } = request
  const feed = { distributorId: tenant.id, feed: request.upload.feed }
  const pictures = await pictureShelf(pools, {
    ...feed,
    dataFolder: folders.dataFolder,
    pictures: files.pictures,
    oddity: report.find,
    dryRun,
  })
  const full = upload.full.catalogue || upload.full.offers
  if (full && !dryRun) {
    await writeTenant(pools.app, tenant.id, (tx) => replaceWaiting(tx, run, feed.feed))
  }
  let laid: Laid | null = null
  const done = await transactInBulk(pools.app, tenant.id, async (tx) => {
    await pictures.keep(tx)
    const { currency } = tenant
    // A dry run shows all that would change, also what would wait for approval.
    const approval = approved || dryRun
    const laying = {
      ...feed,
      runId: run.id,
      currency,
      upload,
      mends,
      pictures,
      report,
      approved: approval,
    }
    const result = await layUpload(tx, laying)
    if (!result.ok) return result
    laid = result.value
    const detail = { upload: request.upload.id, approved }
    const by = request.by ?? BY_PROGRAM
    const { written, removed } = result.value
    if (written + removed > 0) await keepImport(tx, run, { by, detail })
    return dryRun ? refuse({ code: 'dry_run' as const }) : ok(undefined)
  })
  const came = dryRun ? undefined : request.came
  if (!laid) return waits(pools, run, { report, done, came })
  const { counts, hidden, written, unchanged, removed, drop, ...seen }: Laid = laid
  const documents = await takeUploadDocuments(pools, feed, { upload, mends, report, dryRun })
  const all = {
    ...counts,
    hidden,
    ...documents,
    ...pictures.counts(),
    ...(await report.end()),
    written,
    unchanged,
    removed,
  }
  if (!drop || approved) {
    await end(pools, run, { status: 'done', counts: all, refusal: null, ...seen }, came)
    return ok({ runId: run.id, counts: all })
  }
  const { samples: _, ...refusal } = drop
  await end(pools, run, { status: 'waiting_approval', counts: all, refusal, ...seen }, came)
  return refuse({ ...drop, counts, runId: run.id })
}

async function waits(
  pools: Pools,
  run: Run,
  {
    report,
    done,
    came,
  }: {
    report: OddityReport
    done: Result<unknown, BigDrop | { code: 'dry_run' }>
    came: Came | undefined
  },
): Promise<Result<Imported, ImportRefusal>> {
  if (done.ok || done.refusal.code === 'dry_run') throw new Error('nothing was laid')
  const { counts, samples, ...refusal } = done.refusal
  const gone = samples.map((sample) => ({
    kind: 'products',
    change: 'removed',
    ...sample,
    fields: {},
  }))
  const ending: RunEnd = {
    status: 'waiting_approval',
    counts: { ...counts, ...(await report.end()), written: 0, unchanged: 0, removed: 0 },
    refusal,
    changes: {},
    samples: gone,
  }
  await end(pools, run, ending, came)
  return refuse({ ...done.refusal, runId: run.id })
}

async function refused(
  pools: Pools,
  run: Run,
  report: OddityReport,
  refusal: FileRefusal,
): Promise<Result<Imported, ImportRefusal>> {
  await end(pools, run, { ...NOTHING, status: 'refused', counts: await report.end(), refusal })
  return refuse(refusal)
}

const NOTHING = { changes: {}, samples: [] }
const PURGED = {
  status: 'refused' as const,
  counts: {},
  refusal: { code: 'purged' as const },
}

const end = (pools: Pools, run: Run, how: RunEnd, came?: Came) =>
  writeTenant(pools.app, run.distributorId, async (tx) => {
    await endRun(tx, run, how)
    if (came) await noteCame(tx, run.distributorId, came)
    tellAfterCommit(tx, run.distributorId, { kind: 'run', id: run.id })
  })

/** The decisions of people about a feed. */
export const mendsNow = (
  pools: Pools,
  feed: { distributorId: string; feed: string },
): Promise<Mends> =>
  readTenant(pools.app, feed.distributorId, async (db) => mendsBy(await mendsOf(db, feed)))
