import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../platform/db.ts'
import { takeCreditsOrHold } from '../accounts/accounts.ts'
import { orderIdOf } from './checkout-identity.ts'
import { licencesMissing } from './licence-hold-rules.ts'
import type { Priced } from './line-rules.ts'
import { type OrderPart, sumsOf } from './order-rules.ts'
import type { HoldReason, NewOrder } from './place-queries.ts'

type Making = {
  distributorId: string
  checkoutId: string
  deliveryDay: string
  cart: Priced
  parts: OrderPart[]
  /** The discounts by hand are more than was allowed: their orders wait. */
  approval: boolean
}

/**
 * The orders of a checkout, each with the credit it takes. What a licence is missing for, or
 * credit, is kept on hold and takes none.
 */
export async function makeOrders(tx: Tx, making: Making): Promise<NewOrder[]> {
  const inLockOrder = [...making.parts].sort((a, b) =>
    a.contract.contractId < b.contract.contractId ? -1 : 1,
  )
  // The licence first: an order that money would release must not leave without it.
  const unlicensed = inLockOrder.map(
    (part) => licencesMissing(making.cart.desk, part.lines, making.deliveryDay).length > 0,
  )
  const unapproved = inLockOrder.map(
    (part) => making.approval && part.lines.some((line) => line.trace.hand),
  )
  const onCredit = inLockOrder.filter(
    ({ contract }, i) => !unlicensed[i] && !unapproved[i] && contract.paymentForm !== 'prepaid',
  )
  const credits = onCredit.map(({ contract: { contractId }, lines }) => ({
    ...{ contractId, amountMinor: sumsOf(lines).totalMinor },
  }))
  const taken = await takeCreditsOrHold(tx, making.distributorId, credits)
  const held = new Set(onCredit.filter((_, i) => taken[i] === 'hold'))
  return inLockOrder.map((part, i) => {
    if (unlicensed[i]) return orderOf(making.checkoutId, part, 'licence')
    if (unapproved[i]) return orderOf(making.checkoutId, part, 'approval')
    return orderOf(making.checkoutId, part, held.has(part) ? 'credit' : null)
  })
}

/** The id of the order that a part of a checkout becomes. */
export const orderIdFor = (checkoutId: string, { contract, warehouseId }: OrderPart): string =>
  orderIdOf(checkoutId, `${contract.contractId} ${warehouseId}`)

function orderOf(checkoutId: string, part: OrderPart, holdReason: HoldReason | null): NewOrder {
  const { contract, warehouseId, lines } = part
  const { contractId } = contract
  return {
    ...sumsOf(lines),
    id: orderIdFor(checkoutId, part),
    sellingEntityId: contract.sellingEntityId,
    number: contract.entityCode,
    contractId,
    warehouseId,
    status: holdReason ? 'on_hold' : 'placed',
    holdReason,
    paymentForm: contract.paymentForm,
    weightGrams: lines.reduce((sum, line) => sum + line.weightGrams, 0),
    eventId: uuidv7(),
    lines,
  }
}
