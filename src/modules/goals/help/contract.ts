import { z } from 'zod'
import { Id, Instant, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { TROUBLES } from './help-rules.ts'
import { SIGNS } from './sign-rules.ts'

const TroubleName = z.enum(TROUBLES)
/** A group's own id, or 'nobody' for what has no agent or was not spoken with. */
const GroupId = z.string().max(LIMITS.codeCharsMax)

export const helpCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/help',
  summary: 'Where the team needs help: what is stuck and the next step, the most urgent first.',
  right: 'rollout.read',
  request: {
    by: z.enum(['agent', 'contact', 'wave']).default('agent').describe('contact: who spoke last'),
    group: GroupId.optional(),
    trouble: TroubleName.optional(),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100),
  },
  reply: z.object({
    now: Instant,
    outlets: z.int().describe('Invited, in waves that run'),
    stuck: z.int(),
    troubles: z.partialRecord(TroubleName, z.int()),
    groups: z.array(
      z.object({
        id: GroupId,
        name: z.string(),
        focus: z.enum(['operator', 'onboarder']).nullable(),
        outlets: z.int(),
        stuck: z.int(),
        troubles: z.partialRecord(TroubleName, z.int()),
        peersBp: z.int().describe('The share of the other groups’ outlets that is stuck'),
        above: z.boolean().describe('Above the others’ share by more than chance (95 %)'),
      }),
    ),
    signs: z
      .array(
        z.object({
          sign: z.enum(SIGNS),
          id: Id.describe('A person who typed; of falls, an agent'),
          name: z.string(),
          count: z.int(),
          of: z.int(),
          peersBp: z.int(),
          outlets: z.array(z.object({ outletId: Id, name: z.string() })),
        }),
      )
      .describe('Only above the others’ share by more than chance (95 %), of four weeks'),
    found: z.int().describe('Outlets of the group and trouble that were asked for'),
    list: z.array(
      z.object({
        outletId: Id,
        code: z.string(),
        name: z.string(),
        city: z.string(),
        waveId: Id,
        waveNumber: z.int(),
        step: z.string(),
        trouble: TroubleName,
        days: z.int().describe('For so many days'),
        agentName: z.string().nullable(),
        contactName: z.string().nullable().describe('Who spoke with it last'),
      }),
    ),
  }),
})
