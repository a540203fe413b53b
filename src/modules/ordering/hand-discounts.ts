import type { Db, Tx } from '../../platform/db.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import type { Member } from '../../platform/serve.ts'
import type { OrderState } from './change-queries.ts'
import type { HandRefusal } from './hand-contract.ts'
import {
  approveHands,
  type Giver,
  giveHandsBack,
  giverOf,
  type HandOrder,
  insertHands,
  type OrderHand,
  proposeConditions,
  takeBudget,
} from './hand-queries.ts'
import {
  approvalRefusal,
  handRefusal,
  handsOf,
  keepHands,
  keptOf,
  offOf,
  refusalOf,
  withHands,
} from './hand-rules.ts'
import type { ComposedLine } from './line-rules.ts'

/** What somebody on the staff may give by hand now; of a buyer null. */
export const loadGiver = async (db: Db, member: Member): Promise<Giver | null> => {
  if (member.rights.get('order.place') === 'own') return null
  const { id: distributorId, timeZone } = member.tenant
  return giverOf(db, { distributorId, personId: member.personId, timeZone })
}

export type HandsTaken = { giver: Giver; approval: boolean }

/**
 * Takes what a cart's lines take off from the person's budget, the first of a checkout's locks. Over
 * limit or budget it is refused with its arithmetic, or the orders wait for a supervisor.
 */
export async function takeHands(
  tx: Tx,
  member: Member,
  lines: ComposedLine[],
  giver: Giver | null,
): Promise<Result<HandsTaken | null, HandRefusal>> {
  const given = handsOf(lines)
  if (given.length === 0) return ok(null)
  const over = handRefusal(lines, giver)
  if (!giver || over?.why === 'not_yours')
    return refuse(over ?? refusalOf(given, giver, 'not_yours'))
  if (over) return orApproval(giver, over)
  const { month } = giver
  const distributorId = member.tenant.id
  const asked = { distributorId, personId: member.personId, month, wasMinor: 0 }
  if (await takeBudget(tx, { ...asked, offMinor: offOf(given) })) {
    return ok({ giver, approval: false })
  }
  // Another order of the same person took it since it was read.
  const now = (await loadGiver(tx, member)) ?? giver
  return orApproval(now, refusalOf(given, now, 'over_budget'))
}

const orApproval = (giver: Giver, over: HandRefusal): Result<HandsTaken, HandRefusal> =>
  giver.whenOver === 'approval' ? ok({ giver, approval: true }) : refuse(over)

type HandedOrder = { id: string; contractId: string; lines: ComposedLine[] }

/** Writes down what was given on the orders of a checkout, and what is given again and again. */
export async function noteHands(
  tx: Tx,
  member: Member,
  outletId: string,
  orders: HandedOrder[],
  taken: HandsTaken | null,
): Promise<void> {
  if (!taken) return
  const { personId, personName } = member
  const takenFrom = taken.approval ? null : personId
  const by = { giverId: personId, giverName: personName, month: taken.giver.month, takenFrom }
  await Promise.all(
    orders.map(async (order) => {
      const ids = { distributorId: member.tenant.id, orderId: order.id, outletId }
      const hands = order.lines.flatMap((line) => handOf(line, by) ?? [])
      await writeHands(tx, { ...ids, contractId: order.contractId }, hands)
    }),
  )
}

async function writeHands(tx: Tx, order: HandOrder, hands: OrderHand[]): Promise<void> {
  if (hands.length === 0) return
  const productIds = hands.map((hand) => hand.productId)
  await Promise.all([
    insertHands(
      tx,
      hands.map((hand) => ({ ...order, ...hand })),
    ),
    proposeConditions(tx, { ...order, productIds }),
  ])
}

type By = Pick<OrderHand, 'giverId' | 'giverName' | 'month' | 'takenFrom'>

function handOf({ product, unit, trace }: ComposedLine, by: By): OrderHand | null {
  if (!trace.hand) return null
  const { percentBp, offMinor, reason } = trace.hand
  return { productId: product.id, unitCode: unit.code, percentBp, offMinor, reason, ...by }
}

