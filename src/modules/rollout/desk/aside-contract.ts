import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'

const unknown = z.object({ code: z.literal('unknown') })
const samePerson = z.object({ code: z.literal('aside_same_person') })
const Kind = z.enum(['paused', 'stays_with_agent'])

export const putAsideCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/outlets/{outletId}/aside',
  summary: 'Leave an outlet out for 90 days, with the reason; staying with the agent is confirmed.',
  right: 'rollout.contact',
  audit: { word: 'aside_put', on: 'outlet', id: 'outletId', tells: ['kind'] },
  request: { outletId: Id, kind: Kind, reason: z.string().min(1).max(LIMITS.noteCharsMax) },
  reply: z.object({}),
  refusal: z.discriminatedUnion('code', [unknown, z.object({ code: z.literal('aside_known') })]),
})

export const confirmAsideCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/outlets/{outletId}/aside/confirmation',
  summary: 'A second person agrees that the outlet stays with its agent.',
  right: 'rollout.contact',
  audit: { word: 'aside_confirmed', on: 'outlet', id: 'outletId' },
  request: { outletId: Id },
  reply: z.object({}),
  refusal: z.discriminatedUnion('code', [unknown, samePerson]),
})

export const reviewAsideCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/outlets/{outletId}/aside/review',
  summary:
    'Looked at again: the outlet stays out for 90 days more. Of one that stays with its agent not by ' +
    'whoever asked for it.',
  right: 'rollout.contact',
  audit: { word: 'aside_reviewed', on: 'outlet', id: 'outletId' },
  request: { outletId: Id },
  reply: z.object({ reviewOn: Day }),
  refusal: z.discriminatedUnion('code', [unknown, samePerson]),
})

export const endAsideCall = tenantCall({
  method: 'DELETE',
  path: '/d/{distributor}/outlets/{outletId}/aside',
  summary: 'The outlet is back in its turn.',
  right: 'rollout.contact',
  audit: { word: 'aside_ended', on: 'outlet', id: 'outletId' },
  request: { outletId: Id },
  reply: z.object({}),
})

const Aside = z.object({
  outletId: Id,
  code: z.string(),
  name: z.string(),
  city: z.string(),
  step: z.string(),
  kind: Kind,
  reason: z.string(),
  askedName: z.string().nullable(),
  since: Instant,
  confirmedName: z.string().nullable(),
  reviewedName: z.string().nullable(),
  reviewedAt: Instant.nullable(),
  reviewOn: Day,
  endedAt: Instant.nullable(),
  endedName: z.string().nullable(),
  waits: z.boolean().describe('A second person has to agree'),
  due: z.boolean().describe('It is time to look at it again'),
  mine: z.boolean().describe('I asked for it: somebody else has to agree'),
})
export type Aside = z.infer<typeof Aside>

export const asidesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/asides',
  summary:
    'Outlets that are set aside, or were: who asked, why, who agreed, when to look again. What waits ' +
    'comes first, then what is due.',
  right: 'rollout.contact',
  request: {
    state: z.enum(['open', 'waiting', 'due', 'ended']).default('open'),
    kind: Kind.optional(),
    search: z.string().max(LIMITS.searchCharsMax).optional(),
    offset: z.int().min(0).max(LIMITS.outletsMax).default(0),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50),
  },
  reply: z.object({
    open: z.int().describe('Of all in sight, however the list is narrowed'),
    waiting: z.int(),
    due: z.int(),
    asides: z.array(Aside),
    next: z.int().nullable(),
  }),
})

export const asideContract = {
  putAside: putAsideCall,
  confirmAside: confirmAsideCall,
  reviewAside: reviewAsideCall,
  endAside: endAsideCall,
  asides: asidesCall,
}
