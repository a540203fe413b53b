import { v7 as uuidv7 } from 'uuid'
import { UNKNOWN } from '../../platform/call.ts'
import type { Pool, Tx } from '../../platform/db.ts'
import { publish, tellAfterCommit } from '../../platform/facts.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import { type Member, transactAs } from '../../platform/serve.ts'
import { giveCreditBack, takeCreditOrHold } from '../accounts/accounts.ts'
import { sees } from '../outlets/outlets.ts'
import { eventBy, undoOrder } from './change-order.ts'
import { lockOrder, type NewEvent, type OrderState, setState } from './change-queries.ts'
import type { ChangeRefusal } from './contract.ts'
import { orderChange, orderChanged } from './events.ts'
import { approveOrder, waits } from './hand-discounts.ts'
import { heldOrderIds, licencesNeeded } from './hold-queries.ts'

/**
 * Releases a held order: a named person decided, and said why. What a licence held is then held
 * for credit, if that is missing too: each is decided by itself. Discounts by hand are then the
 * releasing person's own.
 */
export function releaseOrder(
  pool: Pool,
  member: Member,
  request: { orderId: string; why: string },
): Promise<Result<{ version: number }, ChangeRefusal>> {
  const distributorId = member.tenant.id
  return transactAs(pool, member, async (tx) => {
    const order = await lockOrder(tx, distributorId, request.orderId)
    if (!order || !(await sees(tx, member, 'order.release', order.outletId))) return refuse(UNKNOWN)
    if (order.status !== 'on_hold') return refuse({ code: 'state', status: order.status })
    const { contractId, totalMinor: amountMinor } = order
    if (order.holdReason === 'approval') {
      const over = await approveOrder(tx, member, order)
      if (over) return refuse(over)
    }
    const next = await holdAfter(tx, distributorId, order)
    if (!next && order.holdReason === 'credit' && order.paymentForm !== 'prepaid') {
      await giveCreditBack(tx, { distributorId, contractId, amountMinor: -amountMinor })
    }
    const what = { hold: order.holdReason, ...(next ? { next } : {}) }
    const event = eventBy(member, 'released', what, request.why)
    return ok({ version: await moveOn(tx, distributorId, order, { next, event }) })
  })
}

/**
 * Looks at the orders on hold again after balances or licences changed, the oldest first: what is
 * paid, or licensed by now, goes on by itself.
 */
export async function recheckHolds(tx: Tx, fact: { distributorId: string }): Promise<void> {
  const { distributorId } = fact
  for (const { id } of await heldOrderIds(tx, distributorId)) {
    const order = await lockOrder(tx, distributorId, id)
    if (order?.status !== 'on_hold' || Date.parse(order.now) >= Date.parse(order.lockAt)) continue
    const next = await holdNow(tx, distributorId, order)
    if (next === order.holdReason) continue
    const what = { hold: order.holdReason, ...(next ? { next } : {}) }
    await moveOn(tx, distributorId, order, { next, event: systemEvent('released', what) })
  }
}

/** Picking starts: an order that is still held leaves, and everybody concerned is told. */
export async function leaveAtLock(
  tx: Tx,
  fact: { distributorId: string; orderId: string },
): Promise<void> {
  const { distributorId, orderId } = fact
  const order = await lockOrder(tx, distributorId, orderId)
  if (order?.status !== 'on_hold' || Date.parse(order.now) < Date.parse(order.lockAt)) return
  const { totalMinor, holdReason: hold } = order
  const event = systemEvent('left_on_hold', { totalMinor, hold })
  await undoOrder(tx, distributorId, order, { status: 'cancelled', event })
}

type Next = 'credit' | 'licence' | 'approval' | null

// What is released of one reason may be held for the next.
async function holdAfter(tx: Tx, distributorId: string, order: OrderState): Promise<Next> {
  if (order.holdReason === 'licence' && waits(order)) return 'approval'
  const more = order.holdReason === 'licence' || order.holdReason === 'approval'
  return more ? creditHold(tx, distributorId, order) : null
}

async function holdNow(tx: Tx, distributorId: string, order: OrderState): Promise<string | null> {
  if (order.holdReason !== 'licence') {
    return order.holdReason === 'credit' ? creditHold(tx, distributorId, order) : order.holdReason
  }
  const needed = await licencesNeeded(tx, distributorId, order.id)
  if (needed.some(({ licensed }) => !licensed)) return 'licence'
  if (waits(order)) return 'approval'
  return creditHold(tx, distributorId, order)
}

async function creditHold(tx: Tx, distributorId: string, order: OrderState): Promise<Next> {
  const { contractId, paymentForm, totalMinor: amountMinor } = order
  if (paymentForm === 'prepaid') return null
  const credit = await takeCreditOrHold(tx, { distributorId, contractId, amountMinor })
  return credit === 'hold' ? 'credit' : null
}

async function moveOn(
  tx: Tx,
  distributorId: string,
  { id: orderId, outletId }: OrderState,
  { next, event }: { next: string | null; event: NewEvent },
): Promise<number> {
  const status = next ? ('on_hold' as const) : ('placed' as const)
  const state = { distributorId, orderId, status, holdReason: next, event }
  const version = await setState(tx, state)
  await publish(tx, orderChanged({ distributorId, orderId, outletId, version }))
  tellAfterCommit(tx, distributorId, orderChange(orderId, outletId))
  return version
}

const systemEvent = (kind: string, what: object): NewEvent => ({
  id: uuidv7(),
  kind,
  actorKind: 'system',
  actorId: null,
  actorName: 'Tandem',
  channel: null,
  what,
  why: '',
})
