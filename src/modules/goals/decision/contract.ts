import { z } from 'zod'
import { Day, Id, tenantCall } from '../../../platform/call.ts'
import { REASONS, VERDICTS } from './decision-rules.ts'

export const decisionCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/decision',
  summary: 'Whether the next wave goes or stops, with the reasons for and against.',
  right: 'rollout.read',
  scope: 'tenant',
  request: {},
  reply: z.object({
    decision: z
      .object({
        verdict: z.enum(VERDICTS),
        waveId: Id.nullable().describe('The wave whose gate it is'),
        waveNumber: z.int().nullable(),
        waveEndsOn: Day.nullable(),
        questions: z.int().describe('Of the people, that nobody answered'),
        reasons: z.array(
          z.object({
            code: z.enum(REASONS),
            holds: z.boolean().describe('It speaks for going on'),
            reachedBp: z.int().nullable(),
            wantedBp: z.int().nullable(),
          }),
        ),
      })
      .nullable()
      .describe('Null: no launch runs'),
  }),
})
