import type { Member } from '../../platform/serve.ts'
import type { OutletPlan, SlotTimes } from '../delivery/delivery.ts'
import type { CartGate } from './cart-queries.ts'
import type { PlaceRequest } from './checkout-identity.ts'
import type { Channel, Placed } from './contract.ts'
import type { Giver } from './hand-queries.ts'
import type { Late, LetIn } from './late-orders.ts'
import type { ComposedLine, Priced } from './line-rules.ts'
import { channelOf, type OrderPart, preparedBy, sumsOf } from './order-rules.ts'
import type { NewCheckout, NewOrder } from './place-queries.ts'

/**
 * What the channel does not say of an order by itself: who drafted it, that nobody signed in, and who
 * lets it in after the cut-off.
 */
export type Entry = {
  preparedBy: NewCheckout['preparedBy']
  sessionId: null
  letIn?: LetIn
  /** Who asked for it, when another places it. */
  as?: { channel: Channel; personId: string; personName: string; deviceId: string }
}

/** What was found of a request before anything is taken for it. */
export type Checked = {
  plan: OutletPlan
  slot: SlotTimes
  late: Late | null
  /** When an order that is held leaves. */
  leavesAt: string
  parts: OrderPart[]
  lines: ComposedLine[]
  minimum: { minimumMinor: number; missingMinor: number }
}

/** A checkout on its way into the tables. */
export type Writing = Checked & {
  member: Member
  request: PlaceRequest
  bodyHash: Buffer
  cart: Priced
  gate: CartGate
  giver: Giver | null
  entry: Entry | undefined
}

/** Through which channel an order came, and who put it together. */
export function enteredBy({ member, request, entry }: Writing) {
  const channel = entry?.as?.channel ?? channelOf(member.roles, member.rights.get('order.place'))
  return { channel, preparedBy: entry?.preparedBy ?? preparedBy(channel, request.preparedBy) }
}

/** The row of a checkout with its orders and the reply that its sender gets, now and again. */
export function checkoutRow(
  writing: Writing & { topUp: boolean },
  orders: NewOrder[],
  now: string,
): NewCheckout {
  const { member, request, plan, slot, bodyHash, cart, lines } = writing
  const entered = enteredBy(writing)
  const { channel } = entered
  const currency = member.tenant.currency
  const asker = writing.entry?.as ?? member
  const reply: Placed = {
    checkoutId: request.checkoutId,
    deliveryDay: request.deliveryDay,
    placedAt: now,
    totalMinor: sumsOf(lines).totalMinor,
    currency,
    ...(writing.late && { late: writing.late.kind }),
    orders: orders.map((order) => ({
      id: order.id,
      number: order.number,
      status: order.status,
      holdReason: order.holdReason,
      sellingEntity:
        cart.desk.contracts.find((c) => c.contractId === order.contractId)?.sellingEntity ?? '',
      totalMinor: order.totalMinor,
      lineCount: order.lines.length,
    })),
  }
  return {
    distributorId: member.tenant.id,
    checkoutId: request.checkoutId,
    outletId: request.outletId,
    bodyHash,
    reply,
    zoneId: plan.zoneId,
    deliveryDay: request.deliveryDay,
    cutOffAt: slot.cutOffAt,
    lockAt: slot.lockAt,
    channel,
    origin: channel === 'portal' ? null : request.origin,
    preparedBy: entered.preparedBy,
    personId: asker.personId,
    personName: asker.personName,
    actorKind: channel === 'portal' ? ('buyer' as const) : ('staff' as const),
    deviceId: asker.deviceId,
    sessionId: writing.entry ? null : member.sessionId,
    currency,
    note: request.note,
    topUp: writing.topUp,
    late: writing.late,
    orders,
  }
}
