import type { Tx } from '../../platform/db.ts'
import type { HabitLearnt } from '../habit/events.ts'
import { checkDue, wantFit } from './check-fit.ts'
import type { FitWanted } from './events.ts'

/** Outlets were delivered or billed anew: the portal is held against that again. */
export const checkAfterLearning = (tx: Tx, fact: HabitLearnt): Promise<unknown> =>
  wantFit(tx, fact.distributorId, fact.outletIds)

/** Checks the outlets that are due. */
export const checkFit = (tx: Tx, fact: FitWanted): Promise<unknown> =>
  checkDue(tx, fact.distributorId)
