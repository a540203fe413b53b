import { keepAudit } from '../../platform/audit-queries.ts'
import { UNKNOWN } from '../../platform/call.ts'
import type { Pools, Tx } from '../../platform/db.ts'
import { tellAfterCommit } from '../../platform/facts.ts'
import { ok, refuse } from '../../platform/result.ts'
import { byPerson, type Member, transactAs } from '../../platform/serve.ts'
import { hideItems, publishItems } from '../catalogue/catalogue.ts'
import { lockLone, noteLone } from './lone-queries.ts'
import type { Run } from './oddity-report.ts'
import { runById } from './queries.ts'

/** Shows every hidden product that the run brought in without a product of its own; how many. */
export const publishRun = (pools: Pools, member: Member, { runId }: { runId: string }) =>
  ofRun(pools, member, runId, async (tx, run) => {
    const hidden = await lockLone(tx, run, 'hidden')
    const published = await publishItems(tx, run.distributorId, hidden)
    await noteLone(tx, run, published, true)
    return published.length
  })

/** Hides again exactly what publishing the run has shown and nobody hid since; how many. */
export const unpublishRun = (pools: Pools, member: Member, { runId }: { runId: string }) =>
  ofRun(pools, member, runId, async (tx, run) => {
    const shown = await lockLone(tx, run, 'shown')
    const hidden = await hideItems(tx, run.distributorId, shown)
    await noteLone(tx, run, hidden, false)
    return hidden.length
  })

async function ofRun(
  pools: Pools,
  member: Member,
  runId: string,
  work: (tx: Tx, run: Run) => Promise<number>,
) {
  const distributorId = member.tenant.id
  const { act } = member
  // How many they were is known only when it is done: the journal tells it, so it is written here.
  return transactAs(pools.app, { ...member, act: null }, async (tx) => {
    if (!(await runById(tx, distributorId, runId))) return refuse(UNKNOWN)
    const products = await work(tx, { distributorId, id: runId })
    if (act) {
      await keepAudit(tx, distributorId, { ...byPerson(member), ...act, detail: { products } })
    }
    tellAfterCommit(tx, distributorId, { kind: 'catalogue', id: null })
    tellAfterCommit(tx, distributorId, { kind: 'run', id: runId })
    return ok({ products })
  })
}
