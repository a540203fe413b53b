import { UNKNOWN } from '../../platform/call.ts'
import { lastly, type Pool, type Tx, transact } from '../../platform/db.ts'
import { publishAll, publishAt, tellAfterCommit } from '../../platform/facts.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import type { Member } from '../../platform/serve.ts'
import { nextNumbers } from '../accounts/accounts.ts'
import { holdSlot, type OutletPlan, openSlots, outletPlan } from '../delivery/delivery.ts'
import { reserve } from '../stock/stock.ts'
import type { Arrival } from './arrival-queries.ts'
import { cartMemory } from './cart-memory.ts'
import { cartGate } from './cart-queries.ts'
import { hashOfBody, type PlaceRequest } from './checkout-identity.ts'
import { type Checked, checkoutRow, type Entry, enteredBy, type Writing } from './checkout-row.ts'
import type { Difference, Placed, PlaceRefusal } from './contract.ts'
import { lockPassed, orderChange, orderPlaced } from './events.ts'
import { loadGiver, noteHands, takeHands } from './hand-discounts.ts'
import { wishesHand, withHands } from './hand-rules.ts'
import { knownCart, stockFor } from './known-cart.ts'
import { type LetIn, letInBy, overCap, slotFor } from './late-orders.ts'
import { composeLines, type Priced, stockShort } from './line-rules.ts'
import { makeOrders, orderIdFor } from './make-orders.ts'
import { noteBenefits, ownDevice, takeOrderBenefit } from './order-benefits.ts'
import {
  channelOf,
  missingToMinimum,
  type OrderPart,
  type Sums,
  splitOrders,
  sumsOf,
} from './order-rules.ts'
import { doubleOf, insertCheckout, lockCheckout, type NewOrder } from './place-queries.ts'
import { joined, wantedOf } from './reserved-rules.ts'

type Answer = Result<Placed, PlaceRefusal>

/**
 * Places a checkout: once per id and body. Price, stock, minimum, credit and slot are checked
 * again in the one transaction that writes it; locks are taken in the order budget of discounts,
 * credit, stock, slot, number, as in every writer.
 */
export function placeOrder(pool: Pool, member: Member, request: PlaceRequest): Promise<Answer> {
  return transact(pool, member.tenant.id, (tx) => placeIn(tx, pool, member, request))
}

/** How an order came, when it is not as its sender says. */
export type Coming = { entry?: Entry; waited?: Arrival }

