import type { Right, Scope } from '../../platform/call.ts'
import type { Tx } from '../../platform/db.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import type { Member } from '../../platform/serve.ts'
import { type OutletPlan, openSlots, type SlotTimes, slotNow } from '../delivery/delivery.ts'
import type { Arrival } from './arrival-queries.ts'
import type { PlaceRequest } from './checkout-identity.ts'
import type { PlaceRefusal } from './contract.ts'
import { within } from './draft-rules.ts'
import { exceptionsOf, lockExceptions } from './late-queries.ts'
import { lateAllowed, quarterOf, spans } from './late-rules.ts'

/** Who lets an order in after the cut-off, with what he may do and why he does it. */
export type LetIn = {
  rights: ReadonlyMap<Right, Scope>
  personId: string
  personName: string
  reason: string
  /** He takes it upon himself beyond the cap. */
  overCap: boolean
}

/** How an order came in after the cut-off: let in by somebody, or from a device without a network. */
export type Late =
  | { kind: 'exception'; reason: string; by: string; byName: string; overCap: boolean }
  | { kind: 'grace'; silentFrom: string }

/** Staff who place an order with a reason let it in themselves. */
export const letInBy = (member: Member, { late }: PlaceRequest): LetIn | null =>
  late
    ? {
        ...{ rights: member.rights, personId: member.personId, personName: member.personName },
        ...{ reason: late.reason, overCap: false },
      }
    : null

type Taken = { slot: SlotTimes; late: Late | null; leavesAt: string }

/** The slot that an order goes with: an open one, or a closed one into which it may come late. */
export function slotFor(
  plan: OutletPlan,
  { deliveryDay, lines }: PlaceRequest,
  letIn: LetIn | null,
  waited: Arrival | undefined,
): Result<Taken, PlaceRefusal> {
  const found = slotNow(plan, deliveryDay)
  if (found?.state === 'open') {
    const slot = found.times
    return ok({ slot, late: null, leavesAt: slot.lockAt })
  }
  const closed = refuse({ code: 'slot_closed' as const, next: openSlots(plan, 1)[0] ?? null })
  if (!found) return closed
  const { lockAt, cutOffAt } = found.times
  if (found.state === 'grace' && waited && spans(waited, cutOffAt)) {
    // Who waited gets what waited: nobody goes on filling a cart until the lock.
    if (!within(waited.lines, lines)) return refuse({ code: 'grace_more', lockAt })
    const { silentFrom } = waited
    return ok({ slot: found.times, late: { kind: 'grace', silentFrom }, leavesAt: lockAt })
  }
  if (!letIn) return closed
  const allowed = lateAllowed(found.state, letIn.rights)
  if (allowed === 'slot_closed') return closed
  if (allowed === 'late_locked') return refuse({ code: 'late_locked', lockAt })
  const { reason, personId: by, personName: byName } = letIn
  // After the lock nothing would ever wait for its release: until the end of its day it does.
  const leavesAt = found.state === 'closed' ? found.dayEndsAt : lockAt
  return ok({
    slot: found.times,
    late: { kind: 'exception', reason, by, byName, overCap: letIn.overCap },
    leavesAt,
  })
}

/** Refuses an exception when the outlet had all that it may have in the quarter of the delivery. */
export async function overCap(
  tx: Tx,
  distributorId: string,
  { outletId, deliveryDay }: PlaceRequest,
  late: Late | null,
) {
  if (late?.kind !== 'exception') return null
  await lockExceptions(tx, distributorId, outletId)
  if (late.overCap) return null
  const quarter = quarterOf(deliveryDay)
  const { used, max } = await exceptionsOf(tx, { ...quarter, distributorId, outletId })
  return used >= max ? refuse({ code: 'late_cap', used, max }) : null
}
