import { z } from 'zod'
import { Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { feedContract } from './feeds/feed-contract.ts'
import { mendContract } from './mend-contract.ts'
import { ASKS } from './mend-field-rules.ts'
import { logContract } from './protocol-log/log-contract.ts'
import { tableContract } from './table/table-contract.ts'
import { webhookContract } from './webhooks/webhook-contract.ts'

const Run = z.object({
  id: Id,
  kind: z.enum(['catalogue', 'orders', 'statuses', 'table']),
  source: z.string(),
  status: z.enum([
    ...['receiving', 'running', 'done', 'refused', 'failed'],
    ...['waiting_approval', 'declined', 'replaced'],
  ] as const),
  dryRun: z.boolean(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  startedBy: z.string(),
  counts: z.record(z.string(), z.number()),
  refusal: z.record(z.string(), z.unknown()).nullable(),
  oddities: z.int(),
})

const Awaited = z.enum(['confirmation', 'approval', 'check'])

const Lone = z.object({
  hidden: z.int().describe('Goods it brought in without a product, hidden until published'),
  shown: z.int().describe('Of them, those that publishing the run shows'),
})

const Change = z.object({ added: z.int(), changed: z.int(), removed: z.int() })

const Sample = z.object({
  kind: z.string(),
  change: z.enum(['added', 'changed', 'removed']),
  code: z.string(),
  name: z.string(),
  fields: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
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
    uploadId: Id.nullable(),
    awaits: Awaited.nullable().describe('What a person may decide about it'),
    decidedBy: z.string().nullable(),
    sessionId: Id.nullable().describe('The session that asked for it'),
    lone: Lone,
    replayOf: Id.nullable().describe('The run whose files it read again'),
    replayable: z.boolean().describe('Its files are there to be read again'),
    mended: z.int().describe('Rows of it that were mended since'),
    progress: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
    changes: z.record(z.string(), Change).describe('How many rows it changed, by kind'),
    samples: z.array(Sample),
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
        asks: z.enum(ASKS).nullable().describe('What a person may say to mend it'),
        mended: z.string().nullable().describe('What somebody said since'),
      }),
    ),
    next: z.int().nullable(),
  }),
})

export const uploadsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/exchange/uploads',
  summary: 'Files of the ERP that wait for a decision, newest first.',
  right: 'exchange.read',
  request: {},
  reply: z.object({
    uploads: z.array(
      z.object({
        id: Id,
        receivedAt: Instant,
        receivedBy: z.string(),
        files: z.int(),
        bytes: z.number(),
        names: z.array(z.string()),
        table: z.boolean().describe('A table of the office, not files of an ERP or of the console'),
        runId: Id.nullable(),
        status: Run.shape.status.nullable(),
        awaits: Awaited.nullable(),
      }),
    ),
  }),
})

const MadeByClient = 'Made by the client: a repeat begins nothing twice'

export const checkUploadCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/exchange/uploads/{uploadId}/checks',
  summary: 'A dry run of kept files: its report says what an import would change.',
  right: 'exchange.run',
  audit: { none: 'nothing of the trade is written; the run says who asked for it' },
  request: { uploadId: Id, runId: Id.describe(MadeByClient) },
  reply: z.object({ runId: Id }),
  refusal: z.object({ code: z.literal('upload_busy') }),
})

export const dropUploadCall = tenantCall({
  method: 'DELETE',
  path: '/d/{distributor}/exchange/uploads/{uploadId}',
  summary: 'Decline kept files: nothing of them is imported.',
  right: 'exchange.run',
  audit: { word: 'upload_dropped', on: 'upload', id: 'uploadId' },
  request: { uploadId: Id },
  reply: z.object({}),
  refusal: z.object({ code: z.literal('upload_busy') }),
})

export const confirmRunCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/exchange/runs/{runId}/confirmation',
  summary: 'Import the files of a dry run, or of a run that waits for approval.',
  right: 'exchange.run',
  audit: { word: 'import_confirmed', on: 'run', id: 'runId', tells: ['importId', 'approved'] },
  request: {
    runId: Id,
    importId: Id.describe(MadeByClient),
    approved: z.boolean().default(false).describe('A big drop is meant'),
  },
  reply: z.object({ runId: Id }),
  refusal: z.object({ code: z.enum(['upload_busy', 'check_again', 'not_approved']) }),
})

export const loneRunsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/exchange/lone',
  summary: 'Runs that brought in goods without a product, which are hidden still; newest first.',
  right: 'catalogue.write',
  request: {},
  reply: z.object({
    runs: z.array(Lone.extend({ runId: Id, source: z.string(), startedAt: Instant })),
  }),
})

export const publishRunCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/exchange/runs/{runId}/publication',
  summary: 'Show in the shops all hidden goods that a run brought in without a product.',
  right: 'catalogue.write',
  audit: { word: 'run_published', on: 'run', id: 'runId' },
  request: { runId: Id },
  reply: z.object({ products: z.int() }),
})

export const unpublishRunCall = tenantCall({
  method: 'DELETE',
  path: '/d/{distributor}/exchange/runs/{runId}/publication',
  summary: 'Hide again what publishing a run has shown.',
  right: 'catalogue.write',
  audit: { word: 'run_hidden', on: 'run', id: 'runId' },
  request: { runId: Id },
  reply: z.object({ products: z.int() }),
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
  ...feedContract,
  ...logContract,
  ...mendContract,
  runs: runsCall,
  run: runCall,
  uploads: uploadsCall,
  checkUpload: checkUploadCall,
  dropUpload: dropUploadCall,
  confirmRun: confirmRunCall,
  loneRuns: loneRunsCall,
  publishRun: publishRunCall,
  unpublishRun: unpublishRunCall,
  queue: queueCall,
  parked: parkedCall,
  retryParked: retryParkedCall,
  ...tableContract,
  ...webhookContract,
}
