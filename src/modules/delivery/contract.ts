import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'

export const Slot = z.object({
  deliveryDay: Day,
  cutOffAt: Instant,
  lockAt: Instant,
  full: z.boolean().describe('The trucks of this day take no further drop'),
  drop: z
    .object({ orders: z.int(), valueMinor: z.int() })
    .nullable()
    .describe('What this outlet already gets that day'),
})
export type Slot = z.infer<typeof Slot>

export const ClosedSlot = Slot.extend({
  locked: z.boolean().describe('Picking began: only who releases orders may let one in'),
})
export type ClosedSlot = z.infer<typeof ClosedSlot>

export const slotsCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/outlets/{outletId}/slots',
  summary: 'The next delivery slots of an outlet, as instants, with the clock that decides.',
  right: 'slot.read',
  request: { outletId: Id },
  reply: z.object({
    now: Instant,
    timeZone: z.string(),
    zoneName: z.string().nullable(),
    minimumMinor: z.int(),
    slots: z.array(Slot),
    closed: ClosedSlot.nullable().describe('The slot that closed last and whose day is not over'),
  }),
})

/** Monday is 1. */
const Weekday = z.int().min(1).max(LIMITS.weekdays)

const Zone = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  weekdays: z.array(Weekday),
  cutOffDays: z.int(),
  cutOffTime: z.string(),
  lockMinutes: z.int(),
  capacityDrops: z.int().nullable(),
  minimumMinor: z.int(),
  outlets: z.int(),
  days: z.array(
    z.object({
      deliveryDay: Day,
      cutOffAt: Instant,
      lockAt: Instant,
      drops: z.int(),
      valueMinor: z.int(),
    }),
  ),
  exceptions: z.array(
    z.object({ day: Day, kind: z.string(), movedTo: Day.nullable(), reason: z.string() }),
  ),
})
export type Zone = z.infer<typeof Zone>

export const zonesCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/zones',
  summary: 'Zones with their next delivery days, drops taken and exceptions.',
  right: 'slot.write',
  request: {},
  reply: z.object({
    now: Instant,
    timeZone: z.string(),
    zones: z.array(Zone),
    holidays: z.array(z.object({ day: Day, name: z.string() })),
  }),
})

/** Ordered deliveries whose day no truck would go any more; the list is cut, the sums are not. */
const OrderedDrops = z.object({
  orders: z.int(),
  valueMinor: z.int(),
  drops: z.array(
    z.object({
      deliveryDay: Day,
      zoneName: z.string(),
      outletId: Id,
      outletName: z.string(),
      city: z.string(),
      orders: z.int(),
      valueMinor: z.int(),
    }),
  ),
})
export type OrderedDrops = z.infer<typeof OrderedDrops>

const StrandedDay = z.object({
  zoneId: Id,
  zoneName: z.string(),
  deliveryDay: Day,
  why: z.enum(['closed', 'moved', 'holiday', 'days']),
  reason: z.string(),
  orders: z.int(),
  valueMinor: z.int(),
  outletCount: z.int(),
  outlets: z.array(
    z.object({
      outletId: Id,
      outletName: z.string(),
      city: z.string(),
      orders: z.int(),
      valueMinor: z.int(),
      next: Day.nullable().describe('The day they would go to; null: none has room'),
    }),
  ),
})
export type StrandedDay = z.infer<typeof StrandedDay>

export const strandedCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/stranded',
  summary: 'Days on which orders stand and no truck comes, with where their orders would go.',
  right: 'slot.write',
  request: {},
  reply: z.object({ days: z.array(StrandedDay) }),
})

const OnOrders = z
  .enum(['ask', 'keep'])
  .default('ask')
  .describe('When orders stand on a day that would close: refuse and say which, or do it anyway')
const dayHasOrders = OrderedDrops.extend({ code: z.literal('day_has_orders') })

const ZoneRules = {
  weekdays: z.array(Weekday).min(1).max(LIMITS.weekdays),
  cutOffDays: z.int().min(0).max(LIMITS.cutOffDaysMax),
  cutOffTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  lockMinutes: z.int().min(0).max(LIMITS.lockMinutesMax),
}

