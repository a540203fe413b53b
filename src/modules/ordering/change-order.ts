import { v7 as uuidv7 } from 'uuid'
import { UNKNOWN } from '../../platform/call.ts'
import type { Pool, Tx } from '../../platform/db.ts'
import { publish, publishAt, tellAfterCommit } from '../../platform/facts.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import { type Member, transactAs } from '../../platform/serve.ts'
import { giveCreditBack, takeCreditOrHold } from '../accounts/accounts.ts'
import { changeSlot, outletPlan } from '../delivery/delivery.ts'
import { sees } from '../outlets/outlets.ts'
import { releaseAll, reserve } from '../stock/stock.ts'
import {
  insertEvent,
  lockOrder,
  type NewEvent,
  type OrderState,
  replaceLines,
  setState,
} from './change-queries.ts'
import type { ChangeRefusal, WantedLine } from './contract.ts'
import type { CartDesk } from './desk-queries.ts'
import { within } from './draft-rules.ts'
import { lockPassed, orderCancelled, orderChange, orderChanged } from './events.ts'
import { changedHands, moveHands, waits } from './hand-discounts.ts'
import { giveHandsBack } from './hand-queries.ts'
import { licencesMissing } from './licence-hold-rules.ts'
import { type ComposedLine, composeLines, stockShort } from './line-rules.ts'
import { dropBenefit, moveBenefit } from './order-benefits.ts'
import { CHANGEABLE, changeableUntil, channelOf, missingToMinimum, sumsOf } from './order-rules.ts'
import type { HoldReason } from './place-queries.ts'
import { orderLines } from './queries.ts'
import { loadCart } from './shelf.ts'

type Changed = Result<{ version: number; totalMinor: number }, ChangeRefusal>

export type ChangeRequest = {
  orderId: string
  version: number
  lines: WantedLine[]
  note?: string | undefined
  why: string
}

/** Changes an order's lines until its cut-off: stock, credit and drop follow in one transaction. */
export function changeOrder(pool: Pool, member: Member, request: ChangeRequest): Promise<Changed> {
  const distributorId = member.tenant.id
  return transactAs(pool, member, async (tx): Promise<Changed> => {
    const open = await openOrder(tx, member, request.orderId)
    if (!open.ok) return open
    const order = open.value
    if (order.version !== request.version)
      return refuse({ code: 'version', version: order.version })
    const composed = await composeChange(tx, member, order, request.lines)
    if (!composed.ok) return composed
    const { desk, lines } = composed.value
    const sums = sumsOf(lines)
    const { totalMinor } = sums
    const overHand = await moveHands(tx, member, order, lines)
    if (overHand) return refuse(overHand)
    const byShop = member.rights.get('order.place') === 'own'
    await moveBenefit(tx, distributorId, { orderId: order.id, totalMinor, byShop })
    const state = await moveHold(tx, distributorId, order, { desk, lines, totalMinor })
    const entry = order.version + 1
    await releaseAll(tx, { distributorId, orderId: order.id, entry: entry * 2 })
    const rows = wantedRows(order.warehouseId, lines).map((row) => ({ ...row, orderId: order.id }))
    const reserved = await reserve(tx, { distributorId, entry: entry * 2 + 1, rows })
    if (!reserved.ok) {
      const free = new Map(reserved.refusal.short.map((s) => [s.productId, s.availableMilli]))
      const short = lines.filter((line) => free.has(line.product.id))
      return refuse({
        code: 'differences',
        differences: short.map((line) => stockShort(line, free.get(line.product.id) ?? 0)),
      })
    }
    const weightGrams = lines.reduce((sum, line) => sum + line.weightGrams, 0)
    await moveDrop(tx, distributorId, order, {
      orders: 0,
      valueMinor: sums.totalMinor - order.totalMinor,
      weightGrams: weightGrams - order.weightGrams,
    })
    const note = request.note ?? null
    const orderId = order.id
    const written = { distributorId, orderId, note, lines, weightGrams, ...state, ...sums }
    const version = await replaceLines(tx, written)
    const what = { totalMinor: sums.totalMinor, wasMinor: order.totalMinor, lines: lines.length }
    await insertEvent(tx, distributorId, orderId, eventBy(member, 'changed', what, request.why))
    if (state.status === 'on_hold') {
      const due = { at: order.lockAt, subjectId: orderId }
      await publishAt(tx, due, lockPassed(distributorId, orderId))
    }
    await tell(tx, orderChanged({ distributorId, orderId, outletId: order.outletId, version }))
    return ok({ version, totalMinor: sums.totalMinor })
  })
}