/** A supervisor approves an order's discounts: they come from his own budget, within his own limit. */
export async function approveOrder(
  tx: Tx,
  member: Member,
  order: OrderState,
): Promise<HandRefusal | null> {
  const { id: distributorId, timeZone } = member.tenant
  const { personId } = member
  const waiting = order.hands.filter((hand) => hand.takenFrom === null)
  const giver = await giverOf(tx, { distributorId, personId, timeZone })
  const over = approvalRefusal(waiting, giver)
  if (over) return over
  const asked = { distributorId, personId, month: giver.month, wasMinor: 0 }
  if (!(await takeBudget(tx, { ...asked, offMinor: offOf(waiting) }))) {
    return refusalOf(waiting, giver, 'over_budget')
  }
  const { id: orderId, outletId, contractId } = order
  await approveHands(tx, { distributorId, orderId, takenFrom: personId, month: giver.month })
  const productIds = waiting.map((hand) => hand.productId)
  await proposeConditions(tx, { distributorId, orderId, outletId, contractId, productIds })
  return null
}

/** What changed lines take off: what their products had, and what is newly wished. */
export async function changedHands(
  tx: Tx,
  member: Member,
  order: Pick<OrderState, 'hands'>,
  composed: ComposedLine[],
): Promise<Result<ComposedLine[], HandRefusal>> {
  if (order.hands.length === 0 && !composed.some((line) => line.hand)) return ok(composed)
  const wished = withHands(composed, member.personName)
  const anew = wished.filter((line) => line.trace.hand)
  if (anew.length > 0 && !waits(order)) {
    const over = handRefusal(anew, await loadGiver(tx, member))
    // A new wish within the budget may still be part of what this order had: only taking decides.
    if (over && over.why !== 'over_budget') return refuse(over)
  }
  return ok(keepHands(wished, order.hands))
}

/** Whether discounts of an order wait for a supervisor. */
export const waits = ({ hands }: Pick<OrderState, 'hands'>): boolean =>
  hands.some((hand) => hand.takenFrom === null)

/** Gives an order's discounts back and takes those of its changed lines, each from its own budget. */
export async function moveHands(
  tx: Tx,
  member: Member,
  order: OrderState,
  lines: ComposedLine[],
): Promise<HandRefusal | null> {
  const distributorId = member.tenant.id
  const { id: orderId, outletId, contractId, hands: before } = order
  if (before.length === 0 && handsOf(lines).length === 0) return null
  await giveHandsBack(tx, distributorId, orderId)
  const anew = handsOf(lines).length > 0 ? await loadGiver(tx, member) : null
  const hands = lines.flatMap((line) => handOf(line, byOf(member, order, line, anew)) ?? [])
  for (const { personId, month, offMinor } of sumsBy(hands)) {
    const was = before.filter((hand) => hand.takenFrom === personId && hand.month === month)
    const asked = { distributorId, personId, month, offMinor, wasMinor: offOf(was) }
    if (await takeBudget(tx, asked)) continue
    const { timeZone } = member.tenant
    const owner = await giverOf(tx, { distributorId, personId, timeZone })
    const his = hands.filter((hand) => hand.takenFrom === personId)
    return refusalOf(his, owner, 'over_budget')
  }
  await writeHands(tx, { distributorId, orderId, outletId, contractId }, hands)
  return null
}

function byOf(member: Member, order: OrderState, line: ComposedLine, anew: Giver | null): By {
  const kept = line.hand ? undefined : keptOf(line, order.hands)
  if (kept) {
    const { giverId, giverName, month, takenFrom } = kept
    return { giverId, giverName, month, takenFrom }
  }
  const takenFrom = waits(order) ? null : member.personId
  const { personId: giverId, personName: giverName } = member
  return { giverId, giverName, month: anew?.month ?? '', takenFrom }
}

// In one order, so that two changes never wait for each other.
function sumsBy(hands: OrderHand[]) {
  const sums = new Map<string, { personId: string; month: string; offMinor: number }>()
  for (const { takenFrom: personId, month, offMinor } of hands) {
    if (personId === null) continue
    const key = `${personId} ${month}`
    const known = sums.get(key)?.offMinor ?? 0
    sums.set(key, { personId, month, offMinor: known + offMinor })
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum)
}
