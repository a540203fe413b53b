import { type Pools, readTenant } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { ok, refuse } from '../../platform/result.ts'
import { serveTenant, transactAs } from '../../platform/serve.ts'
import { lastKnownDay } from '../habit/habit.ts'
import { seenIds } from '../outlets/outlets.ts'
import { baselineSize, baselinesOf, freezeBaseline } from './baseline-queries.ts'
import { baselinesCall, freezeBaselineCall, gaugeCall, gaugeOutletsCall } from './contract.ts'
import { decisionCall } from './decision/contract.ts'
import { decisionOfLaunch } from './decision/decision.ts'
import { gaugeOf, outletsOf } from './gauge.ts'
import { helpCall } from './help/contract.ts'
import { helpOf } from './help/help.ts'
import { leaksCall } from './leak/contract.ts'
import { leaksOfLaunch } from './leak/leaks.ts'
import { maturityCall } from './maturity/contract.ts'
import { maturityOfChannels } from './maturity/maturity.ts'
import { morningRoutes } from './morning/routes.ts'
import { reportRoutes } from './report/routes.ts'

export const goalsRoutes = ({ pools }: { pools: Pools }) => ({
  ...launchRoutes(pools),
  ...morningRoutes(pools),
  ...reportRoutes(pools),
  baselines: serveTenant(baselinesCall, ({ tenant }) =>
    readTenant(pools.app, tenant.id, async (db) =>
      ok({ baselines: await baselinesOf(db, tenant.id, LIMITS.pageRowsMax) }),
    ),
  ),
  freezeBaseline: serveTenant(freezeBaselineCall, (member, { id }) =>
    transactAs(pools.app, member, async (tx) => {
      const { tenant, personId } = member
      const known = await baselineSize(tx, tenant.id, id)
      if (known !== undefined) return ok({ outlets: known })
      const throughDay = await lastKnownDay(tx, tenant.id)
      if (throughDay === null) return refuse({ code: 'nothing_delivered' })
      const asked = { distributorId: tenant.id, id, frozenBy: personId, throughDay }
      return ok({ outlets: await freezeBaseline(tx, asked) })
    }),
  ),
})

/** What the launch has come to, and what it asks for. */
const launchRoutes = (pools: Pools) => ({
  gauge: serveTenant(gaugeCall, ({ tenant }) =>
    readTenant(pools.app, tenant.id, async (db) => ok({ gauge: await gaugeOf(db, tenant.id) })),
  ),
  gaugeOutlets: serveTenant(gaugeOutletsCall, ({ tenant }, { part, offset, limit }) =>
    readTenant(pools.app, tenant.id, async (db) =>
      ok(await outletsOf(db, { distributorId: tenant.id, part, offset, limit })),
    ),
  ),
  help: serveTenant(helpCall, (member, asked) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const seen = await seenIds(db, member, 'rollout.read')
      return ok(await helpOf(db, { ...asked, distributorId: member.tenant.id, seen }))
    }),
  ),
  leaks: serveTenant(leaksCall, (member, asked) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const seen = await seenIds(db, member, 'rollout.read')
      return ok(await leaksOfLaunch(db, { ...asked, distributorId: member.tenant.id, seen }))
    }),
  ),
  maturity: serveTenant(maturityCall, (member) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const seen = await seenIds(db, member, 'rollout.read')
      return ok(await maturityOfChannels(db, member.tenant.id, seen))
    }),
  ),
  decision: serveTenant(decisionCall, ({ tenant }) =>
    readTenant(pools.app, tenant.id, async (db) =>
      ok({ decision: await decisionOfLaunch(db, tenant.id) }),
    ),
  ),
})
