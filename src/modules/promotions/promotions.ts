import type { Tx } from '../../platform/db.ts'
import { type BenefitSaid, putBenefit, takeFromBudget } from './queries.ts'

export { type Benefit, backOf, dueOf, grantOf } from './benefit-rules.ts'

/** Takes from a benefit's budget, first of an order's locks. False: there is not so much left. */
export const takeBenefit = (
  tx: Tx,
  taken: { distributorId: string; benefitId: string; minor: number },
): Promise<boolean> => takeFromBudget(tx, taken)

/** Gives back what an order does not need any more. */
export const giveBenefitBack = (
  tx: Tx,
  given: { distributorId: string; benefitId: string; minor: number },
): Promise<boolean> => takeFromBudget(tx, { ...given, minor: -given.minor })

/** Sets a benefit without asking whether one runs: for a base that begins with one. */
export const foundBenefit = (
  tx: Tx,
  distributorId: string,
  benefit: BenefitSaid,
): Promise<boolean> => putBenefit(tx, distributorId, benefit)
