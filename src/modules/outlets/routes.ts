import { UNKNOWN } from '../../platform/call.ts'
import { type Pools, readTenant } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { ok, refuse } from '../../platform/result.ts'
import { serveTenant, transactAs } from '../../platform/serve.ts'
import {
  listOutletsCall,
  outletCall,
  setPlaceCall,
  townsCall,
  withoutPlaceCall,
} from './contract.ts'
import { countWithoutPlace, outletsWithoutPlace, somePoints, updatePlace } from './place-queries.ts'
import { middleOf } from './place-rules.ts'
import { proposals, townsIn } from './places.ts'
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
  towns: serveTenant(townsCall, async ({ language }, box) =>
    ok({ towns: townsIn(box, language, LIMITS.townsOnMap) }),
  ),
  withoutPlace: serveTenant(withoutPlaceCall, (member, request) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const [rows, total, points] = await Promise.all([
        outletsWithoutPlace(db, member, request),
        countWithoutPlace(db, member),
        somePoints(db, member.tenant.id),
      ])
      const near = middleOf(points)
      const outlets = rows.map((row) => ({
        ...row,
        proposals: proposals(row.city, near, LIMITS.townProposals),
      }))
      const next = rows.length === request.limit ? (rows.at(-1)?.code ?? null) : null
      return ok({ total, outlets, next })
    }),
  ),
  setPlace: serveTenant(setPlaceCall, (member, place) =>
    transactAs(pools.app, member, async (tx) => {
      if (!(await seesOutlet(tx, member, 'outlet.write', place.outletId))) return refuse(UNKNOWN)
      if ((place.latitude === null) !== (place.longitude === null))
        return refuse({ code: 'half_a_place' })
      return (await updatePlace(tx, member.tenant.id, place)) ? ok({}) : refuse(UNKNOWN)
    }),
  ),
})
