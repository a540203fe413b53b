import type { Chance } from '../../modules/goals/forward/chance-rules.ts'
import { addDays } from '../world.ts'

/** So many due days are kept; on the rest it is paid some days late. */
const PAID_IN_TIME = 0.93
const LATE_DAYS = 5
/** Of those who owe, so many are reached and name a day. */
const NAMES_A_DAY = 0.9

type Due = { contractId: string; dueDay: string; today: string }

/** Whether a payer pays today what is due: who has no money for one bill has none for the day's others. */
export const paysToday = ({ contractId, dueDay, today }: Due, chance: Chance): boolean =>
  today >= addDays(dueDay, LATE_DAYS) || chance(`paid ${contractId} ${dueDay}`) < PAID_IN_TIME

/** What a supervisor sees of an order that waits for money. */
export type Waiting = {
  orderId: string
  /** The first and the last day on which something fell due that is not paid; null: all is paid in time. */
  overdueSince: string | null
  overdueUntil: string | null
  promise: 'open' | 'kept' | 'broken' | null
}
export type Decision = { why: string; payDay: string | null }

/**
 * Who pays by his days is let over his limit, who is a few days late says when he pays, and who owes
 * longer, or broke his word, pays first. Null: the order stays where it is.
 */
export function decideHeld(waiting: Waiting, today: string, chance: Chance): Decision | null {
  const { orderId, overdueSince, overdueUntil, promise } = waiting
  if (overdueSince === null || overdueUntil === null)
    return { why: 'Понад ліміт, але платить вчасно', payDay: null }
  if (promise === 'broken' || addDays(overdueSince, LATE_DAYS) < today) return null
  if (promise === 'open') return { why: 'Обіцяв сплатити, день ще не минув', payDay: null }
  if (chance(`names a day ${orderId}`) >= NAMES_A_DAY) return null
  return { why: 'Прострочив кілька днів, назвав день', payDay: addDays(overdueUntil, LATE_DAYS) }
}
