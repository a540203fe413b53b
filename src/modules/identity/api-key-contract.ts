import { z } from 'zod'
import { Id, Instant, KEY_RIGHTS, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

const KeyRight = z.enum(KEY_RIGHTS)

export const apiKeysCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/api-keys',
  summary: 'Keys for the REST API: what each may do, and when it was last used.',
  right: 'platform.operate',
  request: {},
  reply: z.object({
    keys: z.array(
      z.object({
        id: Id,
        name: z.string(),
        rights: z.array(KeyRight),
        madeAt: Instant,
        madeByName: z.string(),
        lastUsedAt: Instant.nullable(),
        revokedAt: Instant.nullable(),
      }),
    ),
  }),
})

export const makeApiKeyCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/api-keys',
  summary: 'Issue a key for the REST API. It is told in this answer only.',
  right: 'platform.operate',
  audit: { word: 'api_key_made', on: 'api_key', id: 'keyId', tells: ['rights'] },
  request: {
    keyId: Id.describe('Made by the client: a repeat issues no second one'),
    name: z.string().trim().min(1).max(LIMITS.nameCharsMax),
    rights: z.array(KeyRight).min(1).max(KEY_RIGHTS.length),
  },
  reply: z.object({ token: z.string().describe('Sent as Authorization: Bearer TOKEN') }),
  refusal: z.object({ code: z.enum(['key_known', 'too_many_keys', 'right_not_yours']) }),
})

export const revokeApiKeyCall = tenantCall({
  method: 'DELETE',
  path: '/d/{distributor}/api-keys/{keyId}',
  summary: 'Revoke a key for the REST API, at once.',
  right: 'platform.operate',
  audit: { word: 'api_key_revoked', on: 'api_key', id: 'keyId' },
  request: { keyId: Id },
  reply: z.object({}),
})

export const apiKeyContract = {
  apiKeys: apiKeysCall,
  makeApiKey: makeApiKeyCall,
  revokeApiKey: revokeApiKeyCall,
}
