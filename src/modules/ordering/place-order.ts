import { UNKNOWN } from '../../platform/call.ts'
import { lastly, type Pool, type Tx, transact } from '../../platform/db.ts'
import { publishAll, publishAt, tellAfterCommit } from '../../platform/facts.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import type { Member } from '../../platform/serve.ts'
import { nextNumbers } from '../accounts/accounts.ts'
import { holdSlot, type OutletPlan, openSlots, outletPlan } from '../delivery/delivery.ts'
import { sees } from '../outlets/outlets.ts'
import { noteReserved, reserve } from '../stock/stock.ts'
import type { Arrival } from './arrival-queries.ts'
import { hashOfBody, type PlaceRequest } from './checkout-identity.ts'
import { type Checked, checkoutRow, type Entry, enteredBy, type Writing } from './checkout-row.ts'
import type { Difference, Placed, PlaceRefusal } from './contract.ts'
import { lockPassed, orderChange, orderPlaced } from './events.ts'
import { loadGiver, noteHands, takeHands } from './hand-discounts.ts'
import { wishesHand, withHands } from './hand-rules.ts'
import { type LetIn, letInBy, overCap, slotFor } from './late-orders.ts'
import { composeLines, type Priced, stockShort } from './line-rules.ts'
import { makeOrders } from './make-orders.ts'
import { noteBenefits, takeOrderBenefit } from './order-benefits.ts'
import { channelOf, missingToMinimum, splitOrders, sumsOf } from './order-rules.ts'
import {
  checkoutOf,
  doubleOf,
  insertCheckout,
  lockCheckout,
  type NewOrder,
} from './place-queries.ts'
import { joined, wantedOf } from './reserved-rules.ts'
import { loadCart } from './shelf.ts'

type Answer = Result<Placed, PlaceRefusal>

/**
 * Places a checkout: once per id and body. Price, stock, minimum, credit and slot are checked
 * again in the one transaction that writes it; locks are taken in the order budget of discounts,
 * credit, stock, slot, number, as in every writer.
 */
export function placeOrder(pool: Pool, member: Member, request: PlaceRequest): Promise<Answer> {
  return transact(pool, member.tenant.id, (tx) => placeIn(tx, member, request))
}

/** The same in a transaction of who asks. */
export async function placeIn(
  tx: Tx,
  member: Member,
  request: PlaceRequest,
  entry?: Entry,
  waited?: Arrival,
): Promise<Answer> {
  const { id: distributorId } = member.tenant
  const { outletId, checkoutId } = request
  const [seen, , already, cart, plan, giver] = await Promise.all([
    sees(tx, member, 'order.place', outletId),
    lockCheckout(tx, distributorId, checkoutId),
    checkoutOf(tx, distributorId, checkoutId),
    loadCart(tx, member, request),
    outletPlan(tx, { distributorId, timeZone: member.tenant.timeZone, outletId }),
    wishesHand(request.lines) ? loadGiver(tx, member) : null,
  ])
  if (!seen || !cart) return refuse(UNKNOWN)
  const bodyHash = hashOfBody(request)
  if (already) {
    const same = already.outletId === outletId && already.bodyHash.equals(bodyHash)
    return same ? ok(already.reply) : refuse({ code: 'checkout_reused' })
  }
  const letIn = entry?.letIn ?? letInBy(member, request)
  const checked = check(cart, plan, request, { by: member.personName, letIn, waited })
  if (!checked.ok) return checked
  const capped = await overCap(tx, member.tenant.id, request, checked.value.late)
  if (capped) return capped
  const double = await doubleRefusal(tx, member, request, checked.value.plan)
  if (double) return double
  return write(tx, { member, request, bodyHash, cart, giver, entry, ...checked.value })
}

function check(
  cart: Priced,
  plan: OutletPlan | undefined,
  request: PlaceRequest,
  { by, letIn, waited }: { by: string; letIn: LetIn | null; waited: Arrival | undefined },
): Result<Checked, PlaceRefusal> {
  if (!plan) return refuse({ code: 'slot_closed', next: null })
  const taken = slotFor(plan, request, letIn, waited)
  if (!taken.ok) return taken
  const { lines: composed, differences } = composeLines(cart, request.lines)
  if (differences.length > 0) return refuse({ code: 'differences', differences })
  const lines = withHands(composed, by)
  const { parts, uncovered } = splitOrders(lines)
  if (uncovered[0]) return refuse({ code: 'no_contract', sellingEntity: uncovered[0].name })
  const minimum = missingToMinimum(lines, plan.minimumMinor, 0)
  const topUp = plan.dropOn.has(request.deliveryDay)
  if (minimum.missingMinor > 0 && !topUp) return refuse({ code: 'below_minimum', ...minimum })
  return ok({ ...taken.value, plan, parts, lines, minimum })
}

