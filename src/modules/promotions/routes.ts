import { UNKNOWN } from '../../platform/call.ts'
import { type Pools, readTenant } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { serveTenant, transactAs } from '../../platform/serve.ts'
import { benefitCall, endBenefitCall, putBenefitCall } from './contract.ts'
import { endBenefit, openBenefit, putBenefit } from './queries.ts'

/** What only the portal gives. */
export const promotionsRoutes = ({ pools }: { pools: Pools }) => ({
  benefit: serveTenant(benefitCall, ({ tenant }) =>
    readTenant(pools.app, tenant.id, async (db) =>
      ok({ benefit: (await openBenefit(db, tenant.id)) ?? null }),
    ),
  ),
  putBenefit: serveTenant(putBenefitCall, (member, said) =>
    transactAs(pools.app, member, async (tx) => {
      if (said.toDay < said.fromDay) return refuse({ code: 'ends_before_start' as const })
      const open = await openBenefit(tx, member.tenant.id)
      if (open && open.id !== said.id) return refuse({ code: 'benefit_runs' as const })
      const put = await putBenefit(tx, member.tenant.id, { ...said, putBy: member.personId })
      return put ? ok({}) : refuse({ code: 'below_promised' as const })
    }),
  ),
  endBenefit: serveTenant(endBenefitCall, (member, { id }) =>
    transactAs(pools.app, member, async (tx) =>
      (await endBenefit(tx, member.tenant.id, id)) ? ok({}) : refuse(UNKNOWN),
    ),
  ),
})
