import { CLOCK_DAY, type ClockDay, endDay } from './demo/forward/keep-run.ts'
import type { Played } from './demo/forward/run-queries.ts'
import type { BalancesChanged, LicencesChanged, PromiseMade } from './modules/accounts/events.ts'
import { followOutletInvoices } from './modules/accounts/jobs.ts'
import type { ProductsChanged } from './modules/catalogue/events.ts'
import type { DaysChanged } from './modules/delivery/events.ts'
import { followOutletDrops } from './modules/delivery/jobs.ts'
import type { FeedDue, FeedLate, WebhookDue, WebhookPaused } from './modules/exchange/events.ts'
import {
  deliverDue,
  judgeFeed,
  sendToErp,
  sendToWebhooks,
  tellOfLateFeed,
  tellOfPausedWebhook,
} from './modules/exchange/jobs.ts'
import { tellAgent, tellOfPromise, tellOfReturn } from './modules/field/jobs.ts'
import type { MorningDue, WindowsWanted } from './modules/goals/events.ts'
import {
  countHistory,
  countOrder,
  countPresence,
  countWindowsDue,
  joinDays,
  keepMorning,
  tellMorning,
} from './modules/goals/jobs.ts'
import type { HabitLearnt } from './modules/habit/events.ts'
import { learnFromHistory, learnFromOrder, learnOfJoined } from './modules/habit/jobs.ts'
import type { MessageDue, MessagesDue } from './modules/messaging/events.ts'
import { carryAllDue, carryDue } from './modules/messaging/jobs.ts'
import type {
  HistoryImported,
  LockPassed,
  OrderFact,
  OrderStatusFact,
  OrdersMoved,
  ReturnMoved,
} from './modules/ordering/events.ts'
import { followOutlet } from './modules/ordering/jobs.ts'
import { leaveAtLock, moveDay, recheckHolds } from './modules/ordering/ordering.ts'
import type { OutletJoined, TermsChanged } from './modules/outlets/events.ts'
import type { PricesChanged } from './modules/pricing/events.ts'
import type {
  ContactLogged,
  CuesWanted,
  FitWanted,
  LadderMoved,
  LadderWanted,
  LaunchChanged,
  PresenceDecided,
  PresenceDue,
  ReadinessWanted,
  RemindersDue,
} from './modules/rollout/events.ts'
import {
  checkAfterLearning,
  checkAfterPrices,
  checkAfterProducts,
  checkAfterTerms,
  checkFit,
  countCuesDue,
  decideDue,
  judgeChanged,
  judgeReadinessDue,
  moveAll,
  moveByOrder,
  moveBySignIn,
  moveLadders,
  payBonus,
  proposeMatches,
  remindDue,
  reviseByContact,
  tellOfCalledOff,
  wantCuesAtNight,
  wantCuesOfZone,
} from './modules/rollout/jobs.ts'
import { AUDITED, type Audited, sealAudit } from './platform/audit-queries.ts'
import type { Right } from './platform/call.ts'
import type { Tx } from './platform/db.ts'
import { workThenKeep } from './platform/facts.ts'
import { type Removed, UPKEEP_DUE } from './upkeep.ts'

/** What reactions may do beside their transaction. */
export type Means = {
  upkeep(distributorId: string): Promise<Removed>
  /** Tells the planner of tables that grew by much: no reaction’s own role may. */
  measure(): Promise<unknown>
  carry(distributorId: string, messageIds: string[]): Promise<void>
  deliver(distributorId: string, deliveryId: string): Promise<void>
  /** Of the demo: plays a day of its clock; null: that run is over. */
  playDay(day: ClockDay): Promise<Played | null>
  /** Who holds a right over the whole distributor: rows that no reaction’s own role may read. */
  holders(distributorId: string, right: Right): Promise<string[]>
  /** Where a draft is opened without signing in. */
  draftPath(distributorId: string, draftId: string): string
}
/** A tenant's night has come: its timer rang. */
type UpkeepDue = { type: typeof UPKEEP_DUE; distributorId: string }

