import { z } from 'zod'
import { Id, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { STEPS } from '../ladder/ladder-rules.ts'

const View = z.enum(['yes', 'maybe', 'no'])
const Points = { points: z.int(), of: z.int() }
const Reason = z.object({
  kind: z.enum([
    'regularity',
    'recency',
    'payment',
    'door_refusals',
    'contact',
    'digital',
    'agent_view',
  ]),
  ...Points,
  said: z.union([z.number(), z.string()]).nullable(),
})
const WorthReason = z.object({
  kind: z.enum(['freed_minutes', 'value']),
  ...Points,
  said: z.number(),
})

export const readinessCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/readiness',
  summary: 'Which outlets will adopt the portal, and what they are worth, with reasons.',
  right: 'rollout.read',
  request: {
    fit: z.enum(['yes', 'no']).optional(),
    search: z.string().max(LIMITS.searchCharsMax).optional(),
    sort: z.enum(['readiness', 'worth']).default('readiness'),
    offset: z.int().min(0).max(LIMITS.outletsMax).default(0),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100),
  },
  reply: z.object({
    outlets: z.array(
      z.object({
        outletId: Id,
        code: z.string(),
        name: z.string(),
        city: z.string(),
        class: z.string(),
        fit: z.boolean().nullable(),
        readiness: z.int(),
        reasons: z.array(Reason),
        worth: z.int(),
        worthReasons: z.array(WorthReason),
        agentView: View.nullable(),
        agentName: z.string().nullable(),
        wave: z.int().nullable(),
        step: z.enum(STEPS),
      }),
    ),
    more: z.boolean(),
  }),
})

export const judgeReadinessCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/readiness',
  summary: 'Judges readiness and worth of all outlets anew.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: { none: 'it computes anew what follows from other rows' },
  request: {},
  reply: z.object({ changed: z.int() }),
})

export const sayViewCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/outlets/{outletId}/agent-view',
  summary: 'What who knows the shop thinks: will it order by itself?',
  right: 'rollout.contact',
  audit: { word: 'agent_view_said', on: 'outlet', id: 'outletId', tells: ['view'] },
  request: { outletId: Id, view: View },
  reply: z.object({}),
})

export const readinessContract = {
  readiness: readinessCall,
  judgeReadiness: judgeReadinessCall,
  sayView: sayViewCall,
}
