import { rm } from 'node:fs/promises'
import { UNKNOWN } from '../../platform/call.ts'
import { type Pools, readTenant, type Tx } from '../../platform/db.ts'
import { tellAfterCommit } from '../../platform/facts.ts'
import { LIMITS } from '../../platform/limits.ts'
import { ok, refuse } from '../../platform/result.ts'
import { byPerson, type Member, transactAs } from '../../platform/serve.ts'
import { decideRun, declineUpload, lockUpload, standingOf } from './decision-queries.ts'
import { confirmRefusal } from './decision-rules.ts'
import { TABLES } from './feed.ts'
import { type Folders, importUpload, openImport } from './import-upload.ts'
import { keptFolder } from './kept-uploads.ts'
import { failSilent } from './run-queries.ts'
import { newestReading, openTableRun } from './table/form-queries.ts'
import { needsOf, type TableForm, unsaidOf } from './table/form-rules.ts'
import { importKeptTable } from './table/import-kept-table.ts'
import { FIELDS } from './table/kinds.ts'
import { type Reading, readingBy } from './table/reading.ts'

type Means = { pools: Pools; folders: Folders }
type Begun = {
  uploadId: string
  feed: string
  source: string
  dryRun: boolean
  approved: boolean
  replayOf?: string
  /** How a table is read; null: they are files of an ERP. */
  reading: Reading | null
}

/** Reads a kept upload as if to import it, and takes all back but the report; in the background. */
export const checkUpload = (means: Means, member: Member, asked: Asked) =>
  check(means, member, asked, async (tx, { feed }) => {
    if (feed !== TABLES) return { reading: null }
    // A table is read again as it was read last.
    const reading = await newestReading(tx, member.tenant.id, asked.uploadId)
    return reading && { reading }
  })

/** Reads a table as a person says, as if to import it; in the background. */
export async function checkTable(
  means: Means,
  member: Member,
  { form, ...asked }: Asked & { form: TableForm },
) {
  const missing = unsaidOf(form, needsOf(form.kind, FIELDS[form.kind]))
  if (missing.length > 0) return refuse({ code: 'column_missing' as const })
  const reading = readingBy(form)
  return check(means, member, asked, async (_tx, { feed }) =>
    feed === TABLES ? { reading } : null,
  )
}

type Asked = { uploadId: string; runId: string; replayOf?: string }
/** How the files are read; null: they are not of those that this call reads. */
type ReadingOf = (tx: Tx, upload: { feed: string }) => Promise<{ reading: Reading | null } | null>

async function check(means: Means, member: Member, asked: Asked, readingOf: ReadingOf) {
  const { uploadId, runId, replayOf } = asked
  const distributorId = member.tenant.id
  let begun: Begun | null = null
  const done = await transactAs(means.pools.app, member, async (tx) => {
    const upload = await openUpload(tx, distributorId, uploadId)
    const read = upload && (await readingOf(tx, upload))
    if (!upload || !read) return refuse(UNKNOWN)
    const known = await standingOf(tx, distributorId, runId)
    if (known) return known.uploadId === uploadId ? ok({ runId }) : refuse(UNKNOWN)
    if (upload.files === 0) return refuse(UNKNOWN)
    if (upload.running) return refuse(BUSY)
    const rest = { dryRun: true, approved: false, ...(replayOf && { replayOf }) }
    begun = { uploadId, ...upload, reading: read.reading, ...rest }
    await open(tx, member, runId, begun)
    return ok({ runId })
  })
  if (begun) begin(means, member, runId, begun)
  return done
}

/** Reads the files of a run again, with what people said since: a dry run that names it. */
export async function replayRun(
  means: Means,
  member: Member,
  { runId, replayId }: { runId: string; replayId: string },
) {
  const run = await readTenant(means.pools.app, member.tenant.id, (db) =>
    standingOf(db, member.tenant.id, runId),
  )
  if (!run?.uploadId) return refuse(UNKNOWN)
  return checkUpload(means, member, { uploadId: run.uploadId, runId: replayId, replayOf: runId })
}

