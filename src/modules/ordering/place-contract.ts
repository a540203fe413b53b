import { z } from 'zod'
import { Day, Id, Instant, personCall, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { Slot } from '../delivery/contract.ts'
import { CHANNELS } from './channel-rules.ts'
import { HandRefusal } from './hand-contract.ts'
import { HoldReason } from './hold-contract.ts'
import { LateReason, lateRefusals } from './late-contract.ts'
import { Difference, WantedLines } from './shelf-contract.ts'

const STATUSES = [
  'draft',
  'placed',
  'confirmed',
  'picking',
  'shipped',
  'delivered',
  'partly_delivered',
  'on_hold',
  'cancelled',
  'rejected',
  'returned',
] as const
export const Channel = z.enum(CHANNELS)
export type Channel = z.infer<typeof Channel>
export const Status = z.enum(STATUSES)
export type Status = z.infer<typeof Status>

const PlacedOrder = z.object({
  id: Id,
  number: z.string(),
  status: Status,
  holdReason: HoldReason.nullable(),
  sellingEntity: z.string(),
  totalMinor: z.int(),
  lineCount: z.int(),
})

export const Placed = z.object({
  checkoutId: Id,
  deliveryDay: Day,
  placedAt: Instant,
  totalMinor: z.int(),
  currency: z.string(),
  late: z.enum(['grace', 'exception']).optional().describe('Taken after the cut-off, and how'),
  orders: z.array(PlacedOrder),
})
export type Placed = z.infer<typeof Placed>

export const unknown = z.object({ code: z.literal('unknown') })
export const differences = z.object({
  code: z.literal('differences'),
  differences: z.array(Difference),
})
export const belowMinimum = z.object({
  code: z.literal('below_minimum'),
  minimumMinor: z.int(),
  missingMinor: z.int(),
})

export const PlaceRefusal = z.discriminatedUnion('code', [
  unknown,
  differences,
  z.object({ code: z.literal('slot_closed'), next: Slot.nullable() }),
  z.object({ code: z.literal('slot_full'), next: Slot.nullable() }),
  ...lateRefusals,
  belowMinimum,
  z.object({ code: z.literal('checkout_reused') }),
  z.object({ code: z.literal('no_contract'), sellingEntity: z.string() }),
  z.object({
    code: z.literal('double_order'),
    orderId: Id,
    number: z.string(),
    channel: Channel,
    productNames: z.array(z.string()),
  }),
  HandRefusal,
])
export type PlaceRefusal = z.infer<typeof PlaceRefusal>

export const placeCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/outlets/{outletId}/checkouts',
  summary:
    'Place an order. The client makes the checkout’s id; the same id and body is placed once.',
  right: 'order.place',
  audit: { none: 'the order’s own timeline says who placed it, when and by which session' },
  request: {
    outletId: Id,
    checkoutId: Id,
    deliveryDay: Day,
    lines: WantedLines,
    note: z.string().max(LIMITS.noteCharsMax).default(''),
    preparedBy: z.enum(['buyer', 'suggestion']).default('buyer'),
    origin: z
      .enum(['visit', 'call', 'messenger'])
      .nullable()
      .default(null)
      .describe('Of an assisted order; ignored for a buyer'),
    onDouble: z.enum(['ask', 'keep']).default('ask'),
    late: z
      .object({ reason: LateReason })
      .optional()
      .describe('Staff let it in after the cut-off, and say why; ignored while the slot is open'),
  },
  reply: Placed,
  refusal: PlaceRefusal,
})

export const PlaceDraftRefusal = z.discriminatedUnion('code', [
  ...PlaceRefusal.options,
  z.object({
    code: z.literal('draft_closed'),
    state: z.enum(['withdrawn', 'expired', 'placed', 'changed']),
  }),
])
export type PlaceDraftRefusal = z.infer<typeof PlaceDraftRefusal>

export const placeDraftCall = personCall({
  method: 'POST',
  path: '/drafts/{token}/order',
  summary: 'Place the draft of a link: once. What was drafted, or less of it.',
  access: 'public',
  audit: { none: 'the order’s own timeline says for whom it was placed, and from which device' },
  request: {
    token: z.string().min(1).max(LIMITS.nameCharsMax),
    lines: WantedLines,
    onDouble: z.enum(['ask', 'keep']).default('ask'),
  },
  reply: Placed,
  refusal: PlaceDraftRefusal,
})
