import { UNKNOWN } from '../../platform/call.ts'
import { type Db, type Pools, readTenant } from '../../platform/db.ts'
import { addAgain } from '../../platform/dispatcher-queries.ts'
import { LIMITS } from '../../platform/limits.ts'
import { markRetried } from '../../platform/parked-queries.ts'
import { ok, refuse } from '../../platform/result.ts'
import { type Member, serveTenant, transactAs } from '../../platform/serve.ts'
import { parkedCall, queueCall, retryParkedCall, runCall, runsCall } from './contract.ts'
import {
  odditiesPage,
  oddityCodes,
  parkedOf,
  queueSummary,
  runById,
  runsPage,
  waitingOrders,
} from './queries.ts'

export const exchangeRoutes = ({ pools }: { pools: Pools }) => {
  const reading = <T>(member: Member, work: (db: Db, distributorId: string) => Promise<T>) =>
    readTenant(pools.app, member.tenant.id, (db) => work(db, member.tenant.id))
  return {
    runs: serveTenant(runsCall, (member, { before, limit }) =>
      reading(member, async (db, id) => {
        const runs = await runsPage(db, id, before ?? null, limit)
        const next = runs.length === limit ? (runs.at(-1)?.startedAt ?? null) : null
        return ok({ runs, next })
      }),
    ),
    run: serveTenant(runCall, (member, { runId, after, code, limit }) =>
      reading(member, async (db, distributorId) => {
        const run = await runById(db, distributorId, runId)
        if (!run) return refuse(UNKNOWN)
        const asked = { distributorId, runId, after, code: code ?? null, limit }
        const [byCode, rows] = await Promise.all([
          oddityCodes(db, distributorId, runId),
          odditiesPage(db, asked),
        ])
        const next = rows.length === limit ? (rows.at(-1)?.rowNo ?? null) : null
        return ok({ ...run, byCode, rows, next })
      }),
    ),
    queue: serveTenant(queueCall, (member) =>
      reading(member, async (db, id) => {
        const summary = await queueSummary(db, id)
        return ok({ ...summary, rows: await waitingOrders(db, id, LIMITS.pageRowsMax) })
      }),
    ),
    parked: serveTenant(parkedCall, (member) =>
      reading(member, async (db, id) => ok({ parked: await parkedOf(db, id, LIMITS.pageRowsMax) })),
    ),
    retryParked: serveTenant(retryParkedCall, async (member, asked) => {
      const { tenant, personId } = member
      const parked = { ...asked, distributorId: tenant.id, retriedBy: personId }
      const marked = await transactAs(pools.app, member, async (tx) =>
        (await markRetried(tx, parked)) ? ok({}) : refuse(UNKNOWN),
      )
      if (marked.ok) await addAgain(pools.worker, parked)
      return marked
    }),
  }
}
