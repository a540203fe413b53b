import type { Tx } from '../../platform/db.ts'
import type { Member } from '../../platform/serve.ts'
import { backOf, giveBenefitBack, grantOf, takeBenefit } from '../promotions/promotions.ts'
import {
  type BenefitNow,
  benefitOfOrder,
  insertBenefits,
  revokeBenefit,
  setPromised,
} from './benefit-queries.ts'

/** The device of a shop that orders for itself; null: staff, whose orders never have the benefit. */
export const ownDevice = ({ rights, deviceId }: Member): string | null =>
  rights.get('order.place') === 'own' ? deviceId : null

/** What a cart of this sum would be promised now; null: nothing. */
export function benefitQuote(benefit: BenefitNow | null | undefined, totalMinor: number) {
  if (!benefit) return null
  const asked = { ...benefit, channel: 'portal', preparedBy: 'buyer', totalMinor }
  const granted = grantOf(benefit, asked)
  if (!granted.ok) return null
  const { name, percentBp, firstOrders } = benefit
  const ordersLeft = firstOrders === null ? null : firstOrders - benefit.granted
  return { name, percentBp, promisedMinor: granted.promisedMinor, ordersLeft }
}

export type BenefitTaken = { benefit: BenefitNow; promisedMinor: number }

/** Takes what the checkout is promised from the budget; where it is spent, the order goes without. */
export async function takeOrderBenefit(
  tx: Tx,
  distributorId: string,
  facts: { channel: string; preparedBy: string; totalMinor: number },
  benefit: BenefitNow | null | undefined,
): Promise<BenefitTaken | null> {
  if (!benefit) return null
  const granted = grantOf(benefit, { ...benefit, ...facts })
  if (!granted.ok) return null
  const taken = { distributorId, benefitId: benefit.id, minor: granted.promisedMinor }
  return (await takeBenefit(tx, taken)) ? { benefit, promisedMinor: granted.promisedMinor } : null
}

/** Parts what a checkout was promised among its orders by their sums, to the kopiyka. */
export function promisedOf(
  orders: { id: string; totalMinor: number }[],
  promisedMinor: number,
): { id: string; promisedMinor: number }[] {
  const whole = orders.reduce((sum, order) => sum + order.totalMinor, 0)
  let left = promisedMinor
  return orders.map((order, i) => {
    const share = Math.floor((promisedMinor * order.totalMinor) / Math.max(1, whole))
    const mine = i === orders.length - 1 ? left : share
    left -= mine
    return { id: order.id, promisedMinor: mine }
  })
}

export const noteBenefits = (
  tx: Tx,
  { distributorId, outletId }: { distributorId: string; outletId: string },
  orders: { id: string; totalMinor: number }[],
  taken: BenefitTaken | null,
): Promise<unknown> | null =>
  taken &&
  insertBenefits(tx, {
    ...{ distributorId, outletId, benefitId: taken.benefit.id },
    percentBp: taken.benefit.percentBp,
    orders: promisedOf(orders, taken.promisedMinor),
  })

/**
 * An order that the shop changed keeps its benefit, of its new sum, as far as the budget goes; one that
 * staff changed has it no more.
 */
export async function moveBenefit(
  tx: Tx,
  distributorId: string,
  { orderId, totalMinor, byShop }: { orderId: string; totalMinor: number; byShop: boolean },
): Promise<void> {
  const had = await benefitOfOrder(tx, distributorId, orderId)
  if (!had) return
  const { benefitId, percentBp, promisedMinor } = had
  if (!byShop) return dropBenefit(tx, distributorId, orderId, 'changed_by_staff')
  const now = Math.min(backOf({ percentBp, orderMaxMinor: null }, totalMinor), promisedMinor)
  if (now === promisedMinor) return
  await setPromised(tx, { distributorId, orderId, minor: now })
  await giveBenefitBack(tx, { distributorId, benefitId, minor: promisedMinor - now })
}

/** An order that is gone gives back what it was promised, once. */
export async function dropBenefit(
  tx: Tx,
  distributorId: string,
  orderId: string,
  why: 'cancelled' | 'changed_by_staff',
): Promise<void> {
  const had = await benefitOfOrder(tx, distributorId, orderId)
  if (!had) return
  await revokeBenefit(tx, { distributorId, orderId, why })
  const { benefitId, promisedMinor: minor } = had
  await giveBenefitBack(tx, { distributorId, benefitId, minor })
}
