import { type Pools, readTenant } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { ok, refuse } from '../../platform/result.ts'
import { serveTenant, transactAs } from '../../platform/serve.ts'
import { lastKnownDay } from '../habit/habit.ts'
import { baselineSize, baselinesOf, freezeBaseline } from './baseline-queries.ts'
import { baselinesCall, freezeBaselineCall } from './contract.ts'

export const goalsRoutes = ({ pools }: { pools: Pools }) => ({
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