export const previewZoneCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/zones/{zoneId}/preview',
  summary: 'The next days of a zone under rules that are not saved, and ordered days they close.',
  right: 'slot.write',
  audit: { none: 'it only reads' },
  request: { zoneId: Id, ...ZoneRules },
  reply: z.object({
    now: Instant,
    days: z.array(z.object({ deliveryDay: Day, cutOffAt: Instant, lockAt: Instant })),
    closes: OrderedDrops,
  }),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('unknown') }),
    z.object({ code: z.literal('lock_after_delivery') }),
  ]),
})

export const changeZoneCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/zones/{zoneId}',
  summary: 'Change a zone’s weekdays, cut-off, lock, capacity or minimum.',
  right: 'slot.write',
  audit: {
    word: 'zone_changed',
    on: 'zone',
    id: 'zoneId',
    tells: ['weekdays', 'cutOffDays', 'cutOffTime', 'lockMinutes', 'capacityDrops', 'minimumMinor'],
  },
  request: {
    zoneId: Id,
    ...ZoneRules,
    capacityDrops: z.int().min(1).max(LIMITS.capacityDropsMax).nullable(),
    minimumMinor: z.int().min(0).max(LIMITS.minimumMinorMax),
    onOrders: OnOrders,
  },
  reply: z.object({}),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('unknown') }),
    z.object({ code: z.literal('lock_after_delivery') }),
    dayHasOrders,
  ]),
})

export const zoneExceptionCall = tenantCall({
  method: 'POST',
  path: '/d/{distributor}/zones/{zoneId}/exceptions',
  summary: 'Close a delivery day, add one, or move it to another day.',
  right: 'slot.write',
  audit: { word: 'zone_day_changed', on: 'zone', id: 'zoneId', tells: ['day', 'kind', 'movedTo'] },
  request: {
    zoneId: Id,
    day: Day,
    kind: z.enum(['closed', 'extra', 'moved']),
    movedTo: Day.nullable(),
    reason: z.string().max(LIMITS.noteCharsMax),
    onOrders: OnOrders,
  },
  reply: z.object({}),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('unknown') }),
    z.object({ code: z.literal('moved_to_missing') }),
    z.object({ code: z.literal('exception_past') }),
    z.object({ code: z.literal('moved_to_same') }),
    z.object({ code: z.literal('too_many_exceptions') }),
    dayHasOrders,
  ]),
})

export const dropExceptionCall = tenantCall({
  method: 'DELETE',
  path: '/d/{distributor}/zones/{zoneId}/exceptions/{day}',
  summary: 'Take an exception back.',
  right: 'slot.write',
  audit: { word: 'zone_day_restored', on: 'zone', id: 'zoneId', tells: ['day'] },
  request: { zoneId: Id, day: Day, onOrders: OnOrders },
  reply: z.object({}),
  refusal: z.discriminatedUnion('code', [z.object({ code: z.literal('unknown') }), dayHasOrders]),
})

export const putHolidayCall = tenantCall({
  method: 'PUT',
  path: '/d/{distributor}/holidays/{day}',
  summary: 'Name a day on which no zone delivers.',
  right: 'slot.write',
  audit: { word: 'holiday_put', on: 'holiday', id: 'day' },
  request: {
    day: Day,
    name: z.string().max(LIMITS.nameCharsMax).default(''),
    onOrders: OnOrders,
  },
  reply: z.object({}),
  refusal: z.discriminatedUnion('code', [
    z.object({ code: z.literal('holiday_past') }),
    z.object({ code: z.literal('too_many_holidays') }),
    dayHasOrders,
  ]),
})

export const dropHolidayCall = tenantCall({
  method: 'DELETE',
  path: '/d/{distributor}/holidays/{day}',
  summary: 'Take a holiday back.',
  right: 'slot.write',
  audit: { word: 'holiday_dropped', on: 'holiday', id: 'day' },
  request: { day: Day },
  reply: z.object({}),
})

export const deliveryContract = {
  stranded: strandedCall,
  slots: slotsCall,
  zones: zonesCall,
  previewZone: previewZoneCall,
  changeZone: changeZoneCall,
  makeException: zoneExceptionCall,
  dropException: dropExceptionCall,
  putHoliday: putHolidayCall,
  dropHoliday: dropHolidayCall,
}
