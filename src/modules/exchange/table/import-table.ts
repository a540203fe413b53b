import { v7 as uuidv7 } from 'uuid'
import { type Actor, BY_PROGRAM } from '../../../platform/audit-queries.ts'
import {
  type Pools,
  readTenant,
  type Tx,
  transactInBulk,
  writeTenant,
} from '../../../platform/db.ts'
import { tellAfterCommit } from '../../../platform/facts.ts'
import { ok, type Result, refuse } from '../../../platform/result.ts'
import { FileRefused } from '../commerceml/file-refused.ts'
import type { FileRefusal } from '../commerceml/records.ts'
import { TABLES } from '../feed.ts'
import type { Came } from '../feeds/feed-queries.ts'
import { noteCame } from '../feeds/note-came.ts'
import { keepImport } from '../keep-import.ts'
import { noteUsed } from '../kept-mend-queries.ts'
import { mendsOf } from '../mend-queries.ts'
import { finishRun, insertRun } from '../order-queries.ts'
import { type CellMends, cellMends } from './cell-mend-rules.ts'
import { keepSamples, todayIn } from './finding-queries.ts'
import { type Report, reportOf } from './findings.ts'
import type { Mapping } from './mapping.ts'
import { namedSamples } from './name-samples.ts'
import { putTable } from './put-table.ts'
import { type Finding, readRecords, type TableRecord } from './read-records.ts'
import type { TableFile } from './table-file.ts'
import type { Ground, NamedSample, Put } from './table-ground.ts'

export type TableRequest = {
  tenant: { id: string; currency: string; timeZone: string; country: string }
  /** Parts of one table, in their order. */
  files: TableFile[]
  mapping: Mapping
  startedBy: string
  dryRun: boolean
  /** Not even the run and its report are written: the distributor itself is there for a moment. */
  leavesNothing?: boolean
  /** A run that was opened for it already. */
  runId?: string
  /** Who let it in, as the journal names him; the program itself otherwise. */
  by?: Actor
  /** What is written with it, in its transaction. */
  along?: (tx: Tx) => Promise<unknown>
}
export type TableImported = {
  runId: string
  counts: Record<string, number>
  samples: Put['samples']
  /** The first of what the report tells. */
  findings: Finding[]
}

// Lines of several files in one number: the file's place, then the line.
const LINES_MAX = 1_000_000_000

/**
 * Imports a table in one transaction: its rows are staged by COPY and laid over the base set by
 * set. A dry run does all of it and takes it back; its report and examples stay.
 */
export async function importTable(
  pools: Pools,
  request: TableRequest,
): Promise<Result<TableImported, FileRefusal>> {
  const { tenant, files, startedBy, dryRun } = request
  const run = { distributorId: tenant.id, id: request.runId ?? uuidv7() }
  const source = files.map(({ name }) => name).join(', ')
  const kept = !request.leavesNothing
  if (kept && !request.runId) {
    await writeTenant(pools.app, tenant.id, (tx) =>
      insertRun(tx, { ...run, kind: 'table', source, startedBy, dryRun }),
    )
  }
  const report = reportOf(pools, run, { kept })
  const mends = kept ? await mendsKept(pools, tenant.id, request.mapping.kind) : null
  const finish = async (ending: Ending) => {
    const came = dryRun ? null : ({ kind: 'table', tableKind: request.mapping.kind } as const)
    if (kept) await end(pools, run, report, { ...ending, came, used: [...(mends?.used ?? [])] })
  }
  try {
    const { put, samples } = await work(pools, run, { request, report, mends })
    for (const { line, id, code, done } of put.told) {
      const at = { file: fileAt(files, line), line: line % LINES_MAX }
      report.find({ ...at, code, field: null, value: null, id, done, cells: null })
    }
    const counts = { ...report.counts(), ...put.counts }
    await finish({ status: 'done', counts, refusal: null, samples })
    return ok({ runId: run.id, counts, samples: put.samples, findings: report.examples })
  } catch (error) {
    const refusal =
      error instanceof FileRefused
        ? error.refusal
        : { code: 'failed', detail: String(error).slice(0, 500) }
    const status = error instanceof FileRefused ? 'refused' : 'failed'
    await finish({ status, counts: report.counts(), refusal, samples: [] })
    if (error instanceof FileRefused) return refuse(error.refusal)
    throw error
  }
}

const mendsKept = (pools: Pools, distributorId: string, kind: Mapping['kind']) =>
  readTenant(pools.app, distributorId, async (db) =>
    cellMends(await mendsOf(db, { distributorId, feed: TABLES }), kind),
  )

const fileAt = (files: TableFile[], line: number) => files[Math.floor(line / LINES_MAX)]?.name ?? ''

const inLines = (samples: Put['samples']) =>
  samples.map((sample) => ({ ...sample, line: sample.line % LINES_MAX }))

type Work = { request: TableRequest; report: Report; mends: CellMends | null }

type Done = { put: Put; samples: NamedSample[] }

async function work(pools: Pools, run: Run, { request, report, mends }: Work): Promise<Done> {
  const { tenant, mapping, dryRun } = request
  let first = true
  const records = () => {
    const reading = recordsOf(request, mends, first ? report : null)
    first = false
    return reading
  }
  const done: { laid: Done | null } = { laid: null }
  await transactInBulk(pools.app, tenant.id, async (tx) => {
    const ground: Ground = {
      tx,
      today: await todayIn(tx, tenant.timeZone),
      distributorId: tenant.id,
      currency: tenant.currency,
      timeZone: tenant.timeZone,
      mapping,
      records,
    }
    const put = await putTable(ground)
    const samples = await namedSamples(tx, tenant.id, inLines(put.samples))
    done.laid = { put, samples }
    const { written = 0 } = put.counts
    const detail = { table: mapping.kind }
    if (written > 0) await keepImport(tx, run, { by: request.by ?? BY_PROGRAM, detail })
    await request.along?.(tx)
    return dryRun ? refuse({ code: 'dry_run' }) : ok(undefined)
  })
  if (!done.laid) throw new Error('the table was not laid')
  return done.laid
}

async function* recordsOf(
  { files, mapping, tenant }: TableRequest,
  mends: CellMends | null,
  report: Report | null,
): AsyncGenerator<TableRecord[]> {
  for (const [place, file] of files.entries()) {
    const reading = {
      mapping,
      mends,
      country: tenant.country,
      finds: report ? report.find : () => undefined,
      read: report ? report.read : () => undefined,
    }
    for await (const batch of readRecords(file, reading)) {
      if (place > 0) for (const record of batch) record.line += place * LINES_MAX
      yield batch
      await report?.breathe()
    }
  }
}

type Run = { distributorId: string; id: string }
type Ending = {
  status: 'done' | 'refused' | 'failed'
  counts: Record<string, number>
  refusal: object | null
  /** By what people call the rows. */
  samples: NamedSample[]
}

async function end(
  pools: Pools,
  run: Run,
  report: Report,
  { samples, came, used, ...ending }: Ending & { came: Came | null; used: string[] },
): Promise<void> {
  await report.flush()
  await writeTenant(pools.app, run.distributorId, async (tx) => {
    await finishRun(tx, { ...run, ...ending })
    await keepSamples(tx, run, samples)
    if (used.length > 0) await noteUsed(tx, run, used)
    if (came && ending.status === 'done') await noteCame(tx, run.distributorId, came)
    tellAfterCommit(tx, run.distributorId, { kind: 'run', id: run.id })
  })
}
