import { z } from 'zod'
import { Day, Id, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { LEVELS } from './maturity-rules.ts'

const Bp = z.int().min(0).max(LIMITS.wholeBp)

export const maturityCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/maturity',
  summary: 'How far the portal has come in each territory, with the parts it is judged by.',
  right: 'rollout.read',
  request: {},
  reply: z.object({
    throughDay: Day.nullable().describe('The 28 days up to here; null: nothing was delivered'),
    territories: z.array(
      z.object({
        territoryId: Id,
        name: z.string(),
        agentName: z.string().nullable(),
        level: z.enum(LEVELS).nullable().describe('Null: not enough data'),
        outlets: z.int().describe('Active ones'),
        aloneOutlets: z.int(),
        orders: z.int(),
        aloneOrders: z.int(),
        outletsBp: Bp,
        ordersBp: Bp,
        valueBp: Bp,
      }),
    ),
  }),
})
