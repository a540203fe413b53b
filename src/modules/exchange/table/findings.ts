import { type Pools, writeTenant } from '../../../platform/db.ts'
import { tellAfterCommit } from '../../../platform/facts.ts'
import { insertFindings, noteProgress } from './finding-queries.ts'
import type { Finding } from './read-records.ts'

type Run = { distributorId: string; id: string }

const AT_ONCE = 1_000
const PROGRESS_ROWS = 50_000
const EXAMPLES_MAX = 20

/**
 * The report of a run while it is made: findings are written as they come, in transactions of
 * their own, so that a file full of them fills no memory and a failed import keeps its report. One
 * that is not kept writes nothing, and has only its counts and first findings.
 */
export function reportOf(pools: Pools, run: Run, { kept }: { kept: boolean }) {
  let waiting: Finding[] = []
  const examples: Finding[] = []
  let written = 0
  let rows = 0
  let told = 0
  let quarantined = 0
  let lastRow = ''
  const flush = async () => {
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    const from = written
    written += batch.length
    if (!kept) return
    await writeTenant(pools.app, run.distributorId, (tx) =>
      insertFindings(tx, { distributorId: run.distributorId, runId: run.id, from }, batch),
    )
  }
  return {
    find(finding: Finding) {
      // A row with two wrong cells is one row.
      const row = `${finding.file} ${finding.line}`
      if (finding.done === 'quarantined' && row !== lastRow) {
        quarantined += 1
        lastRow = row
      }
      if (examples.length < EXAMPLES_MAX) examples.push(finding)
      waiting.push(finding)
    },
    read(count: number) {
      rows += count
    },
    /** Called between batches of rows: writes what waits and tells how far it is. */
    async breathe() {
      if (waiting.length >= AT_ONCE) await flush()
      if (!kept || rows - told < PROGRESS_ROWS) return
      told = rows
      await writeTenant(pools.app, run.distributorId, async (tx) => {
        await noteProgress(tx, run, { rows, quarantined })
        tellAfterCommit(tx, run.distributorId, { kind: 'run', id: run.id })
      })
    },
    flush,
    examples,
    counts: () => ({ rows, quarantined, oddities: written + waiting.length }),
  }
}
export type Report = ReturnType<typeof reportOf>
