import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { LateReason } from './late-contract.ts'
import { Channel, Placed, PlaceRefusal } from './place-contract.ts'
import { WantedLines } from './shelf-contract.ts'

const LateState = z.enum(['open', 'accepted', 'moved', 'declined', 'expired'])
export type LateState = z.infer<typeof LateState>

const LateRequest = z.object({
  id: Id,
  outletId: Id,
  outletName: z.string(),
  city: z.string(),
  deliveryDay: Day,
  channel: Channel,
  askedName: z.string(),
  askedAt: Instant,
  endsAt: Instant,
  silentFrom: Instant.nullable().describe('It waited: nothing was heard of its device since then'),
  state: LateState,
  movedTo: Day.nullable().describe('The slot that the office offered instead'),
  decidedName: z.string(),
  decidedAt: Instant.nullable(),
  why: z.string(),
  note: z.string(),
  lines: z.array(z.object({ name: z.string(), unitCode: z.string(), quantityMilli: z.int() })),
  orderId: Id.nullable().describe('What became of it: the first order placed'),
  number: z.string().nullable(),
})
export type LateRequest = z.infer<typeof LateRequest>

const stateRefusal = z.object({ code: z.literal('late_state'), state: LateState })

export const askLateCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/outlets/{outletId}/late-requests',
  summary: 'Ask the office to let an order in after the cut-off; the id becomes the checkout’s.',
  right: 'order.place',
  audit: { none: 'the request itself says who asked, when and from which device' },
  request: {
    outletId: Id,
    requestId: Id,
    deliveryDay: Day,
    lines: WantedLines,
    note: z.string().max(LIMITS.noteCharsMax).default(''),
    preparedBy: z.enum(['buyer', 'suggestion']).default('buyer'),
  },
  reply: z.object({ requestId: Id }),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('unknown') }),
    z.object({ code: z.literal('late_in_time') }),
    z.object({ code: z.literal('slot_closed') }),
    z.object({ code: z.literal('checkout_reused') }),
    z.object({ code: z.literal('late_asked') }),
  ]),
})

export const lateRequestsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/late-requests',
  summary: 'What was asked for after the cut-off, in my scope: what waits first, then the newest.',
  right: 'order.read',
  request: {
    outletId: Id.optional(),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(20),
  },
  reply: z.object({ requests: z.array(LateRequest) }),
})

export const decideLateCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/late-requests/{requestId}/decision',
  summary: 'Let a late order in as one’s own exception, offer another day, or decline with words.',
  right: 'order.place_for',
  audit: {
    word: 'late_request_decided',
    on: 'order',
    id: 'requestId',
    tells: ['decision', 'movedTo', 'overCap'],
  },
  request: {
    requestId: Id,
    decision: z.enum(['accept', 'move', 'decline']),
    why: LateReason,
    movedTo: Day.nullable().default(null).describe('Of a move: an open slot of the outlet'),
    overCap: z
      .boolean()
      .default(false)
      .describe('Beyond the cap of the outlet; only who releases orders of the whole tenant'),
  },
  reply: z.object({ state: LateState }),
  refusal: z.discriminatedUnion('code', [...PlaceRefusal.options, stateRefusal]),
})

export const confirmLateCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/late-requests/{requestId}/order',
  summary: 'Place what was asked for on the day that the office offered, as an order in time.',
  right: 'order.place',
  audit: { none: 'the order’s own timeline says who placed it, when and by which session' },
  request: { requestId: Id },
  reply: Placed,
  refusal: z.discriminatedUnion('code', [...PlaceRefusal.options, stateRefusal]),
})

export const lateRequestContract = {
  askLate: askLateCall,
  lateRequests: lateRequestsCall,
  decideLate: decideLateCall,
  confirmLate: confirmLateCall,
}
