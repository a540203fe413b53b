import { z } from 'zod'
import { Cursor, Id, Instant, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { WEBHOOK_EVENTS } from './try-rules.ts'

const kept = {
  name: z.string().trim().min(1).max(LIMITS.nameCharsMax),
  url: z.url().max(LIMITS.urlCharsMax).describe('https only'),
  events: z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length),
}
const Secret = z.object({
  secret: z.string().nullable().describe('Told in this answer only; null: it stays as it is'),
})

export const webhooksCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/exchange/webhooks',
  summary: 'Where a distributor’s own programmes are told of orders.',
  right: 'exchange.read',
  request: {},
  reply: z.object({
    webhooks: z.array(
      z.object({
        id: Id,
        ...kept,
        madeAt: Instant,
        secretNo: z.int().describe('Which secret signs; the first is 1'),
        oldSecretUntil: Instant.nullable().describe('Until then both secrets sign'),
        failures: z.int().describe('Failures in a row'),
        waitUntil: Instant.nullable(),
        pausedAt: Instant.nullable(),
        pausedFor: z.enum(['gone', 'failures', 'person']).nullable(),
        waiting: z.int().describe('Deliveries that wait'),
        deliveredAt: Instant.nullable().describe('When one was last taken'),
      }),
    ),
  }),
})

export const putWebhookCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/exchange/webhooks/{webhookId}',
  summary: 'Make a webhook, or change where it goes and of what it tells.',
  right: 'platform.operate',
  audit: { word: 'webhook_put', on: 'webhook', id: 'webhookId', tells: ['events'] },
  request: { webhookId: Id.describe('Made by the client'), ...kept },
  reply: Secret,
  refusal: z.object({ code: z.enum(['too_many_webhooks', 'address_not_allowed']) }),
})

export const closeWebhookCall = tenantCall({
  method: 'DELETE',
  path: '/d/{distributor}/exchange/webhooks/{webhookId}',
  summary: 'Close a webhook: nothing more is sent there, not even what waits.',
  right: 'platform.operate',
  audit: { word: 'webhook_closed', on: 'webhook', id: 'webhookId' },
  request: { webhookId: Id },
  reply: z.object({}),
})

export const rotateWebhookCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/exchange/webhooks/{webhookId}/secrets',
  summary: 'A new secret; for a day the old one signs beside it.',
  right: 'platform.operate',
  audit: { word: 'webhook_secret_made', on: 'webhook', id: 'webhookId' },
  request: {
    webhookId: Id,
    secretNo: z.int().min(2).max(LIMITS.webhookSecretsMax).describe('The one before and one'),
  },
  reply: z.object({ secret: z.string() }),
})

export const pauseWebhookCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/exchange/webhooks/{webhookId}/pause',
  summary: 'Send nothing there for now; what happens meanwhile waits.',
  right: 'platform.operate',
  audit: { word: 'webhook_paused', on: 'webhook', id: 'webhookId' },
  request: { webhookId: Id },
  reply: z.object({}),
})

export const resumeWebhookCall = tenantCall({
  method: 'DELETE',
  path: '/d/{distributor}/exchange/webhooks/{webhookId}/pause',
  summary: 'Send again, what waited first.',
  right: 'platform.operate',
  audit: { word: 'webhook_resumed', on: 'webhook', id: 'webhookId' },
  request: { webhookId: Id },
  reply: z.object({}),
})

export const testWebhookCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/exchange/webhooks/{webhookId}/tests',
  summary: 'Send a message that tells of nothing.',
  right: 'platform.operate',
  audit: { none: 'nothing of the trade is told; the delivery says that it was a test' },
  request: {
    webhookId: Id,
    deliveryId: Id.describe('Made by the client: a repeat sends no other'),
  },
  reply: z.object({}),
})

export const deliveriesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/exchange/webhooks/{webhookId}/deliveries',
  summary: 'What was sent to a webhook and what it answered, newest first.',
  right: 'exchange.read',
  request: {
    webhookId: Id,
    status: z.enum(['waiting', 'delivered', 'failed']).optional(),
    before: Cursor.optional(),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50),
  },
  reply: z.object({
    deliveries: z.array(
      z.object({
        id: Id.describe('The header webhook-id, the same each time it is sent'),
        event: z.enum([...WEBHOOK_EVENTS, 'test']),
        orderId: Id.nullable(),
        body: z.string(),
        status: z.enum(['waiting', 'delivered', 'failed']),
        tries: z.int(),
        answerStatus: z.int().nullable().describe('Null: no answer came'),
        answer: z.string(),
        ms: z.int().nullable(),
        madeAt: Instant,
        triedAt: Instant.nullable(),
        nextAt: Instant.nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
})

export const replayDeliveryCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/exchange/webhooks/{webhookId}/deliveries/{deliveryId}/replay',
  summary: 'Send it again now, under the same id.',
  right: 'platform.operate',
  audit: { word: 'webhook_replayed', on: 'webhook', id: 'webhookId', tells: ['deliveryId'] },
  request: { webhookId: Id, deliveryId: Id },
  reply: z.object({}),
  refusal: z.object({ code: z.literal('webhook_paused') }),
})

export const webhookContract = {
  webhooks: webhooksCall,
  putWebhook: putWebhookCall,
  closeWebhook: closeWebhookCall,
  rotateWebhook: rotateWebhookCall,
  pauseWebhook: pauseWebhookCall,
  resumeWebhook: resumeWebhookCall,
  testWebhook: testWebhookCall,
  deliveries: deliveriesCall,
  replayDelivery: replayDeliveryCall,
}
