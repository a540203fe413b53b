import { UNKNOWN } from '../../platform/call.ts'
import { type Pools, readTenant } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { serveTenant, transactAs } from '../../platform/serve.ts'
import { setOutletWeekdays } from '../delivery/delivery.ts'
import { sees } from '../outlets/outlets.ts'
import { decideProposalsCall, patternCall, proposalsCall } from './contract.ts'
import { patternsOf, usualLinesOf } from './pattern-queries.ts'
import { countOpenProposals, decideProposals, openProposals } from './proposal-queries.ts'

export const habitRoutes = ({ pools }: { pools: Pools }) => ({
  pattern: serveTenant(patternCall, (member, { outletId }) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const { id } = member.tenant
      const [seen, [pattern = null], lines] = await Promise.all([
        sees(db, member, 'order.read', outletId),
        patternsOf(db, id, [outletId]),
        usualLinesOf(db, id, [outletId]),
      ])
      if (!seen) return refuse(UNKNOWN)
      return ok({ pattern, basket: lines })
    }),
  ),
  proposals: serveTenant(proposalsCall, ({ tenant }, { after = null, limit }) =>
    readTenant(pools.app, tenant.id, async (db) => {
      const [open, proposals] = await Promise.all([
        countOpenProposals(db, tenant.id),
        openProposals(db, { distributorId: tenant.id, after, limit }),
      ])
      const next = proposals.length === limit ? (proposals.at(-1)?.id ?? null) : null
      return ok({ open, proposals, next })
    }),
  ),
  decideProposals: serveTenant(decideProposalsCall, (member, { ids, accepted }) =>
    transactAs(pools.app, member, async (tx) => {
      const distributorId = member.tenant.id
      const decidedBy = member.personId
      const decided = await decideProposals(tx, { distributorId, ids, accepted, decidedBy })
      if (!accepted) return ok({ decided: decided.length, withoutZone: 0 })
      const set = await setOutletWeekdays(tx, distributorId, decided)
      return ok({ decided: decided.length, withoutZone: decided.length - set })
    }),
  ),
})
