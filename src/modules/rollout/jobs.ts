import type { Audited } from '../../platform/audit-queries.ts'
import type { Tx } from '../../platform/db.ts'
import { forAny, forMany, publishAllAt } from '../../platform/facts.ts'
import type { ProductsChanged } from '../catalogue/events.ts'
import type { DaysChanged } from '../delivery/events.ts'
import type { HabitLearnt } from '../habit/events.ts'
import type { HistoryImported, OrderFact, OrderStatusFact } from '../ordering/events.ts'
import type { TermsChanged } from '../outlets/events.ts'
import type { PricesChanged } from '../pricing/events.ts'
import { checkDue, wantFit, wantFitOf } from './check-fit.ts'
import { countDue, wantCues } from './cue/count-cues.ts'
import { answer, type DraftPath, remind } from './cue/remind.ts'
import { tellCalledOff } from './cue/tell-called-off.ts'
import {
  type ContactLogged,
  type LadderMoved,
  type PresenceDue,
  presenceDue,
  type RemindersDue,
} from './events.ts'
import { decidePresence } from './ladder/decide-presence.ts'
import { outletsSignedIn, untoldAlone } from './ladder/ladder-queries.ts'
import { isEarning } from './ladder/ladder-rules.ts'
import { moveDue, moveOutlets, wantLadder } from './ladder/move-ladder.ts'
import { evidenceOf, ordersAround, selfServiceLocks } from './ladder/presence-queries.ts'
import { findMatches } from './match-outlets.ts'
import { earnBonus } from './programme/bonus-queries.ts'
import { findTeams } from './team/find-teams.ts'
import { judgeAtNight, judgeDue } from './wave/judge-readiness.ts'
import { addReadinessDue } from './wave/past-queries.ts'

/**
 * Outlets were delivered or billed anew: the portal is held against that again, and the next night judges
 * whether they are ready.
 */
export const checkAfterLearning = forMany(async (tx, distributorId, facts: HabitLearnt[]) => {
  const outletIds = facts.flatMap((fact) => fact.outletIds)
  await addReadinessDue(tx, distributorId, outletIds)
  await wantFit(tx, distributorId, outletIds)
})

/** A night has come: whose readiness changed is judged. */
export const judgeChanged = (tx: Tx, fact: { distributorId: string }): Promise<unknown> =>
  judgeAtNight(tx, fact.distributorId)

/** Judges the outlets that are due. */
export const judgeReadinessDue = forAny(judgeDue)

/** Checks the outlets that are due. */
export const checkFit = forAny(checkDue)

/**
 * New outlets came with history: rows that may be one place or one owner are proposed, and brands that
 * may be an exclusive team's.
 */
export async function proposeMatches(tx: Tx, fact: HistoryImported): Promise<void> {
  await findMatches(tx, fact.distributorId)
  await findTeams(tx, fact.distributorId)
}

/**
 * An order was placed or changed: its outlet may stand elsewhere on the ladder now. Whether a shop made
 * it alone is decided when it is locked: visits come in late.
 */
export const moveByOrder = forMany(
  async (tx, distributorId, facts: (OrderFact | OrderStatusFact)[]) => {
    const idsOf = (some: typeof facts) => [...new Set(some.map(({ orderId }) => orderId))]
    const made = facts.filter(({ type }) => MADE.includes(type))
    const locks = made.length > 0 ? await selfServiceLocks(tx, distributorId, idsOf(made)) : []
    const due = locks.map(({ orderId, at }) => ({
      ...{ at, subjectId: orderId, fact: presenceDue({ distributorId, orderId }) },
    }))
    await publishAllAt(tx, due)
    await answer(tx, distributorId, idsOf(facts))
    const outletIds = facts.map(({ outletId }) => outletId)
    await wantLadder(tx, distributorId, outletIds)
    const taken = facts.filter(({ type }) => TAKEN_BACK.includes(type))
    const fewer = taken.map(({ outletId }) => outletId)
    if (fewer.length > 0) await addReadinessDue(tx, distributorId, fewer)
  },
)

