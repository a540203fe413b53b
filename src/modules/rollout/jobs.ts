import type { Tx } from '../../platform/db.ts'
import type { ProductsChanged } from '../catalogue/events.ts'
import type { HabitLearnt } from '../habit/events.ts'
import type { HistoryImported } from '../ordering/events.ts'
import type { PricesChanged } from '../pricing/events.ts'
import { checkDue, wantFit, wantFitOf } from './check-fit.ts'
import type { FitWanted } from './events.ts'
import { findMatches } from './match-outlets.ts'

/** Outlets were delivered or billed anew: the portal is held against that again. */
export const checkAfterLearning = (tx: Tx, fact: HabitLearnt): Promise<unknown> =>
  wantFit(tx, fact.distributorId, fact.outletIds)

/** Checks the outlets that are due. */
export const checkFit = (tx: Tx, fact: FitWanted): Promise<unknown> =>
  checkDue(tx, fact.distributorId)

/** New outlets came with history: rows that may be one place or one owner are proposed. */
export const proposeMatches = (tx: Tx, fact: HistoryImported): Promise<unknown> =>
  findMatches(tx, fact.distributorId)

/** Products changed: the portal is held again against what those outlets buy that buy them. */
export const checkAfterProducts = (tx: Tx, fact: ProductsChanged): Promise<void> =>
  wantFitOf(tx, fact.distributorId, [{ productIds: fact.productIds }])

/** Prices changed: the same for those outlets that buy by these lists. */
export const checkAfterPrices = (tx: Tx, fact: PricesChanged): Promise<void> =>
  wantFitOf(tx, fact.distributorId, fact.changes)
