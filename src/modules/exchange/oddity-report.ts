import { type Pools, writeTenant } from '../../platform/db.ts'
import { tellAfterCommit } from '../../platform/facts.ts'
import { LIMITS } from '../../platform/limits.ts'
import type { Oddity, OddityCode } from './commerceml/records.ts'
import { noteUsed } from './kept-mend-queries.ts'
import type { Mends } from './mend-rules.ts'
import { isMended } from './mend-target-rules.ts'
import { insertReported, noteProgress } from './run-queries.ts'

export type Run = { distributorId: string; id: string }

export type OddityReport = {
  find: (oddity: Oddity) => void
  /** Called between pieces of work: writes what waits, tells how far it is, lets others work. */
  breathe: (progress: object) => Promise<void>
  /** Writes the rest; returns the report's counts. */
  end: () => Promise<{ oddities: number; quarantined: number }>
}

/** Oddities of which nothing was written: they wait for a person. */
const QUARANTINED: ReadonlySet<OddityCode> = new Set([
  'missing_id',
  'nameless',
  'unknown_price_type',
  'price_currency',
])

const AT_ONCE = 2_000
const PROGRESS_MS = 1_000

/**
 * The report of a run while it is made: written as it comes, in transactions of its own, so that a
 * file full of oddities fills no memory and an import that is taken back keeps its report.
 */
export function oddityReport(pools: Pools, run: Run, mends: Mends): OddityReport {
  let waiting: Oddity[] = []
  let written = 0
  let found = 0
  let quarantined = 0
  let toldAt = 0
  const flush = async () => {
    const rows = waiting.map((odd) => ({ ...odd, quarantined: QUARANTINED.has(odd.code) }))
    waiting = []
    if (rows.length === 0) return
    await writeTenant(pools.app, run.distributorId, (tx) => insertReported(tx, run, rows, written))
    written += rows.length
  }
  return {
    find(oddity) {
      const { code, id: externalId, subject = null } = oddity
      if (isMended({ code, externalId, subject }, mends)) return
      found += 1
      if (QUARANTINED.has(oddity.code)) quarantined += 1
      if (written + waiting.length < LIMITS.runOdditiesMax) waiting.push(oddity)
    },
    async breathe(progress) {
      if (waiting.length >= AT_ONCE) await flush()
      await turn()
      if (performance.now() - toldAt < PROGRESS_MS) return
      toldAt = performance.now()
      await writeTenant(pools.app, run.distributorId, async (tx) => {
        await noteProgress(tx, run, progress)
        tellAfterCommit(tx, run.distributorId, { kind: 'run', id: run.id })
      })
    },
    async end() {
      const more = found - written - waiting.length
      if (more > 0) waiting.push(tooMany(more))
      await flush()
      const used = [...mends.used]
      if (used.length > 0) {
        await writeTenant(pools.app, run.distributorId, (tx) => noteUsed(tx, run, used))
      }
      return { oddities: found, quarantined }
    },
  }
}

/** A report that is only counted, by reason: of what leaves no run behind. */
export function countedReport(): OddityReport & { byCode: () => Record<string, number> } {
  const times = new Map<string, number>()
  let quarantined = 0
  return {
    find({ code }) {
      times.set(code, (times.get(code) ?? 0) + 1)
      if (QUARANTINED.has(code)) quarantined += 1
    },
    breathe: turn,
    end: () =>
      Promise.resolve({
        oddities: [...times.values()].reduce((sum, each) => sum + each, 0),
        quarantined,
      }),
    byCode: () => Object.fromEntries(times),
  }
}

// Requests that came meanwhile are served before the next piece.
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

const tooMany = (more: number): Oddity => ({
  file: '',
  line: 0,
  id: null,
  code: 'too_many_oddities',
  detail: String(more),
  done: 'counted, not listed',
})
