import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../platform/db.ts'
import { takeCreditOrHold } from '../accounts/accounts.ts'
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
}

/**
 * The orders of a checkout, each with the credit it takes. What a licence is missing for, or
 * credit, is kept on hold and takes none.
 */
export async function makeOrders(tx: Tx, making: Making): Promise<NewOrder[]> {
  const inLockOrder = [...making.parts].sort((a, b) =>
    a.contract.contractId < b.contract.contractId ? -1 : 1,
  )
  // All are sent before the first is waited for: what the caller sends next locks after them.
  const held = inLockOrder.map((part) =>
    holdReasonOf(tx, making, part, sumsOf(part.lines).totalMinor),
  )
  const reasons = await Promise.all(held)
  return inLockOrder.map((part, i) => orderOf(making.checkoutId, part, reasons[i] ?? null))
}

function orderOf(checkoutId: string, part: OrderPart, holdReason: HoldReason | null): NewOrder {
  const { contract, warehouseId, lines } = part
  const { contractId } = contract
  return {
    ...sumsOf(lines),
    id: orderIdOf(checkoutId, `${contractId} ${warehouseId}`),
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

// The licence first: an order that money would release must not leave without it.
async function holdReasonOf(
  tx: Tx,
  { distributorId, deliveryDay, cart }: Making,
  { contract, lines }: OrderPart,
  amountMinor: number,
): Promise<HoldReason | null> {
  if (licencesMissing(cart.desk, lines, deliveryDay).length > 0) return 'licence'
  const { contractId, paymentForm } = contract
  if (paymentForm === 'prepaid') return null
  const credit = await takeCreditOrHold(tx, { distributorId, contractId, amountMinor })
  return credit === 'hold' ? 'credit' : null
}
