import { z } from 'zod'
import { Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

const Run = z.object({
  id: Id,
  kind: z.enum(['catalogue', 'orders', 'statuses', 'table']),
  source: z.string(),
  status: z.enum(['receiving', 'running', 'done', 'refused', 'failed']),
  dryRun: z.boolean(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  startedBy: z.string(),
  counts: z.record(z.string(), z.number()),
  refusal: z.record(z.string(), z.unknown()).nullable(),
  oddities: z.int(),
})

export const runsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/exchange/runs',
  summary: 'Runs of the exchange with the ERP, newest first.',
  right: 'exchange.read',
  request: {
    before: Instant.optional(),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50),
  },
  reply: z.object({ runs: z.array(Run), next: Instant.nullable() }),
})

export const runCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/exchange/runs/{runId}',
  summary: 'One run with its report: every oddity is a row.',
  right: 'exchange.read',
  request: {
    runId: Id,
    after: z.int().min(0).default(0),
    code: z.string().max(LIMITS.codeCharsMax).optional(),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100),
  },
  reply: Run.extend({
    byCode: z.array(z.object({ code: z.string(), rows: z.int() })),
    rows: z.array(
      z.object({
        rowNo: z.int(),
        file: z.string(),
        line: z.int().nullable(),
        externalId: z.string().nullable(),
        code: z.string(),
        detail: z.string(),
        done: z.string(),
      }),
    ),
    next: z.int().nullable(),
  }),
})

export const queueCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/exchange/queue',
  summary: 'Orders that the ERP has not confirmed yet.',
  right: 'exchange.read',
  request: {},
  reply: z.object({
    waiting: z.int(),
    oldestAt: Instant.nullable(),
    lastConfirmedAt: Instant.nullable(),
    rows: z.array(
      z.object({
        orderId: Id,
        number: z.string(),
        version: z.int(),
        queuedAt: Instant,
        sentAt: Instant.nullable(),
      }),
    ),
  }),
})

export const parkedCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/exchange/parked',
  summary: 'Reactions that failed ten times and wait for a person.',
  right: 'platform.operate',
  request: {},
  reply: z.object({
    parked: z.array(
      z.object({
        factId: Id,
        reaction: z.string(),
        reason: z.string(),
        tries: z.int(),
        parkedAt: Instant,
      }),
    ),
  }),
})

export const retryParkedCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/exchange/parked/{factId}/{reaction}/retry',
  summary: 'Try a parked reaction again.',
  right: 'platform.operate',
  audit: { word: 'reaction_retried', on: 'fact', id: 'factId', tells: ['reaction'] },
  request: { factId: Id, reaction: z.string().max(LIMITS.codeCharsMax) },
  reply: z.object({}),
})

export const exchangeContract = {
  runs: runsCall,
  run: runCall,
  queue: queueCall,
  parked: parkedCall,
  retryParked: retryParkedCall,
}
