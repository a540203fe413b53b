import { UNKNOWN } from '../../platform/call.ts'
import { type Pools, readTenant, transact } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { serveTenant, transactAs } from '../../platform/serve.ts'
import { seenIds, sees } from '../outlets/outlets.ts'
import { wantFit } from './check-fit.ts'
import {
  confirmContactCall,
  fitListCall,
  fitOfOutletCall,
  fitSummaryCall,
  recheckCall,
  toMendCall,
} from './contract.ts'
import { counterRoutes } from './counter/routes.ts'
import { cueRoutes } from './cue/routes.ts'
import { deskRoutes } from './desk/routes.ts'
import {
  differencesOf,
  fitPage,
  fitRow,
  fitSummary,
  kindCounts,
  subjectsToMend,
} from './fit-list-queries.ts'
import { confirmContact } from './fit-queries.ts'
import { priceLeaksCall } from './leak-contract.ts'
import { leakAgents, leakPage } from './leak-queries.ts'
import { decideMatchCall, findMatchesCall, matchesCall } from './match-contract.ts'
import { decideOnMatch, findMatches } from './match-outlets.ts'
import { openMatches } from './match-queries.ts'
import { programmeRoutes } from './programme/routes.ts'
import { findTeams } from './team/find-teams.ts'
import { teamRoutes } from './team/routes.ts'
import { waveRoutes } from './wave/routes.ts'

type Options = { pools: Pools; secret: string; publicUrl: string; demo: boolean }

/** Which outlets could be invited; which may be one place or of one owner. */
export const rolloutRoutes = ({ pools, ...links }: Options) => ({
  ...fitRoutes(pools),
  ...matchRoutes(pools),
  ...leakRoutes(pools),
  ...programmeRoutes(pools),
  ...waveRoutes(pools),
  ...cueRoutes(pools),
  ...deskRoutes(pools),
  ...teamRoutes(pools),
  ...counterRoutes({ pools, ...links }),
})

const fitRoutes = (pools: Pools) => ({
  fitList: serveTenant(fitListCall, (member, asked) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const { limit, after = '', kind = null, mender = null, search = '' } = asked
      const fit = asked.fit === undefined ? null : asked.fit === 'yes'
      const seen = await seenIds(db, member, 'rollout.read')
      const filters = { seen, fit, kind, mender, search, after, limit }
      const outlets = await fitPage(db, member.tenant.id, filters)
      return ok({ outlets, next: outlets.length === limit ? (outlets.at(-1)?.code ?? null) : null })
    }),
  ),
  fitSummary: serveTenant(fitSummaryCall, (member) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const seen = await seenIds(db, member, 'rollout.read')
      const [summary, kinds] = await Promise.all([
        fitSummary(db, member.tenant.id, seen),
        kindCounts(db, member.tenant.id, seen),
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
  toMend: serveTenant(toMendCall, (member, { kind = null, mender = null, limit }) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const seen = await seenIds(db, member, 'rollout.read')
      const asked = { seen, kind, mender, limit }
      return ok({ subjects: await subjectsToMend(db, member.tenant.id, asked) })
    }),
  ),
  recheck: serveTenant(recheckCall, (member, { outletId }) =>
    transact(pools.app, member.tenant.id, async (tx) => {
      if (outletId && !(await sees(tx, member, 'rollout.write', outletId))) return refuse(UNKNOWN)
      const wanted = outletId ? [outletId] : await seenIds(tx, member, 'rollout.write')
      return ok({ wanted: await wantFit(tx, member.tenant.id, wanted) })
    }),
  ),
  confirmContact: serveTenant(confirmContactCall, (member, { outletId, personId }) =>
    transactAs(pools.app, member, async (tx) => {
      const distributorId = member.tenant.id
      if (!(await sees(tx, member, 'order.place_for', outletId))) return refuse(UNKNOWN)
      const contact = { distributorId, outletId, personId, confirmedBy: member.personId }
      const confirmed = await confirmContact(tx, contact)
      if (confirmed.length === 0) return refuse(UNKNOWN)
      await wantFit(tx, distributorId, [outletId])
      return ok({})
    }),
  ),
})

const matchRoutes = (pools: Pools) => ({
  matches: serveTenant(matchesCall, (member, asked) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const seen = await seenIds(db, member, 'rollout.read')
      return ok({ matches: await openMatches(db, member.tenant.id, { ...asked, seen }) })
    }),
  ),
  decideMatch: serveTenant(decideMatchCall, (member, asked) =>
    decideOnMatch(pools.app, member, asked),
  ),
  findMatches: serveTenant(findMatchesCall, ({ tenant }) =>
    transact(pools.app, tenant.id, async (tx) => {
      const matches = await findMatches(tx, tenant.id)
      return ok({ found: matches + (await findTeams(tx, tenant.id)) })
    }),
  ),
})

const leakRoutes = (pools: Pools) => ({
  priceLeaks: serveTenant(priceLeaksCall, (member, asked) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const { id, timeZone, currency } = member.tenant
      const { search = '', agentId = null, by = null, offset, limit } = asked
      const seen = await seenIds(db, member, 'rollout.read')
      const filters = { seen, search, agentId, by, timeZone, offset, limit }
      const [rows, agents] = await Promise.all([
        leakPage(db, id, filters),
        leakAgents(db, id, seen, timeZone),
      ])
      const { total = 0, totalHandMinor = 0, totalInvoiceMinor = 0 } = rows[0] ?? {}
      const sums = { total, totalHandMinor, totalInvoiceMinor, currency }
      const next = offset + rows.length < total ? offset + rows.length : null
      return ok({ leaks: rows, agents, ...sums, next })
    }),
  ),
})
