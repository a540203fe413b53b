import { UNKNOWN } from '../../platform/call.ts'
import { type Db, readTenant } from '../../platform/db.ts'
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
import { checkTable, checkUpload, confirmRun, dropUpload } from './decide-import.ts'
import { keptUploads, type UploadRow } from './decision-queries.ts'
import { awaitedOf, isWaiting } from './decision-rules.ts'
import { feedRoutes } from './feeds/feed-routes.ts'
import type { Folders } from './import-upload.ts'
import { loneRuns } from './lone-queries.ts'
import { mendRoutes } from './mend-routes.ts'
import { logRoutes } from './protocol-log/log-routes.ts'
import { publishRun, unpublishRun } from './publish-run.ts'
import { parkedOf, queueSummary, runsPage, waitingOrders } from './queries.ts'
import { seeRun } from './see-run.ts'
import { seeTable, seeTableRun } from './table/see-table.ts'
import { checkTableCall, tableCall, tableRunCall } from './table/table-contract.ts'
import type { WebhookMeans } from './webhooks/keep-webhook.ts'
import { webhookRoutes } from './webhooks/webhook-routes.ts'

export const exchangeRoutes = (means: WebhookMeans & { folders: Folders }) => {
  const { pools } = means
  const tables = { pools, exchangeFolder: means.folders.exchangeFolder }
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
    run: serveTenant(runCall, (member, asked) =>
      reading(member, (db, distributorId) => seeRun(db, { distributorId, ...asked })),
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
    ...mendRoutes(means),
    ...feedRoutes(pools),
    ...logRoutes(pools),
    ...webhookRoutes(means),
    table: serveTenant(tableCall, (member, asked) => seeTable(tables, member, asked)),
    checkTable: serveTenant(checkTableCall, (member, asked) => checkTable(means, member, asked)),
    tableRun: serveTenant(tableRunCall, (member, asked) => seeTableRun(tables, member, asked)),
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