type Facts =
  | OrderFact
  | OrderStatusFact
  | LockPassed
  | ReturnMoved
  | HistoryImported
  | OrdersMoved
  | OutletJoined
  | TermsChanged
  | HabitLearnt
  | FitWanted
  | LadderWanted
  | ReadinessWanted
  | CuesWanted
  | RemindersDue
  | DaysChanged
  | LadderMoved
  | PresenceDue
  | PresenceDecided
  | LaunchChanged
  | WindowsWanted
  | ContactLogged
  | ProductsChanged
  | PricesChanged
  | BalancesChanged
  | LicencesChanged
  | PromiseMade
  | FeedDue
  | FeedLate
  | WebhookDue
  | WebhookPaused
  | MessageDue
  | MessagesDue
  | MorningDue
  | UpkeepDue
  | ClockDay
  | Audited
type ReactionsTo = {
  [T in Facts['type']]: Record<
    string,
    (tx: Tx, fact: Extract<Facts, { type: T }>, means: Means) => Promise<unknown>
  >
}

// A long history is read whole: with what the planner knew before, that would not end.
const onceMeasured = (react: (tx: Tx, fact: HistoryImported) => Promise<unknown>) =>
  workThenKeep((_fact: HistoryImported, means: Means) => means.measure(), react)

/** Everything that follows from a fact, in one table. Each reaction is retried on its own, and once. */
export const reactions: ReactionsTo = {
  'accounts.balances_changed': { recheckHolds },
  'accounts.licences_changed': { recheckHolds },
  'accounts.promise_made': { tellOfPromise },
  'messaging.message_due': { carryDue },
  'messaging.messages_due': { carryAllDue },
  'ordering.order_placed': { tellAgent, countOrder, sendToErp, moveByOrder },
  'ordering.order_changed': { tellAgent, countOrder, sendToErp, moveByOrder },
  'ordering.order_cancelled': { tellAgent, countOrder, sendToErp, moveByOrder },
  'ordering.order_status_changed': { countOrder, learnFromOrder, moveByOrder, sendToWebhooks },
  'ordering.lock_passed': { leaveAtLock },
  'ordering.return_moved': { tellOfReturn },
  'ordering.history_imported': {
    countHistory,
    learnFromHistory: onceMeasured(learnFromHistory),
    proposeMatches: onceMeasured(proposeMatches),
    moveAll: onceMeasured(moveAll),
  },
  'ordering.orders_moved': { joinDays, learnOfJoined, moveAll },
  'outlets.terms_changed': { checkAfterTerms },
  'outlets.outlet_joined': { followOutlet, followOutletInvoices, followOutletDrops },
  'delivery.days_changed': { moveDay, wantCuesOfZone, tellOfCalledOff },
  'catalogue.products_changed': { checkAfterProducts },
  'pricing.prices_changed': { checkAfterPrices },
  'habit.learnt': { checkAfterLearning },
  'goals.morning_due': { tellMorning },
  'rollout.fit_wanted': { checkFit },
  'rollout.readiness_wanted': { judgeReadinessDue },
  'exchange.feed_due': { judgeFeed },
  'exchange.feed_late': { tellOfLateFeed },
  'exchange.webhook_due': { deliverDue },
  'exchange.webhook_paused': { tellOfPausedWebhook },
  'rollout.ladder_wanted': { moveLadders },
  'rollout.cues_wanted': { countCuesDue },
  'rollout.reminders_due': { remindDue },
  'rollout.ladder_moved': { payBonus },
  'rollout.presence_due': { decideDue },
  'rollout.contact_logged': { reviseByContact },
  'rollout.presence_decided': { countPresence },
  'rollout.launch_changed': { countWindowsDue },
  'goals.windows_wanted': { countWindowsDue },
  [CLOCK_DAY]: {
    playDay: workThenKeep((fact: ClockDay, means: Means) => means.playDay(fact), endDay),
  },
  [AUDITED]: { sealAudit, moveBySignIn },
  [UPKEEP_DUE]: {
    keepUp: (_tx, { distributorId }, means) => means.upkeep(distributorId),
    wantCuesAtNight,
    judgeChanged,
    countWindowsDue,
    keepMorning,
  },
}
