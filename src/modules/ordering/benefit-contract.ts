import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

export const benefitOrdersCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/benefit/orders',
  summary: 'Orders that were promised the portal-only benefit, and what of it is due.',
  right: 'rollout.read',
  scope: 'tenant',
  request: {
    after: Id.optional(),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100),
  },
  reply: z.object({
    promisedMinor: z.int(),
    dueMinor: z.int().describe('Of what was delivered and kept so far'),
    orders: z.array(
      z.object({
        orderId: Id,
        number: z.string(),
        outletId: Id,
        outletName: z.string(),
        placedAt: Instant,
        deliveryDay: Day,
        totalMinor: z.int(),
        promisedMinor: z.int(),
        dueMinor: z.int().nullable().describe('Null: not delivered yet'),
        revokedWhy: z.enum(['cancelled', 'changed_by_staff', 'moved']).nullable(),
      }),
    ),
    next: Id.nullable(),
  }),
})

export const benefitContract = { benefitOrders: benefitOrdersCall }
