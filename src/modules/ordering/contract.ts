import { z } from 'zod'
import { Cursor, Day, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { benefitContract } from './benefit-contract.ts'
import { draftContract } from './draft-contract.ts'
import { HandRefusal, handContract } from './hand-contract.ts'
import { HoldReason, heldCall, NeededLicence } from './hold-contract.ts'
import { lateContract } from './late-contract.ts'
import { lateRequestContract } from './late-request-contract.ts'
import {
  belowMinimum,
  Channel,
  differences,
  placeCall,
  placeDraftCall,
  Status,
  unknown,
} from './place-contract.ts'
import { returnContract } from './return-contract.ts'
import { QuotedLine, shelfContract, WantedLines } from './shelf-contract.ts'
import { strandedContract } from './stranded-contract.ts'

export type { ExceptionCount } from './late-contract.ts'
export type { LateRequest } from './late-request-contract.ts'
export type { Channel, PlaceDraftRefusal, Placed, PlaceRefusal, Status } from './place-contract.ts'
export type { Return } from './return-contract.ts'
export type { Difference, Quote, ShelfProduct, WantedLine } from './shelf-contract.ts'

export const ChangeRefusal = z.discriminatedUnion('code', [
  unknown,
  differences,
  belowMinimum,
  z.object({ code: z.literal('too_late'), lockAt: Instant }),
  z.object({ code: z.literal('state'), status: Status }),
  z.object({ code: z.literal('version'), version: z.int() }),
  z.object({ code: z.literal('late_bigger') }),
  z.object({ code: z.literal('other_seller'), productNames: z.array(z.string()) }),
  HandRefusal,
])
export type ChangeRefusal = z.infer<typeof ChangeRefusal>

export const changeCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/orders/{orderId}/lines',
  summary: 'Change the lines of an order until its cut-off. The version seen guards it.',
  right: 'order.change',
  audit: { word: 'order_changed', on: 'order', id: 'orderId', tells: ['version'] },
  request: {
    orderId: Id,
    version: z.int().min(1),
    lines: WantedLines,
    note: z.string().max(LIMITS.noteCharsMax).optional(),
    why: z.string().max(LIMITS.noteCharsMax).default(''),
  },
  reply: z.object({ version: z.int(), totalMinor: z.int() }),
  refusal: ChangeRefusal,
})

export const cancelCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/orders/{orderId}/cancellation',
  summary: 'Cancel an order until its cut-off; its stock, slot and credit go back.',
  right: 'order.change',
  audit: { word: 'order_cancelled', on: 'order', id: 'orderId' },
  request: { orderId: Id, why: z.string().max(LIMITS.noteCharsMax).default('') },
  reply: z.object({ version: z.int() }),
  refusal: ChangeRefusal,
})

export const releaseCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/orders/{orderId}/release',
  summary: 'Release a held order, with the reason.',
  right: 'order.release',
  audit: { word: 'order_released', on: 'order', id: 'orderId' },
  request: { orderId: Id, why: z.string().min(1).max(LIMITS.noteCharsMax) },
  reply: z.object({ version: z.int() }),
  refusal: ChangeRefusal,
})

export const OrderRow = z.object({
  id: Id,
  number: z.string(),
  outletId: Id,
  outletName: z.string(),
  city: z.string(),
  channel: Channel,
  preparedBy: z.string(),
  status: Status,
  holdReason: HoldReason.nullable(),
  topUp: z.boolean().describe('Placed for a day on which the outlet was delivered already'),
  late: z.enum(['grace', 'exception']).nullable().describe('Taken after the cut-off, and how'),
  deliveryDay: Day,
  totalMinor: z.int(),
  deliveredMinor: z.int().nullable().describe('What came, before returns; null: nobody told yet'),
  currency: z.string(),
  lineCount: z.int(),
  approximate: z.boolean(),
  placedAt: Instant,
  changedAt: Instant,
  version: z.int(),
})
export type OrderRow = z.infer<typeof OrderRow>

