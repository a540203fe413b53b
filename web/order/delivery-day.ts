import type { Slot } from '../../src/modules/delivery/contract.ts'

export type DeliveryDay =
  /** The day this order will go with. */
  | { kind: 'day'; slot: Slot }
  /** The day that was on the screen takes no more orders: the person chooses another himself. */
  | { kind: 'gone'; deliveryDay: string }
  /** No day is open at all, or none is known yet. */
  | { kind: 'none' }

/** The day an order goes with: the chosen one, else the one proposed before, never another silently. */
export function deliveryDayOf(slots: Slot[], shown: string | null): DeliveryDay {
  const open = slots.filter((slot) => !slot.full)
  const [next] = open
  if (shown === null) return next ? { kind: 'day', slot: next } : { kind: 'none' }
  const slot = open.find((known) => known.deliveryDay === shown)
  return slot ? { kind: 'day', slot } : { kind: 'gone', deliveryDay: shown }
}
