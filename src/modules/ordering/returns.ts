import { UNKNOWN } from '../../platform/call.ts'
import type { Db, Pool, Tx } from '../../platform/db.ts'
import { publish, tellAfterCommit } from '../../platform/facts.ts'
import { ok, refuse } from '../../platform/result.ts'
import { type Member, transactAs } from '../../platform/serve.ts'
import { nextNumbers } from '../accounts/accounts.ts'
import { sees } from '../outlets/outlets.ts'
import { eventBy } from './change-order.ts'
import {
  insertEvent,
  lockOrder,
  type NewEvent,
  type OrderState,
  setState,
} from './change-queries.ts'
import { orderChange, orderStatusChanged, returnMoved } from './events.ts'
import { mayBecome } from './order-rules.ts'
import {
  codeOfSeller,
  insertReturn,
  linesOfReturn,
  lockReturn,
  orderOfReturn,
  outletOfOrder,
  type ReturnState,
  type ReturnsAsked,
  returnableLines,
  returnsPage,
  setReturnState,
  setTaken,
  sumReturned,
} from './return-queries.ts'
import {
  leftMilli,
  linesBack,
  mayReturn,
  type ReturnKind,
  returnMayBecome,
  taken,
  type WantedBack,
} from './return-rules.ts'

export type AskReturn = {
  orderId: string
  returnId: string
  kind: ReturnKind
  note: string
  lines: WantedBack[]
}

/** Asks to give goods of an order back; it waits for somebody to decide. The same id is one return. */
export function askReturn(pool: Pool, member: Member, request: AskReturn) {
  const { id: distributorId } = member.tenant
  const { orderId, returnId, lines } = request
  return transactAs(pool, member, async (tx) => {
    const order = await lockOrder(tx, distributorId, orderId)
    if (!order || !(await sees(tx, member, 'order.place', order.outletId))) return refuse(UNKNOWN)
    const known = await lockReturn(tx, distributorId, returnId)
    if (known) return known.orderId === orderId ? ok(replyOf(known)) : refuse(UNKNOWN)
    if (!mayReturn(order.status)) return refuse({ code: 'not_delivered' })
    const back = linesBack(await returnableLines(tx, distributorId, orderId), once(lines))
    if (!back.ok) return refuse({ code: 'return_too_much', ...back.tooMuch })
    const number = await takeNumber(tx, distributorId, order)
    const { personId, personName } = member
    const totalMinor = back.lines.reduce((sum, line) => sum + line.totalMinor, 0)
    const { kind, note } = request
    const written = { id: returnId, number, orderId, kind, note, lines: back.lines }
    await insertReturn(tx, { ...written, distributorId, personId, personName })
    const what = { number, kind, totalMinor, lines: back.lines.length }
    await insertEvent(tx, distributorId, orderId, eventBy(member, 'return_asked', what, note))
    const { outletId } = order
    await publish(tx, returnMoved({ distributorId, returnId, outletId, orderId, status: 'asked' }))
    tellAfterCommit(tx, distributorId, orderChange(orderId, outletId))
    return ok({ returnId, number, totalMinor })
  })
}

const replyOf = ({ id: returnId, number, totalMinor }: ReturnState) => ({
  returnId,
  number,
  totalMinor,
})

// A line named twice is one wish.
function once(lines: WantedBack[]): WantedBack[] {
  const byLine = new Map<number, number>()
  for (const { lineNo, quantityMilli } of lines) {
    byLine.set(lineNo, (byLine.get(lineNo) ?? 0) + quantityMilli)
  }
  return [...byLine].map(([lineNo, quantityMilli]) => ({ lineNo, quantityMilli }))
}

async function takeNumber(tx: Tx, distributorId: string, order: OrderState): Promise<string> {
  const { sellingEntityId: seller, now } = order
  const year = Number(now.slice(0, 4))
  const bySeller = new Map([[seller, 1]])
  const numbers = await nextNumbers(tx, { distributorId, kind: 'return', year, bySeller })
  const code = await codeOfSeller(tx, distributorId, seller)
  return `${code}-R${String(numbers.get(seller) ?? 0).padStart(6, '0')}`
}

export type Decision = {
  returnId: string
  decision: 'accepted' | 'refused' | 'done'
  why: string
  taken: WantedBack[]
}

