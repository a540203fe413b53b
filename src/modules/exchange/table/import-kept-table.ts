import type { Actor } from '../../../platform/audit-queries.ts'
import { type Pools, writeTenant } from '../../../platform/db.ts'
import { tellAfterCommit } from '../../../platform/facts.ts'
import { tenantByCode } from '../../identity/identity.ts'
import { TABLES } from '../feed.ts'
import { placesOf } from '../kept-uploads.ts'
import { finishRun } from '../order-queries.ts'
import { hearRun, keepForm } from './form-queries.ts'
import type { TableForm } from './form-rules.ts'
import { importTable } from './import-table.ts'
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
  // One long statement tells nothing: a run that is silent too long would be taken for dead.
  const beat = setInterval(() => {
    writeTenant(pools.app, distributorId, (tx) => hearRun(tx, run)).catch(() => undefined)
  }, BEAT_MS)
  try {
    const signature = form && (await signatureIn(places, form))
    await importTable(pools, {
      ...{ tenant, files: places, dryRun, startedBy, runId, by },
      mapping,
      along: async (tx) => {
        if (!form || !signature) return
        await keepForm(tx, { distributorId, signature, form, keptBy: startedBy })
      },
    })
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
