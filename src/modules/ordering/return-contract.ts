import { z } from 'zod'
import { Day, DayCursor, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { RETURN_KINDS } from './return-rules.ts'

const Kind = z.enum([...RETURN_KINDS, 'unknown']).describe('Unknown: an import does not say')
const ReturnState = z.enum(['asked', 'accepted', 'refused', 'done'])
const QuantityMilli = z.int().min(0).max(LIMITS.quantityMilliMax)

const Return = z.object({
  id: Id,
  number: z.string(),
  outletId: Id,
  outletName: z.string(),
  city: z.string(),
  orderId: Id.nullable().describe('Null: an import does not name the order'),
  orderNumber: z.string().nullable(),
  day: Day,
  status: ReturnState,
  totalMinor: z.int(),
  note: z.string(),
  askedAt: Instant,
  askedBy: z.string(),
  decidedAt: Instant.nullable(),
  decidedBy: z.string(),
  why: z.string(),
  lines: z.array(
    z.object({
      lineNo: z.int(),
      kind: Kind,
      name: z.string(),
      unitCode: z.string(),
      quantityMilli: z.int(),
      totalMinor: z.int(),
    }),
  ),
  can: z.object({ decide: z.boolean(), finish: z.boolean() }),
})
export type Return = z.infer<typeof Return>

export const returnsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/returns',
  summary: 'Returns in my scope, newest first, with filters.',
  right: 'order.read',
  request: {
    outletId: Id.optional(),
    orderId: Id.optional(),
    status: ReturnState.optional(),
    kind: Kind.optional(),
    search: z.string().max(LIMITS.searchCharsMax).optional(),
    before: DayCursor.optional().describe('The cursor that the last page gave'),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(20),
  },
  reply: z.object({ returns: z.array(Return), next: z.string().nullable() }),
})

export const returnableCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/orders/{orderId}/returnable',
  summary: 'How much of each line of an order can still come back.',
  right: 'order.read',
  request: { orderId: Id },
  reply: z.object({
    lines: z.array(
      z.object({
        lineNo: z.int(),
        name: z.string(),
        unitCode: z.string(),
        leftMilli: z.int(),
        multipleMilli: z.int().describe('The step in which it comes back'),
      }),
    ),
  }),
})

export const askReturnCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/orders/{orderId}/returns',
  summary:
    'Ask to give goods of an order back. The client makes the id; the same id is one return.',
  right: 'order.place',
  audit: { word: 'return_asked', on: 'order', id: 'orderId', tells: ['returnId', 'kind'] },
  request: {
    orderId: Id,
    returnId: Id,
    kind: z.enum(RETURN_KINDS),
    note: z.string().max(LIMITS.noteCharsMax).default(''),
    lines: z
      .array(z.object({ lineNo: z.int().min(1), quantityMilli: QuantityMilli.min(1) }))
      .min(1)
      .max(LIMITS.orderLinesMax),
  },
  reply: z.object({ returnId: Id, number: z.string(), totalMinor: z.int() }),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('unknown') }),
    z.object({ code: z.literal('not_delivered') }),
    z.object({
      code: z.literal('return_too_much'),
      lineNo: z.int(),
      name: z.string(),
      unitCode: z.string(),
      leftMilli: z.int().describe('How much of the line can still come back'),
    }),
  ]),
})

export const decideReturnCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/returns/{returnId}/decision',
  summary: 'Accept or refuse a return, or say that the goods are back, with what really came.',
  right: 'order.release',
  audit: { word: 'return_decided', on: 'return', id: 'returnId', tells: ['decision'] },
  request: {
    returnId: Id,
    decision: z.enum(['accepted', 'refused', 'done']),
    why: z.string().max(LIMITS.noteCharsMax).default(''),
    taken: z
      .array(z.object({ lineNo: z.int().min(1), quantityMilli: QuantityMilli }))
      .max(LIMITS.orderLinesMax)
      .default([])
      .describe('Lines of which less came back than asked for'),
  },
  reply: z.object({ status: ReturnState, totalMinor: z.int() }),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('unknown') }),
    z.object({ code: z.literal('return_state'), status: ReturnState }),
    z.object({ code: z.literal('refusal_without_reason') }),
  ]),
})

export const returnContract = {
  returns: returnsCall,
  returnable: returnableCall,
  askReturn: askReturnCall,
  decideReturn: decideReturnCall,
}
