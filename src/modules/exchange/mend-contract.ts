import { z } from 'zod'
import { Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { MEND_KINDS, MEND_USES } from './mend-field-rules.ts'

const path = '/d/{distributor}/exchange/runs/{runId}/oddities/{rowNo}/mend'
const ofRow = { runId: Id, rowNo: z.int().min(1) }
const reply = z.object({ rows: z.int().describe('Rows of the run that it mends') })

export const mendChoicesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/exchange/mend-choices',
  summary: 'What may be chosen when an odd row is mended.',
  right: 'exchange.run',
  request: {},
  reply: z.object({
    lists: z.array(z.object({ id: Id, name: z.string(), currency: z.string() })),
    warehouses: z.array(z.object({ id: Id, name: z.string() })),
    units: z.array(z.string()),
  }),
})

export const mendCall = tenantCall({
  method: 'POST',
  path,
  summary: 'Say what is right in an odd row; it holds for every later upload.',
  right: 'exchange.run',
  audit: { word: 'oddity_mended', on: 'run', id: 'runId', tells: ['rowNo'] },
  request: {
    ...ofRow,
    value: z
      .string()
      .max(LIMITS.nameCharsMax)
      .describe(
        'A number as it is written, a name, a word, or the id of a list or warehouse of ours',
      ),
    listId: Id.optional().describe('By which list, where the row has no price at all'),
  },
  reply,
  refusal: z.object({ code: z.enum(['does_not_fit', 'not_mendable', 'too_many_mends']) }),
})

export const dropMendCall = tenantCall({
  method: 'DELETE',
  path,
  summary: 'Take back what was said about an odd row.',
  right: 'exchange.run',
  audit: { word: 'mend_dropped', on: 'run', id: 'runId', tells: ['rowNo'] },
  request: ofRow,
  reply,
  refusal: z.object({ code: z.literal('not_mendable') }),
})

export const replayRunCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/exchange/runs/{runId}/replay',
  summary: 'Read the files of a run again, with what was mended since: a dry run to be confirmed.',
  right: 'exchange.run',
  audit: { word: 'run_replayed', on: 'run', id: 'runId', tells: ['replayId'] },
  request: {
    runId: Id,
    replayId: Id.describe('Made by the client: a repeat begins nothing twice'),
  },
  reply: z.object({ runId: Id }),
  refusal: z.object({ code: z.literal('upload_busy') }),
})

const MendKind = z.enum(MEND_KINDS)

export const mendsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/exchange/mends',
  summary: 'What people decided about odd rows, which holds for every later upload; newest first.',
  right: 'exchange.read',
  request: {
    kind: MendKind.optional(),
    use: z.enum(MEND_USES).optional().describe('Forgotten ones are shown only when asked for'),
    text: z.string().min(1).max(LIMITS.nameCharsMax).optional(),
    before: Id.optional(),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100),
  },
  reply: z.object({
    mends: z.array(
      z.object({
        id: Id,
        kind: MendKind,
        externalId: z.string().describe('Of the item, the word or the row that it is about'),
        field: z.string(),
        code: z.string().nullable().describe('What was odd'),
        said: z.string().nullable().describe('What stood there'),
        becomes: z.string(),
        mendedBy: z.string(),
        mendedAt: Instant,
        runId: Id.nullable().describe('The run in which it was said'),
        usedAt: Instant.nullable().describe('When a run last needed it'),
        usedRunId: Id.nullable(),
        usedByLast: z.boolean().describe('The last run of its files needed it'),
        forgottenAt: Instant.nullable(),
        forgottenBy: z.string().nullable(),
      }),
    ),
    next: Id.nullable(),
  }),
})

export const forgetMendCall = tenantCall({
  method: 'DELETE',
  path: '/d/{distributor}/exchange/mends/{mendId}',
  summary: 'Forget a decision about odd rows: from the next upload on it holds no more.',
  right: 'exchange.run',
  audit: { word: 'mend_forgotten', on: 'mend', id: 'mendId' },
  request: { mendId: Id },
  reply: z.object({}),
})

export const recallMendCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/exchange/mends/{mendId}/recall',
  summary: 'Hold a forgotten decision again.',
  right: 'exchange.run',
  audit: { word: 'mend_recalled', on: 'mend', id: 'mendId' },
  request: { mendId: Id },
  reply: z.object({}),
})

export const mendContract = {
  mends: mendsCall,
  forgetMend: forgetMendCall,
  recallMend: recallMendCall,
  mendChoices: mendChoicesCall,
  mend: mendCall,
  dropMend: dropMendCall,
  replayRun: replayRunCall,
}
