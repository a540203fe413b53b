/** Facts of an order; whoever reacts reads the rest from the tables. */
export type OrderFact = {
  type: 'ordering.order_placed' | 'ordering.order_changed' | 'ordering.order_cancelled'
  distributorId: string
  orderId: string
  outletId: string
  version: number
}

export const orderPlaced = (order: Omit<OrderFact, 'type'>): OrderFact => ({
  type: 'ordering.order_placed',
  ...order,
})
export const orderChanged = (order: Omit<OrderFact, 'type'>): OrderFact => ({
  type: 'ordering.order_changed',
  ...order,
})
/** The ERP moved an order's state; nothing of it goes back to the ERP. */
export const orderStatusChanged = (order: Omit<OrderFact, 'type'>) => ({
  type: 'ordering.order_status_changed' as const,
  ...order,
})
export type OrderStatusFact = ReturnType<typeof orderStatusChanged>

export const orderCancelled = (order: Omit<OrderFact, 'type'>): OrderFact => ({
  type: 'ordering.order_cancelled',
  ...order,
})

/** History came in from elsewhere: the deliveries of these days are new or changed. */
export type HistoryImported = {
  type: 'ordering.history_imported'
  distributorId: string
  fromDay: string
  toDay: string
}

export const historyImported = (days: Omit<HistoryImported, 'type'>): HistoryImported => ({
  type: 'ordering.history_imported',
  ...days,
})

/** Picking of an order that was held started: what is still held now leaves. */
export type LockPassed = { type: 'ordering.lock_passed'; distributorId: string; orderId: string }

export const lockPassed = (distributorId: string, orderId: string): LockPassed => ({
  type: 'ordering.lock_passed',
  distributorId,
  orderId,
})

/** The orders of an outlet became another's, for both are one place. */
export type OrdersMoved = {
  type: 'ordering.orders_moved'
  distributorId: string
  from: string
  into: string
}

export const ordersMoved = (moved: Omit<OrdersMoved, 'type'>): OrdersMoved => ({
  type: 'ordering.orders_moved',
  ...moved,
})

/** A return was asked for, accepted, refused, or the goods are back. */
export type ReturnMoved = {
  type: 'ordering.return_moved'
  distributorId: string
  returnId: string
  outletId: string
  orderId: string | null
  status: 'asked' | 'accepted' | 'refused' | 'done'
}

export const returnMoved = (moved: Omit<ReturnMoved, 'type'>): ReturnMoved => ({
  type: 'ordering.return_moved',
  ...moved,
})

/** An order's change as open pages hear of it: those who see its outlet. */
export const orderChange = (orderId: string | null, outletId: string) =>
  ({ kind: 'order', id: orderId, placeId: outletId }) as const