export const ordersCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/orders',
  summary: 'Orders in my scope, newest first, with filters.',
  right: 'order.read',
  request: {
    outletId: Id.optional(),
    status: Status.optional(),
    channel: Channel.optional(),
    deliveryDay: Day.optional(),
    deliveryFrom: Day.optional(),
    deliveryBefore: Day.optional(),
    late: z.enum(['grace', 'exception']).optional(),
    lateBy: Id.optional().describe('Who let them in after the cut-off'),
    placedFrom: Instant.optional(),
    placedTo: Instant.optional(),
    search: z
      .string()
      .max(LIMITS.searchCharsMax)
      .optional()
      .describe(
        'Outlet name or code; a number, with or without what stands before its digits, or a part of one of the ' +
          'newest 10 000 orders',
      ),
    before: Cursor.optional().describe('The cursor that the last page gave'),
    limit: z.int().min(1).max(LIMITS.pageRowsMax).default(20),
  },
  reply: z.object({ orders: z.array(OrderRow), next: z.string().nullable() }),
})

const OrderEvent = z.object({
  id: Id,
  at: Instant,
  kind: z.string(),
  actorKind: z.enum(['buyer', 'staff', 'system', 'erp']),
  actorName: z.string(),
  channel: z.string().nullable(),
  what: z.record(z.string(), z.unknown()),
  why: z.string(),
})

export const orderCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/orders/{orderId}',
  summary: 'One order: lines with their traces, and its timeline.',
  right: 'order.read',
  request: { orderId: Id },
  reply: OrderRow.extend({
    checkoutId: Id,
    contractId: Id,
    sellingEntity: z.string(),
    payerName: z.string(),
    paymentForm: z.string(),
    cutOffAt: Instant,
    lockAt: Instant,
    lateReason: z.string().nullable(),
    lateByName: z.string().nullable().describe('Who let it in after the cut-off'),
    netMinor: z.int(),
    vatMinor: z.int(),
    returnedMinor: z.int(),
    licences: z.array(NeededLicence).describe('Of an order that waits for a licence'),
    benefit: z
      .object({
        name: z.string(),
        percentBp: z.int(),
        firstOrders: z.int().nullable(),
        promisedMinor: z.int(),
        dueMinor: z
          .int()
          .nullable()
          .describe('Of what was delivered and kept; null: not delivered yet'),
        revokedWhy: z.enum(['cancelled', 'changed_by_staff', 'moved']).nullable(),
      })
      .nullable()
      .describe('What comes back for ordering by oneself; never a part of a price'),
    note: z.string(),
    can: z.object({
      change: z.boolean(),
      cancel: z.boolean(),
      release: z.boolean(),
      return: z.boolean(),
    }),
    now: Instant,
    lines: z.array(
      QuotedLine.extend({
        lineNo: z.int(),
        code: z.string(),
        picture: z.string().nullable(),
        creditedAgent: z.string().nullable(),
        deliveredMilli: z.int().nullable().describe('In base units'),
        deliveredMinor: z.int().nullable(),
        returnedMilli: z.int().describe('In base units'),
        baseUnit: z.string(),
        baseQuantityMilli: z.int(),
        vatBp: z.int(),
      }),
    ),
    events: z.array(OrderEvent),
  }),
})

export const lastBasketCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets/{outletId}/last-basket',
  summary: 'The outlet’s last order as a basket to repeat.',
  right: 'order.read',
  request: { outletId: Id },
  reply: z.object({
    orderId: Id.nullable(),
    number: z.string().nullable(),
    placedAt: Instant.nullable(),
    totalMinor: z.int(),
    lines: z.array(z.object({ productId: Id, unitCode: z.string(), quantityMilli: z.int() })),
  }),
})

export const orderingContract = {
  ...shelfContract,
  place: placeCall,
  change: changeCall,
  cancel: cancelCall,
  release: releaseCall,
  list: ordersCall,
  get: orderCall,
  lastBasket: lastBasketCall,
  held: heldCall,
  ...returnContract,
  ...handContract,
  ...draftContract,
  placeDraft: placeDraftCall,
  ...benefitContract,
  ...lateContract,
  ...lateRequestContract,
  ...strandedContract,
}