// What comes is found by its day; what is delivered, by what is learnt of it.
const TAKEN_BACK = ['ordering.order_changed', 'ordering.order_cancelled']
const MADE = ['ordering.order_placed', 'ordering.order_changed']

/** The order is locked: was its shop alone? */
export const decideDue = forMany(async (tx, distributorId, facts: PresenceDue[]) => {
  const orderIds = facts.map(({ orderId }) => orderId)
  const outletIds = await decidePresence(tx, distributorId, orderIds)
  await wantLadder(tx, distributorId, outletIds)
})

/** A visit or call came in: orders made around it may not have been made alone. */
export const reviseByContact = forMany(async (tx, distributorId, facts: ContactLogged[]) => {
  const contactIds = facts.map(({ contactId }) => contactId)
  const around = await ordersAround(tx, distributorId, contactIds)
  const orders = await evidenceOf(tx, distributorId, around)
  const locked = orders.filter(({ decided }) => decided).map(({ orderId }) => orderId)
  await decidePresence(tx, distributorId, locked)
  const outletIds = new Set(facts.map(({ outletId }) => outletId))
  await moveOutlets(tx, distributorId, [...outletIds])
})

/** A buyer signed in: his outlets are registered. */
export async function moveBySignIn(tx: Tx, { distributorId, auditId }: Audited): Promise<void> {
  await moveOutlets(tx, distributorId, await outletsSignedIn(tx, distributorId, auditId))
}

/** A shop orders regularly, or holds: its agent earned something. */
export async function payBonus(
  tx: Tx,
  { distributorId, outletId, to }: LadderMoved,
): Promise<void> {
  if (isEarning(to)) await earnBonus(tx, { distributorId, outletId, kind: to })
}

/** Places the outlets that are due. */
export const moveLadders = forAny(moveDue)

/** History came in: every outlet may stand elsewhere. */
export const moveAll = (tx: Tx, fact: { distributorId: string }): Promise<unknown> =>
  wantLadder(tx, fact.distributorId, null)

/** A night has come: cut-offs passed, and the next days' cues are planned. */
export const wantCuesAtNight = async (
  tx: Tx,
  { distributorId }: { distributorId: string },
): Promise<unknown> => {
  await wantLadder(tx, distributorId, await untoldAlone(tx, distributorId))
  return wantCues(tx, distributorId, null)
}

/** A zone's days changed: its outlets' cues follow. */
export const wantCuesOfZone = (tx: Tx, fact: DaysChanged): Promise<unknown> =>
  wantCues(tx, fact.distributorId, fact.zoneId)

/** A zone's day was called off or moved: everybody concerned is told. */
export const tellOfCalledOff = (tx: Tx, fact: DaysChanged): Promise<unknown> =>
  tellCalledOff(tx, fact)

/** A step before a cut-off has come: who has not ordered is reminded. */
export const remindDue = (
  tx: Tx,
  fact: RemindersDue,
  means: { draftPath: DraftPath },
): Promise<unknown> => remind(tx, fact, means.draftPath)

/** Plans and counts the cues of the outlets that are due. */
export const countCuesDue = forAny(countDue)

/** Products changed: the portal is held again against what those outlets buy that buy them. */
export const checkAfterProducts = (tx: Tx, fact: ProductsChanged): Promise<void> =>
  wantFitOf(tx, fact.distributorId, [{ productIds: fact.productIds }])

/** Payers, contracts, price lists or zones of outlets changed: the portal is held against that. */
export const checkAfterTerms = (tx: Tx, fact: TermsChanged): Promise<unknown> =>
  wantFit(tx, fact.distributorId, fact.outletIds)

/** Prices changed: the same for those outlets that buy by these lists. */
export const checkAfterPrices = (tx: Tx, fact: PricesChanged): Promise<void> =>
  wantFitOf(tx, fact.distributorId, fact.changes)