/** Cancels an order until its cut-off, a late one until its lock: stock, slot and credit go back. */
export function cancelOrder(
  pool: Pool,
  member: Member,
  request: { orderId: string; why: string },
): Promise<Result<{ version: number }, ChangeRefusal>> {
  const distributorId = member.tenant.id
  return transactAs(pool, member, async (tx) => {
    const open = await openOrder(tx, member, request.orderId)
    if (!open.ok) return open
    const event = eventBy(member, 'cancelled', { totalMinor: open.value.totalMinor }, request.why)
    const version = await undoOrder(tx, distributorId, open.value, { status: 'cancelled', event })
    return ok({ version })
  })
}

/** Takes an order out of the world: credit, stock and the drop get back what it held. */
export async function undoOrder(
  tx: Tx,
  distributorId: string,
  order: OrderState,
  how: { status: 'cancelled' | 'rejected'; event: NewEvent; byErp?: boolean },
): Promise<number> {
  const { id: orderId, outletId, contractId } = order
  if (order.hands.length > 0) await giveHandsBack(tx, distributorId, orderId)
  await dropBenefit(tx, distributorId, orderId, 'cancelled')
  if (holdsCredit(order)) {
    await giveCreditBack(tx, { distributorId, contractId, amountMinor: order.totalMinor })
  }
  await releaseAll(tx, { distributorId, orderId, entry: (order.version + 1) * 2 })
  const back = { orders: -1, valueMinor: -order.totalMinor, weightGrams: -order.weightGrams }
  await moveDrop(tx, distributorId, order, back)
  const { status, event } = how
  const version = await setState(tx, { distributorId, orderId, status, holdReason: null, event })
  // What the ERP itself cancelled is not sent back to it.
  if (!how.byErp) await tell(tx, orderCancelled({ distributorId, orderId, outletId, version }))
  return version
}

async function openOrder(
  tx: Tx,
  member: Member,
  orderId: string,
): Promise<Result<OrderState, ChangeRefusal>> {
  const order = await lockOrder(tx, member.tenant.id, orderId)
  if (!order || !(await sees(tx, member, 'order.change', order.outletId))) return refuse(UNKNOWN)
  if (!CHANGEABLE.includes(order.status)) return refuse({ code: 'state', status: order.status })
  if (Date.parse(order.now) >= Date.parse(changeableUntil(order))) {
    return refuse({ code: 'too_late', lockAt: order.lockAt })
  }
  return ok(order)
}

async function composeChange(
  tx: Tx,
  member: Member,
  order: OrderState,
  wanted: WantedLine[],
): Promise<Result<{ desk: CartDesk; lines: ComposedLine[] }, ChangeRefusal>> {
  if (await growsLate(tx, member, order, wanted)) return refuse({ code: 'late_bigger' })
  const cart = await loadCart(tx, member, { outletId: order.outletId, lines: wanted })
  if (!cart) return refuse(UNKNOWN)
  const { lines: composed, differences } = composeLines(cart, wanted)
  if (differences.length > 0) return refuse({ code: 'differences', differences })
  const given = await changedHands(tx, member, order, composed)
  if (!given.ok) return given
  const lines = given.value
  const barred = otherSeller(order, lines) ?? (await belowMinimum(tx, member, order, lines))
  return barred ? refuse(barred) : ok({ desk: cart.desk, lines })
}

// Whoever let it in answers for what he saw: more of it would be another exception.
const growsLate = async (tx: Tx, { tenant }: Member, order: OrderState, wanted: WantedLine[]) =>
  order.late !== null && !within(await orderLines(tx, tenant.id, order.id), wanted)

