import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { decisionCall } from './decision/contract.ts'
import { helpCall } from './help/contract.ts'
import { leaksCall } from './leak/contract.ts'
import { maturityCall } from './maturity/contract.ts'

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

const Laws = z.object({
  outlets: z.int(),
  drops: z.int(),
  orders: z.int(),
  dropMinor: z.int(),
  linesPerOrder: z.number(),
  productsPerOutlet: z.number(),
  selfBp: z.int(),
  independentBp: z.int(),
  independentValueBp: z.int(),
})
const Part = z.enum(['all', 'invited', 'held_out'])

export const gaugeCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/gauge',
  summary:
    'The two laws: the last 28 days against the 12 weeks before the launch, of all outlets, the invited and the held out.',
  right: 'rollout.read',
  scope: 'tenant',
  request: {},
  reply: z.object({
    gauge: z
      .object({
        throughDay: Day,
        launchDay: Day,
        parts: z.array(
          z.object({
            part: Part,
            now: Laws,
            before: Laws,
            warnings: z.array(z.enum(['drop_falls', 'breadth_falls', 'nobody_alone'])),
          }),
        ),
      })
      .nullable()
      .describe('Null: there is no launch, or nothing was delivered'),
  }),
})

export const goalsContract = {
  gauge: gaugeCall,
  help: helpCall,
  leaks: leaksCall,
  maturity: maturityCall,
  decision: decisionCall,
  baselines: baselinesCall,
  freezeBaseline: freezeBaselineCall,
}
