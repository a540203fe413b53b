import { type Pools, readTenant } from '../../platform/db.ts'
import { ok } from '../../platform/result.ts'
import { serveTenant, transactAs } from '../../platform/serve.ts'
import { exceptionsCall, setExceptionsMaxCall } from './late-contract.ts'
import { exceptionCounts, exceptionsMax, todayIn, upsertExceptionsMax } from './late-queries.ts'
import {
  askLateCall,
  confirmLateCall,
  decideLateCall,
  lateRequestsCall,
} from './late-request-contract.ts'
import { lateRequestRows } from './late-request-queries.ts'
import { askLate, confirmLate, decideLate } from './late-requests.ts'
import { quarterOf } from './late-rules.ts'
import { moveStranded } from './move-stranded.ts'
import { moveStrandedCall } from './stranded-contract.ts'

/** What was let in after the cut-off, by whom and for whom, and how much of it an outlet may have. */
export const lateRoutes = ({ pools }: { pools: Pools }) => ({
  exceptions: serveTenant(exceptionsCall, (member, { day }) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const quarter = quarterOf(day ?? (await todayIn(db, member.tenant.timeZone)))
      const counts = await exceptionCounts(db, member, quarter)
      return ok({ ...quarter, ...counts, max: await exceptionsMax(db, member.tenant.id) })
    }),
  ),
  askLate: serveTenant(askLateCall, (member, request) => askLate(pools.app, member, request)),
  lateRequests: serveTenant(lateRequestsCall, (member, request) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      return ok({ requests: await lateRequestRows(db, member, request) })
    }),
  ),
  decideLate: serveTenant(decideLateCall, (member, request) =>
    decideLate(pools.app, member, request),
  ),
  moveStranded: serveTenant(moveStrandedCall, (member, request) =>
    moveStranded(pools.app, member, request),
  ),
  confirmLate: serveTenant(confirmLateCall, (member, request) =>
    confirmLate(pools.app, member, request),
  ),
  setExceptionsMax: serveTenant(setExceptionsMaxCall, (member, { max }) =>
    transactAs(pools.app, member, async (tx) => {
      const { tenant, personId } = member
      await upsertExceptionsMax(tx, { distributorId: tenant.id, max, personId })
      return ok({ max })
    }),
  ),
})
