/** A percent back by credit note for orders that shops make themselves: never in a line's price. */
export type Benefit = {
  id: string
  name: string
  percentBp: number
  /** For how many orders of an outlet; null: for every one. */
  firstOrders: number | null
  orderMaxMinor: number | null
  leftMinor: number
}
/** What is known when an order is placed. */
export type BenefitFacts = {
  channel: string
  preparedBy: string
  /** Outlets of other owners that this device ordered for before. */
  deviceOutlets: number
  /** Orders of the outlet that it was granted for before and that stand. */
  granted: number
  totalMinor: number
}
export type NoBenefit = 'channel' | 'prepared_by_staff' | 'not_own_device' | 'used_up' | 'budget'
export type Granted = { ok: true; promisedMinor: number } | { ok: false; why: NoBenefit }

const SELF_SERVICE = ['portal', 'chatbot', 'api']
const OWN = ['buyer', 'suggestion']
/** A device that ordered for so many unrelated outlets is somebody else's (domain.md §3). */
const FOREIGN_OUTLETS = 3

/**
 * Whether an order gets the benefit, and how much at most: only a shop's own order from its own device,
 * by what is known at placing. The sum is reserved from the budget; what is due follows from deliveries.
 */
export function grantOf(benefit: Benefit, facts: BenefitFacts): Granted {
  if (!SELF_SERVICE.includes(facts.channel)) return { ok: false, why: 'channel' }
  if (!OWN.includes(facts.preparedBy)) return { ok: false, why: 'prepared_by_staff' }
  if (facts.deviceOutlets >= FOREIGN_OUTLETS) return { ok: false, why: 'not_own_device' }
  if (benefit.firstOrders !== null && facts.granted >= benefit.firstOrders) {
    return { ok: false, why: 'used_up' }
  }
  const promisedMinor = backOf(benefit, facts.totalMinor)
  if (promisedMinor <= 0 || promisedMinor > benefit.leftMinor) return { ok: false, why: 'budget' }
  return { ok: true, promisedMinor }
}

/** What comes back of a sum: rounded down, so that the budget is never passed by a kopiyka. */
export const backOf = (
  { percentBp, orderMaxMinor }: Pick<Benefit, 'percentBp' | 'orderMaxMinor'>,
  totalMinor: number,
): number =>
  Math.min(Math.floor((totalMinor * percentBp) / 10_000), orderMaxMinor ?? Number.MAX_SAFE_INTEGER)

/** What is due for an order: of what was delivered and kept, never more than was promised. */
export const dueOf = (granted: { percentBp: number; promisedMinor: number }, keptMinor: number) =>
  Math.min(
    granted.promisedMinor,
    backOf({ percentBp: granted.percentBp, orderMaxMinor: null }, Math.max(0, keptMinor)),
  )
