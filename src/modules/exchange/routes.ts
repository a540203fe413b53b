import { UNKNOWN } from '../../platform/call.ts'
import { type Db, type Pools, readTenant } from '../../platform/db.ts'
import { addAgain } from '../../platform/dispatcher-queries.ts'
import { LIMITS } from '../../platform/limits.ts'
import { markRetried } from '../../platform/parked-queries.ts'
import { ok, refuse } from '../../platform/result.ts'
import { type Member, serveTenant, transactAs } from '../../platform/serve.ts'
import {
  checkUploadCall,
  confirmRunCall,
  dropUploadCall,
  loneRunsCall,
  parkedCall,
  publishRunCall,
  queueCall,
  retryParkedCall,
  runCall,
  runsCall,
  unpublishRunCall,
  uploadsCall,
} from './contract.ts'
import { checkUpload, confirmRun, dropUpload } from './decide-import.ts'
import { keptUploads, standingOf, type UploadRow } from './decision-queries.ts'
import { awaitedOf, isWaiting } from './decision-rules.ts'
import type { Folders } from './import-upload.ts'
import { loneOf, loneRuns } from './lone-queries.ts'
import { publishRun, unpublishRun } from './publish-run.ts'
import {
  odditiesPage,
  oddityCodes,
  parkedOf,
  queueSummary,
  runById,
  runsPage,
  waitingOrders,
} from './queries.ts'

export const exchangeRoutes = (means: { pools: Pools; folders: Folders }) => {
  const { pools } = means
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
        const [byCode, rows, standing, lone] = await Promise.all([
          oddityCodes(db, distributorId, runId),
          odditiesPage(db, asked),
          standingOf(db, distributorId, runId),
          loneOf(db, { distributorId, id: runId }),
        ])
        const awaits = standing && awaitedOf(standing)
        const uploadId = standing?.uploadId ?? null
        const next = rows.length === limit ? (rows.at(-1)?.rowNo ?? null) : null
        return ok({ ...run, uploadId, awaits, lone, byCode, rows, next })
      }),
    ),
    uploads: serveTenant(uploadsCall, (member) =>
      reading(member, async (db, id) => {
        const uploads = await keptUploads(db, id, LIMITS.pageRowsMax)
        return ok({ uploads: uploads.filter(isWaiting).map(withDecision) })
      }),
    ),
    checkUpload: serveTenant(checkUploadCall, (member, asked) => checkUpload(means, member, asked)),
    dropUpload: serveTenant(dropUploadCall, (member, asked) => dropUpload(means, member, asked)),
    confirmRun: serveTenant(confirmRunCall, (member, asked) => confirmRun(means, member, asked)),
    loneRuns: serveTenant(loneRunsCall, (member) =>
      reading(member, async (db, id) => ok({ runs: await loneRuns(db, id, LIMITS.pageRowsMax) })),
    ),
    publishRun: serveTenant(publishRunCall, (member, run) => publishRun(pools, member, run)),
    unpublishRun: serveTenant(unpublishRunCall, (member, run) => unpublishRun(pools, member, run)),
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

const withDecision = ({ run, ...upload }: UploadRow) => ({
  ...upload,
  status: run?.status ?? null,
  awaits: run && awaitedOf(run),
})
