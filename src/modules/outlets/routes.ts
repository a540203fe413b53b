import { UNKNOWN } from '../../platform/call.ts'
import { type Pools, readTenant } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { serveTenant } from '../../platform/serve.ts'
import { listOutletsCall, outletCall } from './contract.ts'
import { agentsOf, buyersOf, outletById, outletsPage, payersOf } from './queries.ts'
import { seesOutlet } from './scope-queries.ts'

export const outletsRoutes = ({ pools }: { pools: Pools }) => ({
  list: serveTenant(listOutletsCall, (member, request) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const outlets = await outletsPage(db, member, request)
      const next = outlets.length === request.limit ? (outlets.at(-1)?.code ?? null) : null
      return ok({ outlets, next })
    }),
  ),
  get: serveTenant(outletCall, (member, { outletId }) => {
    const { id, timeZone } = member.tenant
    return readTenant(pools.app, id, async (db) => {
      const [seen, outlet, payers, buyers, agents] = await Promise.all([
        seesOutlet(db, member, 'outlet.read', outletId),
        outletById(db, id, outletId),
        payersOf(db, id, outletId, timeZone),
        buyersOf(db, id, outletId),
        agentsOf(db, id, outletId, timeZone),
      ])
      if (!seen || !outlet) return refuse(UNKNOWN)
      return ok({ ...outlet, payers, buyers, agents })
    })
  }),
})
