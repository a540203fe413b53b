import { z } from 'zod'
import { Day, Id, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const Ways = {
  mail: z.boolean(),
  messenger: z.enum(['viber', 'push']).nullable(),
}

export const morningCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/morning',
  summary: 'Who gets five lines about the launch in the morning, when, and who could.',
  right: 'rollout.write',
  scope: 'tenant',
  request: {},
  reply: z.object({
    at: Clock.describe('In the distributor’s zone'),
    readers: z.array(z.object({ personId: Id, name: z.string(), ...Ways })),
    lastDay: Day.nullable().describe('The last day on which there was something to tell'),
    people: z.array(z.object({ id: Id, name: z.string(), roles: z.array(z.string()) })),
  }),
})

export const setMorningCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/morning',
  summary: 'Set when five lines about the launch are told in the morning, and to whom.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: { word: 'morning_set', on: 'programme', tells: ['at'] },
  request: {
    at: Clock,
    readers: z
      .array(
        z
          .object({ personId: Id, ...Ways })
          .refine(({ mail, messenger }) => mail || messenger !== null, 'by mail or a messenger'),
      )
      .max(LIMITS.pageRowsMax),
  },
  reply: z.object({}),
  refusal: z.object({ code: z.literal('unknown') }),
})
