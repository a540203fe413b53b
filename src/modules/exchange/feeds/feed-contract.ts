import { z } from 'zod'
import { Id, Instant, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { Kind } from '../table/mapping.ts'

const Time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
const Rhythm = z.discriminatedUnion('every', [
  z.object({ every: z.literal('hours'), hours: z.int().min(1).max(LIMITS.rhythmHoursMax) }),
  z.object({
    every: z.literal('week'),
    weekdays: z.array(z.int().min(1).max(LIMITS.weekdays)).min(1).max(LIMITS.weekdays),
    times: z.array(Time).min(1).max(LIMITS.rhythmTimesMax),
  }),
])

const kept = {
  name: z.string().trim().min(1).max(LIMITS.nameCharsMax),
  kind: z
    .enum(['erp', 'upload', 'table'])
    .describe('An ERP by its own key, files of it by the office, tables'),
  tableKind: Kind.nullable().describe('Which tables; null: any'),
  rhythm: Rhythm.nullable().describe('Null: nobody waits for it'),
  toleranceMinutes: z.int().min(0).max(LIMITS.toleranceMinutesMax),
}

const Key = z.object({
  id: Id,
  login: z.string(),
  madeAt: Instant,
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
})

export const feedsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/exchange/feeds',
  summary: 'What is expected to come, when it came last, and what is late.',
  right: 'exchange.read',
  request: {},
  reply: z.object({
    feeds: z.array(
      z.object({
        id: Id,
        ...kept,
        cameAt: Instant.nullable(),
        dueAt: Instant.nullable().describe('Late when it has not come by then'),
        lateSince: Instant.nullable(),
        keys: z.array(Key),
      }),
    ),
    otherKeys: z.array(Key).describe('Keys of no feed'),
  }),
})

export const putFeedCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/exchange/feeds/{feedId}',
  summary: 'Make a feed, or change its name and rhythm. Its kind stays.',
  right: 'exchange.run',
  audit: { word: 'feed_put', on: 'feed', id: 'feedId' },
  request: { feedId: Id.describe('Made by the client'), ...kept },
  reply: z.object({}),
  refusal: z.object({ code: z.literal('too_many_feeds') }),
})

export const closeFeedCall = tenantCall({
  method: 'DELETE',
  path: '/d/{distributor}/exchange/feeds/{feedId}',
  summary: 'Close a feed: its keys open nothing any more, nobody waits for it.',
  right: 'exchange.run',
  audit: { word: 'feed_closed', on: 'feed', id: 'feedId' },
  request: { feedId: Id },
  reply: z.object({}),
})

export const makeKeyCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/exchange/feeds/{feedId}/keys',
  summary: 'Issue a key of an ERP’s feed. The secret is told in this answer only.',
  right: 'exchange.run',
  audit: { word: 'exchange_key_made', on: 'machine_key', id: 'keyId', tells: ['feedId'] },
  request: { feedId: Id, keyId: Id.describe('Made by the client: a repeat issues no second one') },
  reply: z.object({ login: z.string(), secret: z.string() }),
  refusal: z.object({ code: z.enum(['key_known', 'too_many_keys']) }),
})

export const revokeKeyCall = tenantCall({
  method: 'DELETE',
  path: '/d/{distributor}/exchange/keys/{keyId}',
  summary: 'Revoke a key: at once, in open exchanges too.',
  right: 'exchange.run',
  audit: { word: 'exchange_key_revoked', on: 'machine_key', id: 'keyId' },
  request: { keyId: Id },
  reply: z.object({}),
})

export const feedContract = {
  feeds: feedsCall,
  putFeed: putFeedCall,
  closeFeed: closeFeedCall,
  makeKey: makeKeyCall,
  revokeKey: revokeKeyCall,
}
