import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../platform/db.ts'
import { publish, tellAfterCommit } from '../../platform/facts.ts'
import { undoOrder } from './change-order.ts'
import { insertEvent, lockOrder, type NewEvent, setState } from './change-queries.ts'
import type { Status } from './contract.ts'
import { orderStatusChanged } from './events.ts'
import { mayBecome } from './order-rules.ts'

export type ErpStatus = {
  distributorId: string
  orderId: string
  status: Status
  /** The status as the ERP words it, and its own number of the document. */
  word: string
  erpNumber: string | null
}

/**
 * Moves an order to the state the ERP tells, onto the shop's timeline. 'unknown': no such order;
 * 'kept': it is in that state already; 'refused': its life does not go that way.
 */
export async function applyErpStatus(
  tx: Tx,
  told: ErpStatus,
): Promise<'unknown' | 'kept' | 'refused' | 'moved'> {
  const { distributorId, orderId, status } = told
  const order = await lockOrder(tx, distributorId, orderId)
  if (!order) return 'unknown'
  if (order.status === status) return 'kept'
  if (!mayBecome(order.status, status)) return 'refused'
  const event = erpEvent(status, { word: told.word, erpNumber: told.erpNumber })
  const gone = status === 'cancelled' || status === 'rejected'
  const version = gone
    ? await undoOrder(tx, distributorId, order, { status, event, byErp: true })
    : await setState(tx, { distributorId, orderId, status, holdReason: null, event })
  const { outletId } = order
  await publish(tx, orderStatusChanged({ distributorId, orderId, outletId, version }))
  tellAfterCommit(tx, distributorId, 'order', orderId)
  return 'moved'
}

/** Puts on the timeline that the ERP has the order. */
export async function noteErpHasIt(tx: Tx, distributorId: string, orderId: string): Promise<void> {
  await insertEvent(tx, distributorId, orderId, erpEvent('sent_to_erp', {}))
  tellAfterCommit(tx, distributorId, 'order', orderId)
}

const erpEvent = (kind: string, what: object): NewEvent => ({
  id: uuidv7(),
  kind,
  actorKind: 'erp',
  actorId: null,
  actorName: 'ERP',
  channel: null,
  what,
  why: '',
})
