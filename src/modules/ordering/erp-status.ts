import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../platform/db.ts'
import { publish, tellAfterCommit } from '../../platform/facts.ts'
import { creditShipped, giveCreditBack } from '../accounts/accounts.ts'
import { releaseAll } from '../stock/stock.ts'
import { holdsCredit, undoOrder } from './change-order.ts'
import {
  insertEvent,
  lockOrder,
  type NewEvent,
  type OrderState,
  setState,
} from './change-queries.ts'
import type { Status } from './contract.ts'
import { type LineState, linesOrdered, setDelivered } from './delivered-queries.ts'
import { type Delivered, deliveredInFull, deliveredLines, type ErpLine } from './delivered-rules.ts'
import { orderChange, orderStatusChanged } from './events.ts'
import { isUnderWay, mayBecome } from './order-rules.ts'

export type { ErpLine } from './delivered-rules.ts'

export type ErpStatus = {
  distributorId: string
  orderId: string
  status: Status
  /** The status as the ERP words it, and its own number of the document. */
  word: string
  erpNumber: string | null
  /** What the ERP's document ships; empty: it does not say. */
  lines?: ErpLine[]
}

/**
 * Moves an order to the state the ERP tells, with what really came, onto the shop's timeline.
 * 'unknown': no such order; 'kept': nothing new; 'refused': its life does not go that way.
 */
export async function applyErpStatus(
  tx: Tx,
  told: ErpStatus,
): Promise<'unknown' | 'kept' | 'refused' | 'moved'> {
  const { distributorId, orderId } = told
  const order = await lockOrder(tx, distributorId, orderId)
  if (!order) return 'unknown'
  if (told.status === 'cancelled' || told.status === 'rejected') return undo(tx, order, told)
  const lines = isUnderWay(told.status) ? await linesOrdered(tx, distributorId, orderId) : []
  const came = cameOf(told, lines)
  const status = told.status === 'delivered' && came?.short ? 'partly_delivered' : told.status
  const news = came !== null && differs(came, lines)
  if (order.status === status && !news) return 'kept'
  if (order.status !== status && !mayBecome(order.status, status)) return 'refused'
  const minor = await settle(tx, distributorId, order, { status, came: news ? came : null, lines })
  const event = erpEvent(order.status === status ? 'delivery_corrected' : status, {
    word: told.word,
    erpNumber: told.erpNumber,
    ...(news ? { deliveredMinor: minor, notOrdered: came.notOrdered } : {}),
  })
  const version = await setState(tx, { distributorId, orderId, status, holdReason: null, event })
  await tell(tx, distributorId, order, version)
  return 'moved'
}

async function undo(tx: Tx, order: OrderState, told: ErpStatus) {
  const { distributorId, status } = told
  if (order.status === status) return 'kept'
  if (!mayBecome(order.status, status)) return 'refused'
  const event = erpEvent(status, { word: told.word, erpNumber: told.erpNumber })
  const gone = status === 'cancelled' ? 'cancelled' : 'rejected'
  const version = await undoOrder(tx, distributorId, order, { status: gone, event, byErp: true })
  await tell(tx, distributorId, order, version)
  return 'moved'
}

async function tell(tx: Tx, distributorId: string, order: OrderState, version: number) {
  const { id: orderId, outletId } = order
  await publish(tx, orderStatusChanged({ distributorId, orderId, outletId, version }))
  tellAfterCommit(tx, distributorId, orderChange(orderId, outletId))
}

// An ERP that says no more than "delivered", or names no product of ours, means all of it.
function cameOf({ status, lines: said = [] }: ErpStatus, lines: LineState[]): Delivered | null {
  if (!isUnderWay(status)) return null
  const ours = new Set(lines.map((line) => line.productCode))
  const told = said.filter((line) => line.quantityMilli !== null)
  if (told.some((line) => ours.has(line.productCode))) return deliveredLines(lines, told)
  const unknown = lines.every((line) => line.deliveredMilli === null)
  return status === 'delivered' && unknown ? deliveredInFull(lines) : null
}

function differs(came: Delivered, lines: LineState[]): boolean {
  const known = new Map(lines.map((line) => [line.lineNo, line]))
  return came.lines.some(({ lineNo, deliveredMilli, deliveredMinor }) => {
    const line = known.get(lineNo)
    return line?.deliveredMilli !== deliveredMilli || line.deliveredMinor !== deliveredMinor
  })
}

type Settling = { status: Status; came: Delivered | null; lines: LineState[] }

/**
 * What leaves the warehouse is no longer reserved, and is owed: at what came, or what was ordered
 * as long as nobody says. A later correction owes the difference.
 */
async function settle(
  tx: Tx,
  distributorId: string,
  order: OrderState,
  { status, came, lines }: Settling,
): Promise<number> {
  const { id: orderId, contractId, paymentForm, totalMinor } = order
  const leaves = isUnderWay(status) && !isUnderWay(order.status)
  const knew = lines.some((line) => line.deliveredMinor !== null)
  const before = knew ? sum(lines) : totalMinor
  const now = came ? sum(came.lines) : before
  if (paymentForm !== 'prepaid' && (leaves || now !== before)) {
    const releasedMinor = leaves && holdsCredit(order) ? totalMinor : 0
    const shippedMinor = leaves ? now : now - before
    await creditShipped(tx, { distributorId, contractId, releasedMinor, shippedMinor })
  }
  // The ERP went on with what we held: its credit is taken now, for nobody guards it any more.
  if (order.status === 'on_hold' && !leaves && paymentForm !== 'prepaid') {
    await giveCreditBack(tx, { distributorId, contractId, amountMinor: -totalMinor })
  }
  if (leaves) await releaseAll(tx, { distributorId, orderId, entry: (order.version + 1) * 2 })
  if (came) await setDelivered(tx, { distributorId, orderId, lines: came.lines })
  return now
}

const sum = (lines: { deliveredMinor: number | null }[]) =>
  lines.reduce((total, line) => total + (line.deliveredMinor ?? 0), 0)

/** Puts on the timeline that the ERP has the order. */
export async function noteErpHasIt(
  tx: Tx,
  distributorId: string,
  { orderId, outletId }: { orderId: string; outletId: string },
): Promise<void> {
  await insertEvent(tx, distributorId, orderId, erpEvent('sent_to_erp', {}))
  tellAfterCommit(tx, distributorId, orderChange(orderId, outletId))
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
