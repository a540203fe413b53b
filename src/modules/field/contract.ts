import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { OrderRow } from '../ordering/contract.ts'
import { coverageCall, mapCall } from './map-contract.ts'
import { planContract } from './plan-contract.ts'

export const noticesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/field/notices',
  summary: 'What happened at my outlets, newest first.',
  right: 'field.read',
  request: { limit: z.int().min(1).max(LIMITS.pageRowsMax).default(50) },
  reply: z.object({
    unread: z.int(),
    notices: z.array(
      z.object({
        id: Id,
        kind: z.enum([
          'order_placed',
          'order_changed',
          'order_cancelled',
          'order_held',
          'order_left',
          'promise_made',
          'return_asked',
        ]),
        outletId: Id,
        outletName: z.string(),
        orderId: Id.nullable(),
        number: z.string(),
        channel: z.string(),
        totalMinor: z.int(),
        payDay: Day.nullable().describe('Of a promise'),
        by: z.string().nullable().describe('Who promised'),
        at: Instant,
        read: z.boolean(),
      }),
    ),
  }),
})

export const readNoticesCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/field/notices/reading',
  summary: 'Mark my notices up to this instant as read.',
  right: 'field.read',
  audit: { none: 'what somebody has read is his own' },
  request: { upTo: Instant },
  reply: z.object({}),
})

export const overnightCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/field/overnight',
  summary: 'Who ordered since my last working day ended: no need to go there for an order.',
  right: 'field.read',
  request: {},
  reply: z.object({ since: Instant, orders: z.array(OrderRow) }),
})

export const myRouteCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/field/outlets',
  summary:
    'My outlets with their next cut-off, whether they ordered for it, and when they last did.',
  right: 'field.read',
  request: { search: z.string().max(LIMITS.searchCharsMax).optional() },
  reply: z.object({
    now: Instant,
    outlets: z.array(
      z.object({
        id: Id,
        code: z.string(),
        name: z.string(),
        address: z.string(),
        city: z.string(),
        class: z.string(),
        latitude: z.number().nullable(),
        longitude: z.number().nullable(),
        lastOrderAt: Instant.nullable(),
        lastChannel: z.string().nullable(),
        deliveryDay: z.string().nullable(),
        cutOffAt: Instant.nullable(),
        orderedForIt: z.boolean(),
        valueMinor: z.int().describe('Ordered for that delivery'),
        missingMinor: z.int().describe('To the minimum of that delivery; 0: the stop is confirmed'),
        buyer: z.object({ name: z.string(), phone: z.string() }).nullable(),
        overdueMinor: z.int(),
      }),
    ),
  }),
})

export const fieldContract = {
  notices: noticesCall,
  readNotices: readNoticesCall,
  overnight: overnightCall,
  outlets: myRouteCall,
  map: mapCall,
  coverage: coverageCall,
  ...planContract,
}
