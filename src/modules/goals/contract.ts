import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

export const baselinesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/baselines',
  summary: 'Frozen yardsticks: what outlets did in the 12 weeks before, newest first.',
  right: 'rollout.read',
  request: {},
  reply: z.object({
    baselines: z
      .array(
        z.object({
          id: Id,
          fromDay: Day,
          toDay: Day,
          frozenAt: Instant,
          outlets: z.int(),
          drops: z.int(),
          orders: z.int(),
          lines: z.int(),
          products: z.int().describe('Different products of each outlet, summed over outlets'),
          keptMinor: z.int().describe('Delivered net of returns'),
          selfServiceOrders: z.int(),
        }),
      )
      .max(LIMITS.pageRowsMax),
  }),
})

export const freezeBaselineCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/baselines',
  summary: 'Freeze the last 12 weeks of history as the yardstick.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: { word: 'baseline_frozen', on: 'baseline', id: 'id' },
  request: { id: Id.describe('Made by the client: a repeat freezes nothing twice') },
  reply: z.object({ outlets: z.int() }),
  refusal: z.object({ code: z.literal('nothing_delivered') }),
})

export const goalsContract = { baselines: baselinesCall, freezeBaseline: freezeBaselineCall }
