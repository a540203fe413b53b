import { z } from 'zod'
import { Id, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { CLIMB, type Climbed } from './leak-rules.ts'

const StepName = z.enum(CLIMB.map(({ step }) => step) as [Climbed, ...Climbed[]])
const Bp = z.int().min(0).max(LIMITS.wholeBp)

export const leaksCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/leaks',
  summary:
    'Which step of the ladder loses most against its expected pace, and the outlets it lost.',
  right: 'rollout.read',
  request: {
    step: StepName.optional().describe('List the outlets that are missing on this step'),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100),
  },
  reply: z.object({
    steps: z.array(
      z.object({
        step: StepName,
        due: z.int().describe('Outlets that had the time for it, or did it sooner'),
        passed: z.int(),
        lost: z.int(),
        passedBp: Bp,
        lowBp: Bp.describe('95 % interval of the share that passed (Wilson)'),
        highBp: Bp,
        expectedBp: Bp.describe('From the owner’s gate'),
        short: z.int().describe('Outlets missing against what was expected'),
      }),
    ),
    worst: z
      .object({
        step: StepName,
        sure: z.boolean().describe('The whole interval lies below what was expected'),
      })
      .nullable(),
    list: z.array(
      z.object({
        outletId: Id,
        code: z.string(),
        name: z.string(),
        city: z.string(),
        waveNumber: z.int(),
        step: z.string(),
        agentName: z.string().nullable(),
      }),
    ),
  }),
})
