import { z } from 'zod'
import { Day, Id, Instant, tenantCall } from '../../platform/call.ts'
import { LIMITS } from '../../platform/limits.ts'
import { LicenceKindName } from '../accounts/contract.ts'

export const HoldReason = z.enum(['credit', 'licence', 'approval'])

export const NeededLicence = z.object({
  kind: LicenceKindName,
  licensed: z.boolean().describe('A licence of the outlet covers the delivery day'),
  endedOn: Day.nullable().describe('The last day of its last licence of this kind'),
  productNames: z.array(z.string()),
})
export type NeededLicence = z.infer<typeof NeededLicence>

const HeldRow = z.object({
  id: Id,
  number: z.string(),
  outletId: Id,
  outletName: z.string(),
  city: z.string(),
  payerName: z.string(),
  holdReason: HoldReason,
  totalMinor: z.int(),
  currency: z.string(),
  deliveryDay: Day,
  lockAt: Instant.describe('Unresolved by then, it leaves'),
  promiseDay: Day.nullable().describe('The last promise on its contract'),
  promiseState: z.enum(['open', 'kept', 'broken']).nullable(),
  promisedBy: z.string().nullable(),
})
export type HeldRow = z.infer<typeof HeldRow>

export const heldCall = tenantCall({
  method: 'GET',
  path: '/d/{distributor}/held-orders',
  summary: 'Orders on hold in my scope, the soonest lock first, with what was promised.',
  right: 'order.read',
  request: { limit: z.int().min(1).max(LIMITS.pageRowsMax).default(100) },
  reply: z.object({ orders: z.array(HeldRow) }),
})
