import { UNKNOWN } from '../../platform/call.ts'
import { type Pools, readTenant, type Tx } from '../../platform/db.ts'
import { tellAfterCommit } from '../../platform/facts.ts'
import { ok, refuse } from '../../platform/result.ts'
import { type Member, transactAs } from '../../platform/serve.ts'
import { forgetKept, keptMends, recallKept, type Settled } from './kept-mend-queries.ts'
import type { MendUse } from './mend-field-rules.ts'
import { markMended, oddityById } from './mend-queries.ts'
import { isById, targetIn } from './mend-row.ts'
import type { Mend } from './mend-rules.ts'
import { readingOfRun } from './table/form-queries.ts'

type Asked = {
  kind?: Mend['kind'] | undefined
  use?: MendUse | undefined
  text?: string | undefined
  before?: string | undefined
  limit: number
}

/** What people decided about odd rows, as it holds for every later upload. */
export const seeMends = (pools: Pools, { tenant }: Member, asked: Asked) =>
  readTenant(pools.app, tenant.id, async (db) => {
    const { kind = null, use = null, text = null, before = null, limit } = asked
    const of = { distributorId: tenant.id, kind, use, text, before, limit }
    const mends = await keptMends(db, of)
    return ok({ mends, next: mends.length === limit ? (mends.at(-1)?.id ?? null) : null })
  })

/** From the next upload on, what somebody decided holds no more. */
export const forgetMend = (pools: Pools, member: Member, { mendId }: { mendId: string }) =>
  transactAs(pools.app, member, async (tx) => {
    const of = { distributorId: member.tenant.id, mendId }
    const settled = await forgetKept(tx, of, member.personName)
    if (!settled) return refuse(UNKNOWN)
    await markRows(tx, of.distributorId, settled, null)
    return ok({})
  })

/** What was forgotten holds again. */
export const recallMend = (pools: Pools, member: Member, { mendId }: { mendId: string }) =>
  transactAs(pools.app, member, async (tx) => {
    const of = { distributorId: member.tenant.id, mendId }
    const settled = await recallKept(tx, of)
    if (!settled) return refuse(UNKNOWN)
    await markRows(tx, of.distributorId, settled, settled.shown)
    return ok({})
  })

// The run in which it was said shows its rows as they stand now.
async function markRows(
  tx: Tx,
  distributorId: string,
  { runId, rowNo }: Settled,
  shown: string | null,
): Promise<void> {
  if (runId === null || rowNo === null) return
  const odd = await oddityById(tx, { distributorId, runId, rowNo })
  const target = odd && targetIn(odd, await readingOfRun(tx, distributorId, runId))
  if (!odd || !target) return
  tellAfterCommit(tx, distributorId, { kind: 'run', id: runId })
  await markMended(tx, { distributorId, runId }, { ...odd, byId: isById(target) }, shown)
}
