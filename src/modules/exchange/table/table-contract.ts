import { z } from 'zod'
import { Id, Instant, tenantCall } from '../../../platform/call.ts'
import { LIMITS } from '../../../platform/limits.ts'
import { ASKS } from '../mend-field-rules.ts'
import { CHANNEL_RULES_MAX, ChannelRule, Kind, Mapping } from './mapping.ts'

const Name = z.string().min(1).max(LIMITS.nameCharsMax)
const FieldKey = z.string().regex(/^[A-Za-z]+(?::.{1,64})?$/)
const { numbers, dates } = Mapping.shape

const Form = z
  .object({
    kind: Kind,
    header: z.int().min(0).max(LIMITS.tableHeaderMax).describe('Row of the headers; 0: none'),
    numbers: numbers.unwrap(),
    dates: dates.unwrap(),
    vatIncluded: z.boolean(),
    columns: z.record(FieldKey, Name).describe('Columns by field; "price:LIST" for one of many'),
    constants: z.record(FieldKey, Name).describe('One value for all rows, by field'),
    channels: z
      .array(ChannelRule)
      .max(CHANNEL_RULES_MAX)
      .optional()
      .describe('Who entered an order: the first rule that fits'),
  })
  .meta({ id: 'TableForm' })

const Refused = z.object({ code: z.string(), line: z.int(), detail: z.string() })

const Table = z.object({
  name: z.string(),
  refused: Refused.nullable().describe('Why the file is no table'),
  form: Form,
  from: z.enum(['guess', 'memory', 'run']).describe('Where the form comes from'),
  keptBy: z.string().nullable().describe('Who confirmed it, when it is remembered'),
  likelier: Kind.nullable().describe('A kind that the file seems to be instead'),
  runId: Id.nullable().describe('The newest run that read it'),
  fields: z.array(z.object({ name: z.string(), many: z.boolean() })),
  needs: z.array(z.array(z.string())).describe('Of each group one field is needed'),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())).describe('The first ones below the headers'),
  known: z.object({ list: z.array(z.string()), warehouse: z.array(z.string()) }),
})

export const tableCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/exchange/tables/{uploadId}',
  summary: 'A table that was sent, with its first rows and how its columns seem to be meant.',
  right: 'exchange.read',
  request: {
    uploadId: Id,
    kind: Kind.optional().describe('When absent, as its newest run read it'),
    header: z.int().min(0).max(LIMITS.tableHeaderMax).optional(),
  },
  reply: Table,
})

export const checkTableCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/exchange/tables/{uploadId}/checks',
  summary: 'A dry run of a table, read as the form says: what it would change, what waits.',
  right: 'exchange.run',
  audit: { none: 'nothing of the trade is written; the run says who asked for it' },
  request: {
    uploadId: Id,
    runId: Id.describe('Made by the client: a repeat begins nothing twice'),
    form: Form,
  },
  reply: z.object({ runId: Id }),
  refusal: z.object({ code: z.enum(['upload_busy', 'column_missing']) }),
})

const Found = z.object({
  rowNo: z.int(),
  line: z.int().nullable(),
  field: z.string().nullable(),
  value: z.string().nullable(),
  externalId: z.string().nullable(),
  code: z.string(),
  done: z.string(),
  asks: z.enum(ASKS).nullable().describe('What a person may say to mend it'),
  mended: z.string().nullable().describe('What somebody said since'),
})

export const tableRunCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/exchange/table-runs/{runId}',
  summary: 'A run of a table: its counts, examples of changes, rows that wait or were mended.',
  right: 'exchange.read',
  request: {
    runId: Id,
    after: z.int().min(0).default(0),
    done: z.enum(['quarantined', 'left_empty', 'made', 'kept', 'later_counts']).optional(),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50),
  },
  reply: z.object({
    id: Id,
    source: z.string(),
    status: z.string(),
    dryRun: z.boolean(),
    startedAt: Instant,
    finishedAt: Instant.nullable(),
    startedBy: z.string(),
    counts: z.record(z.string(), z.number()),
    refusal: z.record(z.string(), z.unknown()).nullable(),
    uploadId: Id.nullable(),
    form: Form,
    awaits: z.enum(['confirmation', 'approval', 'check']).nullable(),
    mended: z.int().describe('Rows of it that were mended since'),
    replayable: z.boolean().describe('The table is there to be read again'),
    samples: z.array(
      z.object({
        line: z.number(),
        name: z.string(),
        change: z.enum(['insert', 'update']),
        fields: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
      }),
    ),
    rows: z.array(Found),
    next: z.int().nullable(),
  }),
})

/** The calls about tables that people bring in. */
export const tableContract = {
  table: tableCall,
  checkTable: checkTableCall,
  tableRun: tableRunCall,
}