/**
 * Accepts or refuses a return, or says that the goods are back: then they are no longer kept, in
 * the order's lines, its timeline and every figure.
 */
export function decideReturn(pool: Pool, member: Member, request: Decision) {
  const { id: distributorId } = member.tenant
  const { returnId, decision, why } = request
  return transactAs(pool, member, async (tx) => {
    const order = await lockOrderOfReturn(tx, distributorId, returnId)
    const known = await lockReturn(tx, distributorId, returnId)
    if (!known || !(await sees(tx, member, 'order.release', known.outletId))) return refuse(UNKNOWN)
    if (!returnMayBecome(known.status, decision)) {
      return refuse({ code: 'return_state', status: known.status })
    }
    if (decision === 'refused' && why.trim() === '')
      return refuse({ code: 'refusal_without_reason' })
    const totalMinor =
      decision === 'done' ? await takeBack(tx, distributorId, request) : known.totalMinor
    const { personName } = member
    const state = { distributorId, returnId, status: decision, personName, why }
    await setReturnState(tx, state)
    const event = eventBy(member, `return_${decision}`, { number: known.number, totalMinor }, why)
    if (order && decision === 'done') await leaveKept(tx, distributorId, order, event)
    else if (order) await insertEvent(tx, distributorId, order.id, event)
    const { orderId, outletId } = known
    const moved = { distributorId, returnId, outletId, orderId, status: decision }
    await publish(tx, returnMoved(moved))
    tellAfterCommit(tx, distributorId, orderChange(orderId, outletId))
    return ok({ status: decision, totalMinor })
  })
}

// The order first, as everywhere: whoever asks for a return locks it before the return.
async function lockOrderOfReturn(tx: Tx, distributorId: string, returnId: string) {
  const orderId = await orderOfReturn(tx, distributorId, returnId)
  return orderId ? lockOrder(tx, distributorId, orderId) : undefined
}

async function takeBack(tx: Tx, distributorId: string, request: Decision): Promise<number> {
  const { returnId } = request
  const less = new Map(request.taken.map((line) => [line.lineNo, line.quantityMilli]))
  const lines = (await linesOfReturn(tx, distributorId, returnId)).map(({ vatBp, ...line }) =>
    taken(line, less.get(line.lineNo) ?? line.quantityMilli, vatBp),
  )
  await setTaken(tx, { distributorId, returnId, lines })
  return lines.reduce((sum, line) => sum + line.totalMinor, 0)
}

async function leaveKept(tx: Tx, distributorId: string, order: OrderState, event: NewEvent) {
  const { id: orderId, outletId } = order
  const { nothingKept } = await sumReturned(tx, distributorId, orderId)
  const status = nothingKept && mayBecome(order.status, 'returned') ? 'returned' : order.status
  const version = await setState(tx, { distributorId, orderId, status, holdReason: null, event })
  await publish(tx, orderStatusChanged({ distributorId, orderId, outletId, version }))
}

/** A page of returns with what the member may decide. */
export async function returns(db: Db, member: Member, asked: ReturnsAsked) {
  const rows = await returnsPage(db, member, asked)
  const decides = member.rights.has('order.release')
  const last = rows.length === asked.limit ? rows.at(-1) : undefined
  return ok({
    returns: rows.map((row) => ({
      ...row,
      can: {
        decide: decides && row.status === 'asked',
        finish: decides && row.status === 'accepted',
      },
    })),
    next: last ? `${last.day} ${last.id}` : null,
  })
}

/** How much of each line of an order can still come back; empty when nothing left the warehouse. */
export async function returnable(db: Db, member: Member, orderId: string) {
  const distributorId = member.tenant.id
  const order = await outletOfOrder(db, distributorId, orderId)
  if (!order || !(await sees(db, member, 'order.read', order.outletId))) return refuse(UNKNOWN)
  const lines = mayReturn(order.status) ? await returnableLines(db, distributorId, orderId) : []
  return ok({
    lines: lines.map((line) => ({
      lineNo: line.lineNo,
      name: line.name,
      unitCode: line.unit.code,
      leftMilli: leftMilli(line),
      multipleMilli: line.multipleMilli,
    })),
  })
}