// What another firm sells is another order; what is in it already stays, whoever sells it now.
function otherSeller(order: OrderState, lines: ComposedLine[]): ChangeRefusal | null {
  const strange = lines.filter(
    ({ contract, product }) =>
      contract?.contractId !== order.contractId && !order.productIds.includes(product.id),
  )
  if (strange.length === 0) return null
  return { code: 'other_seller', productNames: strange.map((line) => line.name) }
}

// Making an order smaller may not leave its drop below the minimum that it was placed above; a top-up
// was placed without one.
async function belowMinimum(
  tx: Tx,
  member: Member,
  order: OrderState,
  lines: ComposedLine[],
): Promise<ChangeRefusal | null> {
  if (order.topUp || sumsOf(lines).totalMinor >= order.totalMinor) return null
  const { id: distributorId, timeZone } = member.tenant
  const plan = await outletPlan(tx, { distributorId, timeZone, outletId: order.outletId })
  const drop = plan?.dropOn.get(order.deliveryDay)
  if (!plan || !drop) return null
  const others = drop.valueMinor - order.totalMinor
  const { minimumMinor, missingMinor } = missingToMinimum(lines, plan.minimumMinor, others)
  return missingMinor > 0 ? { code: 'below_minimum', minimumMinor, missingMinor } : null
}

/** Held orders are not released, so they hold no credit; prepaid ones never do. */
export const holdsCredit = (order: OrderState) =>
  order.paymentForm !== 'prepaid' && order.status !== 'on_hold'

type Kept = { status: 'placed' | 'confirmed' | 'on_hold'; holdReason: HoldReason | null }

// What the new lines need decides anew: a licence first, then credit.
async function moveHold(
  tx: Tx,
  distributorId: string,
  order: OrderState,
  { desk, lines, totalMinor }: { desk: CartDesk; lines: ComposedLine[]; totalMinor: number },
): Promise<Kept> {
  const { contractId, paymentForm } = order
  if (holdsCredit(order)) {
    await giveCreditBack(tx, { distributorId, contractId, amountMinor: order.totalMinor })
  }
  const status = order.status === 'confirmed' ? 'confirmed' : 'placed'
  if (licencesMissing(desk, lines, order.deliveryDay).length > 0) {
    return { status: 'on_hold', holdReason: 'licence' }
  }
  if (waits(order) && lines.some((line) => line.trace.hand)) {
    return { status: 'on_hold', holdReason: 'approval' }
  }
  if (paymentForm === 'prepaid') return { status, holdReason: null }
  const credit = await takeCreditOrHold(tx, { distributorId, contractId, amountMinor: totalMinor })
  return credit === 'hold'
    ? { status: 'on_hold', holdReason: 'credit' }
    : { status, holdReason: null }
}

async function moveDrop(
  tx: Tx,
  distributorId: string,
  order: OrderState,
  delta: { orders: number; valueMinor: number; weightGrams: number },
): Promise<void> {
  const { zoneId, outletId, deliveryDay } = order
  if (zoneId) await changeSlot(tx, { distributorId, zoneId, outletId, deliveryDay, ...delta })
}

async function tell(tx: Tx, fact: ReturnType<typeof orderChanged>): Promise<void> {
  await publish(tx, fact)
  tellAfterCommit(tx, fact.distributorId, orderChange(fact.orderId, fact.outletId))
}

function wantedRows(warehouseId: string, lines: ComposedLine[]) {
  const byProduct = new Map<string, number>()
  for (const { product, baseQuantityMilli } of lines) {
    byProduct.set(product.id, (byProduct.get(product.id) ?? 0) + baseQuantityMilli)
  }
  return [...byProduct].map(([productId, quantityMilli]) => ({
    warehouseId,
    productId,
    quantityMilli,
  }))
}

/** An event of somebody's doing, through the channel that he stands in. */
export function eventBy(member: Member, kind: string, what: object, why: string): NewEvent {
  const channel = channelOf(member.roles, member.rights.get('order.change'))
  return {
    id: uuidv7(),
    kind,
    actorKind: channel === 'portal' ? 'buyer' : 'staff',
    actorId: member.personId,
    actorName: member.personName,
    channel,
    what,
    why,
  }
}
