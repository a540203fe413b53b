import { v7 as uuidv7 } from 'uuid'
import type { Actor } from '../../../platform/audit-queries.ts'
import { type Pools, writeTenant } from '../../../platform/db.ts'
import { tellAfterCommit } from '../../../platform/facts.ts'
import type { Result } from '../../../platform/result.ts'
import { tenantByCode } from '../../identity/identity.ts'
import type { FileRefusal } from '../commerceml/records.ts'
import { TABLES } from '../feed.ts'
import { keepUpload, placesOf } from '../kept-uploads.ts'
import { finishRun } from '../order-queries.ts'
import { hearRun, keepForm, openTableRun } from './form-queries.ts'
import type { TableForm } from './form-rules.ts'
import { importTable, type TableImported, type TableRequest } from './import-table.ts'
import { columnsOf, openRows, signatureOf } from './open-form.ts'
import type { Reading } from './reading.ts'

export type KeptTable = {
  distributorId: string
  distributor: string
  uploadId: string
  runId: string
  reading: Reading
  dryRun: boolean
  startedBy: string
  by: Actor
}

const BEAT_MS = 15_000

/** Imports a table that was sent to the office, by the run that was opened for it. */
export async function importKeptTable(
  means: { pools: Pools; exchangeFolder: string },
  table: KeptTable,
): Promise<void> {
  const { pools, exchangeFolder } = means
  const { distributorId, runId, uploadId, reading, dryRun, startedBy, by } = table
  const { form, mapping } = reading
  const run = { distributorId, id: runId }
  const tenant = await tenantByCode(pools, table.distributor)
  const upload = { distributorId, id: uploadId, feed: TABLES }
  const places = await placesOf(pools, exchangeFolder, upload)
  if (!tenant || !places) return purged(pools, run)
  const signature = form && (await signatureIn(places, form))
  await whileHeard(pools, run, () =>
    importTable(pools, {
      ...{ tenant, files: places, dryRun, startedBy, runId, by },
      mapping,
      along: async (tx) => {
        if (!form || !signature) return
        await keepForm(tx, { distributorId, signature, form, keptBy: startedBy })
      },
    }),
  )
}

/** Imports a table of the console, whose files are kept for a person who mends its rows. */
export async function importSentTable(
  { pools, exchangeFolder }: { pools: Pools; exchangeFolder: string },
  request: TableRequest,
): Promise<Result<TableImported, FileRefusal>> {
  const { files, mapping, startedBy, dryRun } = request
  const distributorId = request.tenant.id
  const run = { distributorId, id: uuidv7() }
  const sent = { distributorId, feed: TABLES, receivedBy: startedBy, places: files }
  const upload = await keepUpload(pools, exchangeFolder, sent)
  await writeTenant(pools.app, distributorId, (tx) =>
    openTableRun(tx, {
      ...{ ...run, startedBy, dryRun, replayOf: null, uploadId: upload.id },
      source: files.map(({ name }) => name).join(', '),
      reading: { form: null, mapping },
    }),
  )
  return whileHeard(pools, run, () => importTable(pools, { ...request, runId: run.id }))
}

// One long statement tells nothing: a run that is silent too long would be taken for dead.
async function whileHeard<T>(
  pools: Pools,
  run: { distributorId: string; id: string },
  work: () => Promise<T>,
): Promise<T> {
  const beat = setInterval(() => {
    writeTenant(pools.app, run.distributorId, (tx) => hearRun(tx, run)).catch(() => undefined)
  }, BEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(beat)
  }
}

async function signatureIn([file]: { name: string; path: string }[], form: TableForm) {
  const opened = file && (await openRows(file))
  return opened?.ok ? signatureOf(columnsOf(opened.value, form.header)) : null
}

function purged(pools: Pools, run: { distributorId: string; id: string }): Promise<void> {
  const ending = { status: 'refused', counts: {}, refusal: { code: 'purged' } } as const
  return writeTenant(pools.app, run.distributorId, async (tx) => {
    await finishRun(tx, { ...run, ...ending })
    tellAfterCommit(tx, run.distributorId, { kind: 'run', id: run.id })
  })
}
