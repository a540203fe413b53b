import { z } from 'zod'
import { Day, Id, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

/** Monday is 1. */
const Weekday = z.int().min(1).max(LIMITS.weekdays)

export const patternCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets/{outletId}/pattern',
  summary: 'What an outlet usually does: cadence, delivery days, median drop, usual basket.',
  right: 'order.read',
  request: { outletId: Id },
  reply: z.object({
    pattern: z
      .object({
        drops: z.int(),
        firstDay: Day,
        lastDay: Day,
        medianGapDays: z.int().nullable(),
        weekdayDrops: z
          .array(z.int())
          .length(LIMITS.weekdays)
          .describe('Drops by weekday, Monday first'),
        medianDropMinor: z.int(),
      })
      .nullable()
      .describe('Null: nothing was delivered in the last 26 weeks of history'),
    basket: z.array(
      z.object({
        productId: Id,
        name: z.string(),
        baseUnit: z.string(),
        drops: z.int(),
        ofDrops: z.int(),
        medianQuantityMilli: z.int(),
        lastDay: Day,
      }),
    ),
  }),
})

export const proposalsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/schedule-proposals',
  summary: 'Delivery days found in history where the portal has others; a person decides each.',
  right: 'slot.write',
  request: {
    after: Id.optional(),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100),
  },
  reply: z.object({
    open: z.int(),
    proposals: z.array(
      z.object({
        id: Id,
        outletId: Id,
        outletName: z.string(),
        city: z.string(),
        zoneName: z.string().nullable(),
        portalWeekdays: z.array(Weekday),
        weekdays: z.array(Weekday),
        shareBp: z.int(),
        drops: z.int(),
      }),
    ),
    next: Id.nullable(),
  }),
})

export const decideProposalsCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/schedule-proposals/decision',
  summary: 'Accept (the outlets get these delivery days) or decline proposals.',
  right: 'slot.write',
  audit: { word: 'schedule_decided', on: 'proposal', tells: ['ids', 'accepted'] },
  request: {
    ids: z.array(Id).min(1).max(LIMITS.idsPerCallMax),
    accepted: z.boolean(),
  },
  reply: z.object({
    decided: z.int(),
    withoutZone: z.int().describe('Outlets in no zone: their days have no truck to ride'),
  }),
})

export const habitContract = {
  pattern: patternCall,
  proposals: proposalsCall,
  decideProposals: decideProposalsCall,
}
