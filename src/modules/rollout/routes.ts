import { UNKNOWN } from '../../platform/call.ts'
import { type Pools, readTenant, transact } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { serveTenant } from '../../platform/serve.ts'
import { sees } from '../outlets/outlets.ts'
import { wantFit } from './check-fit.ts'
import {
  confirmContactCall,
  fitListCall,
  fitOfOutletCall,
  fitSummaryCall,
  recheckCall,
  toMendCall,
} from './contract.ts'
import {
  differencesOf,
  fitPage,
  fitRow,
  fitSummary,
  kindCounts,
  subjectsToMend,
} from './fit-list-queries.ts'
import { confirmContact } from './fit-queries.ts'
import { decideMatchCall, findMatchesCall, matchesCall } from './match-contract.ts'
import { decideOnMatch, findMatches } from './match-outlets.ts'
import { openMatches } from './match-queries.ts'

export const rolloutRoutes = ({ pools }: { pools: Pools }) => ({
  fitList: serveTenant(fitListCall, ({ tenant }, asked) =>
    readTenant(pools.app, tenant.id, async (db) => {
      const { limit, after = '', kind = null, mender = null, search = '' } = asked
      const fit = asked.fit === undefined ? null : asked.fit === 'yes'
      const outlets = await fitPage(db, tenant.id, { fit, kind, mender, search, after, limit })
      return ok({ outlets, next: outlets.length === limit ? (outlets.at(-1)?.code ?? null) : null })
    }),
  ),
  fitSummary: serveTenant(fitSummaryCall, ({ tenant }) =>
    readTenant(pools.app, tenant.id, async (db) => {
      const [summary, kinds] = await Promise.all([
        fitSummary(db, tenant.id),
        kindCounts(db, tenant.id),
      ])
      return ok({ ...summary, kinds })
    }),
  ),
  fitOfOutlet: serveTenant(fitOfOutletCall, (member, { outletId }) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const { id } = member.tenant
      const [seen, fit = null, differences] = await Promise.all([
        sees(db, member, 'rollout.read', outletId),
        fitRow(db, id, outletId),
        differencesOf(db, id, outletId),
      ])
      return seen ? ok({ fit, differences }) : refuse(UNKNOWN)
    }),
  ),
  toMend: serveTenant(toMendCall, ({ tenant }, { kind = null, mender = null, limit }) =>
    readTenant(pools.app, tenant.id, async (db) =>
      ok({ subjects: await subjectsToMend(db, tenant.id, { kind, mender, limit }) }),
    ),
  ),
  recheck: serveTenant(recheckCall, (member, { outletId }) =>
    transact(pools.app, member.tenant.id, async (tx) => {
      if (outletId && !(await sees(tx, member, 'rollout.write', outletId))) return refuse(UNKNOWN)
      return ok({ wanted: await wantFit(tx, member.tenant.id, outletId ? [outletId] : null) })
    }),
  ),
  confirmContact: serveTenant(confirmContactCall, (member, { outletId, personId }) =>
    transact(pools.app, member.tenant.id, async (tx) => {
      const distributorId = member.tenant.id
      if (!(await sees(tx, member, 'order.place_for', outletId))) return refuse(UNKNOWN)
      const contact = { distributorId, outletId, personId, confirmedBy: member.personId }
      const confirmed = await confirmContact(tx, contact)
      if (confirmed.length === 0) return refuse(UNKNOWN)
      await wantFit(tx, distributorId, [outletId])
      return ok({})
    }),
  ),
  matches: serveTenant(matchesCall, ({ tenant }, asked) =>
    readTenant(pools.app, tenant.id, async (db) =>
      ok({ matches: await openMatches(db, tenant.id, asked) }),
    ),
  ),
  decideMatch: serveTenant(decideMatchCall, (member, asked) =>
    decideOnMatch(pools.app, member, asked),
  ),
  findMatches: serveTenant(findMatchesCall, ({ tenant }) =>
    transact(pools.app, tenant.id, async (tx) => ok({ found: await findMatches(tx, tenant.id) })),
  ),
})
