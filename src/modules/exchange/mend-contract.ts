import { z } from 'zod'
import { Id, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

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

export const mendContract = {
  mendChoices: mendChoicesCall,
  mend: mendCall,
  dropMend: dropMendCall,
  replayRun: replayRunCall,
}