async function doubleRefusal(
  tx: Tx,
  member: Member,
  request: PlaceRequest,
  plan: OutletPlan,
): Promise<Answer | null> {
  const { outletId, deliveryDay, onDouble } = request
  if (onDouble === 'keep' || !plan.dropOn.has(deliveryDay)) return null
  const double = await doubleOf(tx, {
    distributorId: member.tenant.id,
    outletId,
    deliveryDay,
    channel: channelOf(member.roles, member.rights.get('order.place')),
    productIds: request.lines.map((line) => line.productId),
  })
  if (!double) return null
  const { orderId, number, names } = double
  const channel = double.channel as 'agent'
  return refuse({ code: 'double_order', orderId, number, channel, productNames: names })
}

async function write(tx: Tx, writing: Writing): Promise<Answer> {
  const { member, request, plan, cart, parts } = writing
  const distributorId = member.tenant.id
  const { checkoutId, deliveryDay } = request
  const sums = sumsOf(writing.lines)
  const hands = await takeHands(tx, member, writing.lines, writing.giver)
  if (!hands.ok) return hands
  const approval = hands.value?.approval === true
  const asked = { ...enteredBy(writing), ...sums }
  // A benefit is for those who order in time.
  const offered = writing.late?.kind === 'exception' ? null : cart.desk.benefit
  const benefit = await takeOrderBenefit(tx, distributorId, asked, offered)
  // Credit, stock and slot travel together and are locked in this order.
  const [orders, reserved, place] = await Promise.all([
    makeOrders(tx, { distributorId, checkoutId, deliveryDay, cart, parts, approval }),
    reserve(tx, distributorId, joined(parts.flatMap(wantedOf))),
    holdSlot(tx, {
      distributorId,
      zoneId: plan.zoneId,
      outletId: request.outletId,
      deliveryDay,
      orders: parts.length,
      valueMinor: sums.totalMinor,
      weightGrams: writing.lines.reduce((sum, line) => sum + line.weightGrams, 0),
      capacityDrops: plan.capacityDrops,
    }),
  ])
  if (!reserved.ok) {
    return refuse({ code: 'differences', differences: shortOnes(writing, reserved.refusal.short) })
  }
  if (place === 'full') return refuse({ code: 'slot_full', next: nextAfter(plan, deliveryDay) })
  // What it was to ride with was cancelled meanwhile.
  if (place === 'first' && writing.minimum.missingMinor > 0) {
    return refuse({ code: 'below_minimum', ...writing.minimum })
  }
  await Promise.all([
    noteOrders(tx, writing, orders),
    noteHands(tx, member, request.outletId, orders, hands.value),
    noteBenefits(tx, { distributorId, outletId: request.outletId }, orders, benefit),
    leaveAtLock(tx, writing, orders),
    takeNumbers(tx, distributorId, orders, cart.desk.today),
  ])
  const row = checkoutRow({ ...writing, topUp: place === 'top_up' }, orders, cart.desk.now)
  return ok(await lastly(tx, insertCheckout(tx, row)))
}

function noteOrders(tx: Tx, writing: Writing, orders: NewOrder[]): Promise<unknown> {
  const { member, request } = writing
  const { id: distributorId } = member.tenant
  const { outletId } = request
  for (const { id } of orders) tellAfterCommit(tx, distributorId, orderChange(id, outletId))
  const rows = orders.flatMap((order) =>
    joined(wantedOf(order)).map((row) => ({ ...row, orderId: order.id })),
  )
  const facts = orders.map(({ id: orderId }) =>
    orderPlaced({ distributorId, orderId, outletId, version: 1 }),
  )
  return Promise.all([noteReserved(tx, { distributorId, entry: 1, rows }), publishAll(tx, facts)])
}

// What is still held when picking starts leaves with notice.
function leaveAtLock(tx: Tx, writing: Writing, orders: NewOrder[]): Promise<unknown> {
  const { id: distributorId } = writing.member.tenant
  const held = orders.filter((order) => order.status === 'on_hold')
  return Promise.all(
    held.map(({ id: orderId }) => {
      const due = { at: writing.leavesAt, subjectId: orderId }
      return publishAt(tx, due, lockPassed(distributorId, orderId))
    }),
  )
}

// The last before the orders are written: a number's row is held for the shortest time.
async function takeNumbers(tx: Tx, distributorId: string, orders: NewOrder[], today: string) {
  const bySeller = new Map<string, number>()
  for (const { sellingEntityId: seller } of orders) {
    bySeller.set(seller, (bySeller.get(seller) ?? 0) + 1)
  }
  const year = Number(today.slice(0, 4))
  const last = new Map(await nextNumbers(tx, { distributorId, kind: 'order', year, bySeller }))
  for (const order of orders.toReversed()) {
    const number = last.get(order.sellingEntityId) ?? 0
    order.number = `${order.number}-${String(number).padStart(7, '0')}`
    last.set(order.sellingEntityId, number - 1)
  }
}

function shortOnes(
  { lines }: Writing,
  short: readonly { productId: string; availableMilli: number }[],
): Difference[] {
  const free = new Map(short.map((row) => [row.productId, row.availableMilli]))
  return lines.flatMap((line) => {
    const available = free.get(line.product.id)
    return available === undefined ? [] : [stockShort(line, available)]
  })
}

const nextAfter = (plan: OutletPlan, day: string) =>
  openSlots(plan, 8).find((slot) => slot.deliveryDay > day && !slot.full) ?? null
