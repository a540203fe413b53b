import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { OUTCOMES, STAGES } from './cue-rules.ts'

const Strength = {
  stage: z.enum(STAGES),
  strengthBp: z.int().min(0).max(LIMITS.wholeBp),
  streak: z.int().describe('Cues kept in a row; excused ones are left out'),
  bestStreak: z.int(),
}
const Group = z
  .object({ outlets: z.int(), cues: z.int(), ordered: z.int() })
  .describe('Cues of which the lot decided: an outlet’s first four are always reminded of')

export const habitsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/habits',
  summary: 'How many outlets are at which stage of habit, who slips, and what reminders do.',
  right: 'rollout.read',
  request: {},
  reply: z.object({
    stages: z.record(z.enum(STAGES), z.int()),
    slipping: z.array(
      z.object({
        outletId: Id,
        code: z.string(),
        name: z.string(),
        city: z.string(),
        ...Strength,
        stageSince: Day.nullable(),
        nextCutOffAt: Instant.nullable(),
      }),
    ),
    reminders: z.object({
      planned: z.int().describe('Messages of the last 180 days'),
      sent: z.int(),
      read: z.int(),
      acted: z.int(),
      told: Group,
      heldOut: Group,
      lift: z
        .object({ by: z.number(), half: z.number() })
        .nullable()
        .describe('Difference of the shares that ordered, and half of its 95 % interval'),
    }),
  }),
})

export const outletHabitCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets/{outletId}/habit',
  summary: 'How strong an outlet’s habit of ordering by itself is, and its last cues.',
  right: 'order.read',
  request: { outletId: Id },
  reply: z.object({
    habit: z
      .object({ ...Strength, kept: z.int(), assisted: z.int(), missed: z.int() })
      .nullable()
      .describe('Null: it takes part in no launch yet'),
    cues: z
      .array(z.object({ deliveryDay: Day, outcome: z.enum(OUTCOMES) }))
      .describe('The last ones, oldest first'),
  }),
})

export const cueContract = { habits: habitsCall, outletHabit: outletHabitCall }
