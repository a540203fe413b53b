import type { ClosedSlot } from '../../src/modules/delivery/contract.ts'
import { can, type usePlace } from '../signin/me.tsx'

type Tenant = ReturnType<typeof usePlace>['tenant']

/** The slot that closed last, when this person may still let an order into it; else null. */
export function mayException(
  tenant: Tenant,
  closed: ClosedSlot | null | undefined,
): ClosedSlot | null {
  if (!closed || !can(tenant, 'order.place_for')) return null
  return !closed.locked || can(tenant, 'order.release') ? closed : null
}
