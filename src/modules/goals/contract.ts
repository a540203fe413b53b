import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { decisionCall } from './decision/contract.ts'
import { helpCall } from './help/contract.ts'
import { leaksCall } from './leak/contract.ts'
import { maturityCall } from './maturity/contract.ts'
import { morningCall, setMorningCall } from './morning/contract.ts'
import { reportFileCall, weeklyReportCall } from './report/contract.ts'

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

const Range = z.object({ low: z.int(), high: z.int() }).nullable()
const Laws = z.object({
  outlets: z.int(),
  drops: z.int(),
  orders: z.int(),
  dropMinor: z.int(),
  dropInterval: Range.describe('95 %; null: fewer than 10 outlets'),
  linesPerOrder: z.number(),
  productsPerOutlet: z.number(),
  selfBp: z.int(),
  independentBp: z.int(),
  independentInterval: Range.describe('95 % (Wilson); null: no orders'),
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
        waiting: z.int().describe('Outlets that are being counted anew just now'),
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

const OutletWindow = z.object({
  orders: z.int(),
  drops: z.int(),
  lines: z.int(),
  products: z.int(),
  keptMinor: z.int(),
  selfOrders: z.int(),
  independentOrders: z.int(),
})

export const gaugeOutletsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/gauge/outlets',
  summary: 'The outlets behind the numbers of the gauge: those that lost most first.',
  right: 'rollout.read',
  scope: 'tenant',
  request: {
    part: z.enum(['invited', 'held_out', 'other']).optional().describe('Absent: all'),
    offset: z.int().min(0).max(LIMITS.debtRowsMax).default(0),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50),
  },
  reply: z.object({
    outlets: z
      .array(
        z.object({
          outletId: Id,
          code: z.string(),
          name: z.string(),
          city: z.string(),
          step: z.string().nullable(),
          now: OutletWindow.nullable().describe('The last 28 days; null: nothing was delivered'),
          before: OutletWindow.nullable().describe('The 12 weeks before the launch'),
        }),
      )
      .max(LIMITS.pageRowsMax),
    total: z.int(),
  }),
})

export const goalsContract = {
  gauge: gaugeCall,
  gaugeOutlets: gaugeOutletsCall,
  help: helpCall,
  leaks: leaksCall,
  maturity: maturityCall,
  decision: decisionCall,
  morning: morningCall,
  setMorning: setMorningCall,
  weeklyReport: weeklyReportCall,
  reportFile: reportFileCall,
  baselines: baselinesCall,
  freezeBaseline: freezeBaselineCall,
}