/** The same in a transaction of who asks, on the pool whose memory is used. */
export async function placeIn(
  tx: Tx,
  pool: Pool,
  member: Member,
  request: PlaceRequest,
  { entry, waited }: Coming = {},
): Promise<Answer> {
  const { id: distributorId } = member.tenant
  const { outletId, checkoutId } = request
  const memory = cartMemory(pool)
  const known = memory.of(distributorId)
  const since = known?.since ?? null
  const [, gate, stock, plan, giver] = await Promise.all([
    lockCheckout(tx, distributorId, checkoutId),
    cartGate(tx, member, { outletId, checkoutId, since, deviceId: ownDevice(member) }),
    stockFor(tx, member, request, known),
    outletPlan(tx, { distributorId, timeZone: member.tenant.timeZone, outletId }),
    wishesHand(request.lines) ? loadGiver(tx, member) : null,
  ])
  if (!gate.seen) return refuse(UNKNOWN)
  const bodyHash = hashOfBody(request)
  if (gate.reply) {
    const same = gate.placedAt === outletId && gate.bodyHash?.equals(bodyHash)
    return same ? ok(gate.reply) : refuse({ code: 'checkout_reused' })
  }
  const cart = await knownCart(tx, member, request, { memory, known, gate }, stock)
  if (!cart) return refuse(UNKNOWN)
  const letIn = entry?.letIn ?? letInBy(member, request)
  const checked = check(cart, plan, request, { by: member.personName, letIn, waited })
  if (!checked.ok) return checked
  const capped = await overCap(tx, member.tenant.id, request, checked.value.late)
  if (capped) return capped
  const double = await doubleRefusal(tx, member, request, checked.value.plan)
  if (double) return double
  return write(tx, { member, request, bodyHash, cart, gate, giver, entry, ...checked.value })
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
  const { member, request, plan, gate } = writing
  const distributorId = member.tenant.id
  const { deliveryDay } = request
  const sums = sumsOf(writing.lines)
  const hands = await takeHands(tx, member, writing.lines, writing.giver)
  if (!hands.ok) return hands
  const approval = hands.value?.approval === true
  const asked = { ...enteredBy(writing), ...sums }
  // A benefit is for those who order in time.
  const offered = writing.late?.kind === 'exception' ? null : gate.benefit
  const benefit = await takeOrderBenefit(tx, distributorId, asked, offered)
  const taking = { approval, sums }
  const { orders, reserved, place, last } = await takeTogether(tx, writing, taking)
  if (!reserved.ok) {
    return refuse({ code: 'differences', differences: shortOnes(writing, reserved.refusal.short) })
  }
  if (place === 'full') return refuse({ code: 'slot_full', next: nextAfter(plan, deliveryDay) })
  // What it was to ride with was cancelled meanwhile.
  if (place === 'first' && writing.minimum.missingMinor > 0) {
    return refuse({ code: 'below_minimum', ...writing.minimum })
  }
  await Promise.all([
    noteHands(tx, member, request.outletId, orders, hands.value),
    noteBenefits(tx, { distributorId, outletId: request.outletId }, orders, benefit),
    leaveAtLock(tx, writing, orders),
  ])
  numbered(orders, last)
  const row = checkoutRow({ ...writing, topUp: place === 'top_up' }, orders, gate.now)
  return ok(await lastly(tx, insertCheckout(tx, row)))
}

type Taking = { approval: boolean; sums: Sums }

// In one packet, locked in this order: credit, stock, slot, number. What one of them refuses undoes all.
async function takeTogether(tx: Tx, writing: Writing, { approval, sums }: Taking) {
  const { member, request, plan, cart, gate, parts } = writing
  const { id: distributorId } = member.tenant
  const { outletId, checkoutId, deliveryDay } = request
  const ids = parts.map((part) => orderIdFor(checkoutId, part))
  const rows = parts.flatMap((part, i) =>
    joined(wantedOf(part)).map((row) => ({ ...row, orderId: ids[i] ?? '' })),
  )
  for (const id of ids) tellAfterCommit(tx, distributorId, orderChange(id, outletId))
  const [orders, reserved, place, , last] = await Promise.all([
    makeOrders(tx, { distributorId, checkoutId, deliveryDay, cart, parts, approval }),
    reserve(tx, { distributorId, entry: 1, rows }),
    holdSlot(tx, {
      ...{ distributorId, outletId, deliveryDay, zoneId: plan.zoneId, orders: parts.length },
      valueMinor: sums.totalMinor,
      weightGrams: writing.lines.reduce((sum, line) => sum + line.weightGrams, 0),
      capacityDrops: plan.capacityDrops,
    }),
    publishAll(
      tx,
      ids.map((orderId) => orderPlaced({ distributorId, orderId, outletId, version: 1 })),
    ),
    takeNumbers(tx, distributorId, parts, gate.today),
  ])
  return { orders, reserved, place, last }
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
async function takeNumbers(tx: Tx, distributorId: string, parts: OrderPart[], today: string) {
  const bySeller = new Map<string, number>()
  for (const { contract } of parts) {
    const { sellingEntityId: seller } = contract
    bySeller.set(seller, (bySeller.get(seller) ?? 0) + 1)
  }
  const year = Number(today.slice(0, 4))
  return new Map(await nextNumbers(tx, { distributorId, kind: 'order', year, bySeller }))
}

function numbered(orders: NewOrder[], last: Map<string, number>): void {
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
