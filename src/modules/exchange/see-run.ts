import { UNKNOWN } from '../../platform/call.ts'
import type { Db } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { type Standing, standingOf } from './decision-queries.ts'
import { awaitedOf } from './decision-rules.ts'
import { loneOf } from './lone-queries.ts'
import { mendedOf } from './mend-queries.ts'
import { targetIn } from './mend-row.ts'
import { type OddityRow, odditiesPage, oddityCodes, runById } from './queries.ts'
import { readingOfRun } from './table/form-queries.ts'
import type { Reading } from './table/reading.ts'

type Asked = {
  distributorId: string
  runId: string
  after: number
  code?: string | undefined
  limit: number
}

/** A run as the office shows it: what came of it, what may be decided, a page of its report. */
export async function seeRun(db: Db, asked: Asked) {
  const { distributorId, runId, limit } = asked
  const run = await runById(db, distributorId, runId)
  if (!run) return refuse(UNKNOWN)
  const [byCode, found, standing, lone, mended, reading] = await Promise.all([
    oddityCodes(db, distributorId, runId),
    odditiesPage(db, { ...asked, code: asked.code ?? null }),
    standingOf(db, distributorId, runId),
    loneOf(db, { distributorId, id: runId }),
    mendedOf(db, distributorId, runId),
    readingOfRun(db, distributorId, runId),
  ])
  const ofFeed = typeof standing?.feed === 'string'
  const rows = found.map((row) => withAsks(row, ofFeed, reading))
  const next = rows.length === limit ? (rows.at(-1)?.rowNo ?? null) : null
  return ok({ ...run, ...stood(standing), lone, mended, byCode, rows, next })
}

const stood = (standing: Standing | null) => ({
  uploadId: standing?.uploadId ?? null,
  awaits: standing && awaitedOf(standing),
  replayable: standing?.kept === true && standing.status !== 'running',
})

// Only what came as an upload of a feed is mended: its decisions are that feed's.
const withAsks = (odd: OddityRow, ofFeed: boolean, reading: Reading | null) => {
  const { subject: _, field: _field, value: _value, ...row } = odd
  return { ...row, asks: ofFeed ? (targetIn(odd, reading)?.asks ?? null) : null }
}