/** Imports what a dry run showed, or the big drop that waited; in the background, once. */
export async function confirmRun(
  means: Means,
  member: Member,
  { runId, importId, approved }: { runId: string; importId: string; approved: boolean },
) {
  const distributorId = member.tenant.id
  let begun: Begun | null = null
  const done = await transactAs(means.pools.app, member, async (tx) => {
    const known = await standingOf(tx, distributorId, runId)
    if (!known?.uploadId) return refuse(UNKNOWN)
    const { uploadId, source } = known
    const upload = await openUpload(tx, distributorId, uploadId)
    const made = await standingOf(tx, distributorId, importId)
    if (made) return made.uploadId === uploadId ? ok({ runId: importId }) : refuse(UNKNOWN)
    // Read again: somebody may have decided before the lock was ours.
    const run = (await standingOf(tx, distributorId, runId)) ?? known
    const refusal = confirmRefusal(run, upload, approved)
    if (!upload || refusal) return refuse(refusal ?? UNKNOWN)
    const decided = await decideRun(tx, { distributorId, id: runId }, member.personName)
    if (!decided) return refuse({ code: 'check_again' as const })
    const meant = run.status === 'waiting_approval'
    const reading = await newestReading(tx, distributorId, uploadId)
    begun = { uploadId, feed: upload.feed, source, reading, dryRun: false, approved: meant }
    await open(tx, member, importId, begun)
    return ok({ runId: importId })
  })
  if (begun) begin(means, member, importId, begun)
  return done
}

/** Drops a kept upload: its files go, its runs stay to be read. */
export async function dropUpload(
  { pools, folders }: Means,
  member: Member,
  { uploadId }: { uploadId: string },
) {
  const distributorId = member.tenant.id
  const done = await transactAs(pools.app, member, async (tx) => {
    const upload = await openUpload(tx, distributorId, uploadId)
    if (!upload) return refuse(UNKNOWN)
    if (upload.running) return refuse(BUSY)
    await declineUpload(tx, { distributorId, id: uploadId }, member.personName)
    tellAfterCommit(tx, distributorId, { kind: 'run', id: null })
    return ok({})
  })
  if (done.ok) {
    const folder = keptFolder(folders.exchangeFolder, distributorId, uploadId)
    await rm(folder, { recursive: true, force: true })
  }
  return done
}

const BUSY = { code: 'upload_busy' } as const

// A run whose process died would keep its upload busy for ever.
async function openUpload(tx: Tx, distributorId: string, uploadId: string) {
  await failSilent(tx, distributorId, LIMITS.runSilentSeconds)
  return lockUpload(tx, distributorId, uploadId)
}

const keptOf = (member: Member, { uploadId, feed }: Pick<Begun, 'uploadId' | 'feed'>) => ({
  ...{ distributorId: member.tenant.id, id: uploadId, feed },
})

async function open(tx: Tx, member: Member, id: string, { reading, ...begun }: Begun) {
  const run = { distributorId: member.tenant.id, id }
  const startedBy = member.personName
  if (!reading) {
    await openImport(tx, run, { ...begun, upload: keptOf(member, begun), startedBy })
    return
  }
  await openTableRun(tx, { replayOf: null, ...run, ...begun, startedBy, reading })
  tellAfterCommit(tx, run.distributorId, { kind: 'run', id })
}

// Nobody waits for it: its run tells how far it is, and what went wrong.
function begin({ pools, folders }: Means, member: Member, runId: string, begun: Begun): void {
  const { source, dryRun, approved, reading, uploadId } = begun
  if (reading) {
    const { id: distributorId, code: distributor } = member.tenant
    const { exchangeFolder } = folders
    importKeptTable(
      { pools, exchangeFolder },
      {
        ...{ distributorId, distributor, uploadId, runId, reading, dryRun },
        startedBy: member.personName,
        by: byPerson(member),
      },
    ).catch(() => undefined)
    return
  }
  const { id, currency } = member.tenant
  importUpload(pools, {
    ...{ tenant: { id, currency }, folders, source, dryRun, approved, runId },
    upload: keptOf(member, begun),
    startedBy: member.personName,
    by: byPerson(member),
    came: { kind: 'upload' },
  }).catch(() => undefined)
}
