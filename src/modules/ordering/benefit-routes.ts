import { type Pools, readTenant } from '../../platform/db.ts'
import { ok } from '../../platform/result.ts'
import { serveTenant } from '../../platform/serve.ts'
import { dueOf } from '../promotions/promotions.ts'
import { benefitOrdersCall } from './benefit-contract.ts'
import { benefitOrders, benefitSums } from './benefit-queries.ts'

/** What the portal-only benefit promised, and what of it is due. */
export const benefitRoutes = (pools: Pools) => ({
  benefitOrders: serveTenant(benefitOrdersCall, ({ tenant }, { after = null, limit }) =>
    readTenant(pools.app, tenant.id, async (db) => {
      const rows = await benefitOrders(db, tenant.id, { after, limit })
      const orders = rows.map(({ keptMinor, percentBp, ...row }) => ({
        ...row,
        dueMinor:
          keptMinor === null || row.revokedWhy ? null : dueOf({ percentBp, ...row }, keptMinor),
      }))
      const next = orders.length === limit ? (orders.at(-1)?.orderId ?? null) : null
      return ok({ ...(await benefitSums(db, tenant.id)), orders, next })
    }),
  ),
})
