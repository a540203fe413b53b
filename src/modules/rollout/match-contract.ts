import { z } from 'zod'
import { Id, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

const Kind = z.enum(['same_place', 'owner_group'])

export const matchesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/matches',
  summary: 'Outlets that may be one place, or of one owner; nothing is joined by itself.',
  right: 'rollout.read',
  request: {
    kind: Kind.default('same_place'),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100),
  },
  reply: z.object({
    matches: z.array(
      z.object({
        id: Id,
        kind: Kind,
        name: z.string(),
        score: z.int(),
        reasons: z.array(z.string()),
        size: z.int().describe('Outlets in it; of a large group only the first are told'),
        outlets: z.array(
          z.object({
            id: Id,
            code: z.string(),
            name: z.string(),
            address: z.string(),
            city: z.string(),
          }),
        ),
      }),
    ),
  }),
})

export const decideMatchCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/matches/{id}/decision',
  summary: 'Join outlets that are one place, or group those of one owner; or decline.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: { word: 'match_decided', on: 'match', id: 'id', tells: ['accepted'] },
  request: { id: Id, accepted: z.boolean() },
  reply: z.object({}),
})

export const findMatchesCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/matches',
  summary: 'Look for matches and exclusive teams now.',
  right: 'rollout.write',
  scope: 'tenant',
  audit: { none: 'it only proposes; the decision is what counts' },
  request: {},
  reply: z.object({ found: z.int() }),
})
