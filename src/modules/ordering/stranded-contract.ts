import { z } from 'zod'
import { Day, Id, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

export const moveStrandedCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/zones/{zoneId}/stranded/{day}/moves',
  summary:
    'Move the orders of a day without a truck to each outlet’s next open day that has room, so many ' +
    'outlets at a time; go on after the last one until there is no next.',
  right: 'slot.write',
  audit: { word: 'stranded_moved', on: 'zone', id: 'zoneId', tells: ['day'] },
  request: {
    zoneId: Id,
    day: Day,
    after: Id.nullable().default(null).describe('The outlet after which to go on'),
    limit: z.int().min(1).max(LIMITS.strandedAtOnceMax).default(20),
  },
  reply: z.object({
    moved: z.int().describe('Orders that have another day now'),
    outlets: z.int().describe('Outlets looked at'),
    stayed: z.array(
      z.object({
        outletId: Id,
        outletName: z.string(),
        why: z.enum(['full', 'no_day', 'picked']),
      }),
    ),
    next: Id.nullable(),
  }),
  refusal: z.object({ code: z.literal('unknown') }),
})

export const strandedContract = { moveStranded: moveStrandedCall }
