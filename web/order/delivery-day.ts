import type { Slot } from '../../src/modules/delivery/contract.ts'

export type DeliveryDay =
  /** The day this order will go with. */
  | { kind: 'day'; slot: Slot }
  /** The day that was on the screen takes no more orders: the person chooses another himself. */
  | { kind: 'gone'; deliveryDay: string }
  /** No day is open at all, or none is known yet. */
  | { kind: 'none' }

/**
 * The day an order goes with: the chosen one, else the one proposed before, never another silently.
 * `closed` is the slot that closed last, when staff chose to let the order into it.
 */
export function deliveryDayOf(
  slots: Slot[],
  shown: string | null,
  closed: Slot | null = null,
): DeliveryDay {
  if (closed && closed.deliveryDay === shown) return { kind: 'day', slot: closed }
  const open = slots.filter((slot) => !slot.full)
  const [next] = open
  if (shown === null) return next ? { kind: 'day', slot: next } : { kind: 'none' }
  const slot = open.find((known) => known.deliveryDay === shown)
  return slot ? { kind: 'day', slot } : { kind: 'gone', deliveryDay: shown }
}
