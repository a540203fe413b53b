import type { BalancesChanged, LicencesChanged, PromiseMade } from './modules/accounts/events.ts'
import { sendToErp } from './modules/exchange/jobs.ts'
import { tellAgent, tellOfPromise } from './modules/field/jobs.ts'
import { countOrder } from './modules/goals/jobs.ts'
import type { HabitLearnt } from './modules/habit/events.ts'
import { learnFromHistory, learnFromOrder } from './modules/habit/jobs.ts'
import type {
  HistoryImported,
  LockPassed,
  OrderFact,
  OrderStatusFact,
} from './modules/ordering/events.ts'
import { leaveAtLock, recheckHolds } from './modules/ordering/ordering.ts'
import type { FitWanted } from './modules/rollout/events.ts'
import { checkAfterLearning, checkFit } from './modules/rollout/jobs.ts'
import type { Tx } from './platform/db.ts'

type Facts =
  | OrderFact
  | OrderStatusFact
  | LockPassed
  | HistoryImported
  | HabitLearnt
  | FitWanted
  | BalancesChanged
  | LicencesChanged
  | PromiseMade
type ReactionsTo = {
  [T in Facts['type']]: Record<
    string,
    (tx: Tx, fact: Extract<Facts, { type: T }>) => Promise<unknown>
  >
}

/** Everything that follows from a fact, in one table. Each reaction is retried on its own, and once. */
export const reactions: ReactionsTo = {
  'accounts.balances_changed': { recheckHolds },
  'accounts.licences_changed': { recheckHolds },
  'accounts.promise_made': { tellOfPromise },
  'ordering.order_placed': { tellAgent, countOrder, sendToErp },
  'ordering.order_changed': { tellAgent, countOrder, sendToErp },
  'ordering.order_cancelled': { tellAgent, countOrder, sendToErp },
  'ordering.order_status_changed': { countOrder, learnFromOrder },
  'ordering.lock_passed': { leaveAtLock },
  'ordering.history_imported': { learnFromHistory },
  'habit.learnt': { checkAfterLearning },
  'rollout.fit_wanted': { checkFit },
}
