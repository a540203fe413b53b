import { z } from 'zod'
import { Day, tenantCall } from '../../../platform/call.ts'

const Cell = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.string() }),
    z.object({ kind: z.enum(['number', 'money', 'bp']), value: z.number() }),
    z.object({ kind: z.literal('day'), day: Day }),
  ])
  .nullable()

export const weeklyReportCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/weekly-report',
  summary: 'The week of the launch laid out as tables, in the language of who asks.',
  right: 'rollout.read',
  scope: 'tenant',
  request: {},
  reply: z.object({
    report: z
      .object({
        title: z.string(),
        lead: z.string(),
        sections: z.array(
          z.object({
            key: z.string(),
            title: z.string(),
            notes: z.array(z.string()),
            heads: z.array(z.string()),
            rows: z.array(z.array(Cell)),
          }),
        ),
      })
      .nullable()
      .describe('Null: no launch runs'),
  }),
})

export const reportFileCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/weekly-report/{format}',
  summary: 'The same as a file to print or to count on: PDF or XLSX.',
  right: 'rollout.read',
  scope: 'tenant',
  request: { format: z.enum(['pdf', 'xlsx']) },
  reply: z.object({
    name: z.string(),
    contentType: z.string(),
    base64: z.string(),
  }),
  refusal: z.object({ code: z.literal('no_launch') }),
})
