import { sendToErp } from './modules/exchange/jobs.ts'
import { tellAgent } from './modules/field/jobs.ts'
import { countOrder } from './modules/goals/jobs.ts'
import type { HabitLearnt } from './modules/habit/events.ts'
import { learnFromHistory, learnFromOrder } from './modules/habit/jobs.ts'
import type { HistoryImported, OrderFact, OrderStatusFact } from './modules/ordering/events.ts'
import type { FitWanted } from './modules/rollout/events.ts'
import { checkAfterLearning, checkFit } from './modules/rollout/jobs.ts'
import type { Tx } from './platform/db.ts'

type Facts = OrderFact | OrderStatusFact | HistoryImported | HabitLearnt | FitWanted
type ReactionsTo = {
  [T in Facts['type']]: Record<
    string,
    (tx: Tx, fact: Extract<Facts, { type: T }>) => Promise<unknown>
  >
}

/** Everything that follows from a fact, in one table. Each reaction is retried on its own, and once. */
export const reactions: ReactionsTo = {
  'ordering.order_placed': { tellAgent, countOrder, sendToErp },
  'ordering.order_changed': { tellAgent, countOrder, sendToErp },
  'ordering.order_cancelled': { tellAgent, countOrder, sendToErp },
  'ordering.order_status_changed': { countOrder, learnFromOrder },
  'ordering.history_imported': { learnFromHistory },
  'habit.learnt': { checkAfterLearning },
  'rollout.fit_wanted': { checkFit },
}
