import { UNKNOWN } from '../../platform/call.ts'
import { type Pool, type Tx, transact } from '../../platform/db.ts'
import { tellAfterCommit } from '../../platform/facts.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import { type Member, transactAs } from '../../platform/serve.ts'
import { outletPlan, slotNow, slotTaking } from '../delivery/delivery.ts'
import { tell } from '../messaging/messaging.ts'
import { sees } from '../outlets/outlets.ts'
import { hashOfBody, type PlaceRequest } from './checkout-identity.ts'
import type { Channel, Placed, PlaceRefusal, WantedLine } from './contract.ts'
import { orderChange } from './events.ts'
import type { LateState } from './late-request-contract.ts'
import {
  insertLateRequest,
  type KeptRequest,
  lockLateRequest,
  setLateDecision,
} from './late-request-queries.ts'
import { channelOf, preparedBy } from './order-rules.ts'
import { placeIn } from './place-order.ts'

type Asked = Pick<PlaceRequest, 'outletId' | 'deliveryDay' | 'lines' | 'note' | 'preparedBy'> & {
  requestId: string
}
type AskRefusal =
  | typeof UNKNOWN
  | { code: 'late_in_time' | 'slot_closed' | 'checkout_reused' | 'late_asked' }

/** Asks the office to let an order into a slot that closed; the same id and body asks once. */
export function askLate(
  pool: Pool,
  member: Member,
  asked: Asked,
): Promise<Result<{ requestId: string }, AskRefusal>> {
  const { id: distributorId } = member.tenant
  const { requestId, outletId, deliveryDay } = asked
  const done = ok({ requestId })
  return transact(
    pool,
    distributorId,
    async (tx): Promise<Result<{ requestId: string }, AskRefusal>> => {
      if (!(await sees(tx, member, 'order.place', outletId))) return refuse(UNKNOWN)
      const bodyHash = hashOfBody(wanted(requestId, asked))
      const known = await lockLateRequest(tx, distributorId, requestId)
      if (known) {
        const same = known.outletId === outletId && known.bodyHash.equals(bodyHash)
        return same ? done : refuse({ code: 'checkout_reused' })
      }
      const slot = await closedUntil(tx, member, asked)
      if (!slot.ok) return slot
      const channel = channelOf(member.roles, member.rights.get('order.place'))
      const written = await insertLateRequest(tx, {
        ...{ distributorId, id: requestId, outletId, bodyHash, deliveryDay, note: asked.note },
        ...{ lines: asked.lines.map(withoutHand), channel, endsAt: slot.value },
        preparedBy: preparedBy(channel, asked.preparedBy),
        ...{ askedBy: member.personId, askedName: member.personName, deviceId: member.deviceId },
      })
      if (!written) return refuse({ code: 'late_asked' })
      tellAfterCommit(tx, distributorId, orderChange(null, outletId))
      return done
    },
  )
}

// Until when the office can still decide about a slot that closed.
async function closedUntil(
  tx: Tx,
  { tenant: { id: distributorId, timeZone } }: Member,
  { outletId, deliveryDay }: Asked,
): Promise<Result<string, AskRefusal>> {
  const plan = await outletPlan(tx, { distributorId, timeZone, outletId })
  const slot = plan && slotNow(plan, deliveryDay)
  if (!slot || slot.state === 'over') return refuse({ code: 'slot_closed' })
  return slot.state === 'open' ? refuse({ code: 'late_in_time' }) : ok(slot.dayEndsAt)
}

const wanted = (checkoutId: string, asked: Omit<Asked, 'requestId'>): PlaceRequest => ({
  ...{ checkoutId, outletId: asked.outletId, deliveryDay: asked.deliveryDay, note: asked.note },
  ...{ lines: asked.lines.map(withoutHand), preparedBy: asked.preparedBy },
  ...{ origin: null, onDouble: 'keep' },
})

// Who lets it in answers for the hour, not for a discount of somebody else.
const withoutHand = ({ productId, unitCode, quantityMilli, seenUnitPriceE4 }: WantedLine) => ({
  ...{ productId, unitCode, quantityMilli },
  ...(seenUnitPriceE4 === undefined ? {} : { seenUnitPriceE4 }),
})

type Decision = {
  requestId: string
  decision: 'accept' | 'move' | 'decline'
  why: string
  movedTo: string | null
  overCap: boolean
}
type DecideRefusal = PlaceRefusal | { code: 'late_state'; state: LateState }
type Decided = Result<{ state: LateState }, DecideRefusal>

/** Staff let a late order in as their own exception, offer another day, or decline it with words. */
export function decideLate(pool: Pool, member: Member, request: Decision): Promise<Decided> {
  const { id: distributorId } = member.tenant
  return transactAs(pool, member, async (tx): Promise<Decided> => {
    const open = await openRequest(tx, member, request.requestId)
    if (!open.ok) return open
    const asked = open.value
    const unfit = await unfitMove(tx, member, asked, request)
    if (unfit) return refuse(unfit)
    const state = STATE_OF[request.decision]
    const movedTo = state === 'moved' ? request.movedTo : null
    const { requestId, why } = request
    const { personId: by, personName: byName } = member
    await setLateDecision(tx, { distributorId, requestId, state, movedTo, by, byName, why })
    await tellAsker(tx, member, asked, { state, movedTo, why })
    tellAfterCommit(tx, distributorId, orderChange(null, asked.outletId))
    // Placing commits with its last statement; what it refuses undoes the decision.
    const placed = state === 'accepted' ? await letIn(tx, pool, member, asked, request) : null
    return placed && !placed.ok ? placed : ok({ state })
  })
}

const STATE_OF = { accept: 'accepted', move: 'moved', decline: 'declined' } as const

async function openRequest(
  tx: Tx,
  member: Member,
  requestId: string,
): Promise<Result<KeptRequest, DecideRefusal>> {
  const asked = await lockLateRequest(tx, member.tenant.id, requestId)
  if (!asked || !(await sees(tx, member, 'order.place_for', asked.outletId))) return refuse(UNKNOWN)
  return asked.state === 'open'
    ? ok(asked)
    : refuse({ code: 'late_state' as const, state: asked.state })
}

// Channel and who put it together stay the asker's; the exception is of who decides.
function letIn(tx: Tx, pool: Pool, member: Member, asked: KeptRequest, decision: Decision) {
  const { personId, personName, rights } = member
  const overCap = decision.overCap && rights.get('order.release') === 'tenant'
  const entry = {
    ...{ preparedBy: asked.preparedBy, sessionId: null },
    as: {
      ...{ channel: asked.channel as Channel, deviceId: asked.deviceId },
      ...{ personId: asked.askedBy, personName: asked.askedName },
    },
    letIn: { rights, personId, personName, reason: decision.why, overCap },
  }
  return placeIn(tx, pool, member, placing(asked, asked.deliveryDay), { entry })
}

async function unfitMove(tx: Tx, member: Member, asked: KeptRequest, request: Decision) {
  if (request.decision !== 'move') return null
  const { id: distributorId, timeZone } = member.tenant
  const plan = await outletPlan(tx, { distributorId, timeZone, outletId: asked.outletId })
  const open = plan && request.movedTo && slotTaking(plan, request.movedTo)
  return open ? null : { code: 'slot_closed' as const, next: null }
}

const placing = (asked: KeptRequest, deliveryDay: string): PlaceRequest => ({
  ...wanted(asked.id, { ...asked, deliveryDay, preparedBy: 'buyer' }),
  preparedBy: asked.preparedBy === 'suggestion' ? 'suggestion' : 'buyer',
})

const tellAsker = (
  tx: Tx,
  { tenant }: Member,
  { id, outletId, outletName, askedBy, deliveryDay, channel }: KeptRequest,
  { state, movedTo, why }: { state: string; movedTo: string | null; why: string },
) =>
  tell(tx, {
    ...{ distributorId: tenant.id, personId: askedBy, outletId, topic: 'order' },
    template: `late_${state}`,
    values: { outlet: outletName, day: deliveryDay, movedTo: movedTo ?? '', why },
    link: channel === 'portal' ? `/shop/${tenant.code}/${outletId}/orders` : '/field',
    dedupeKey: `late_request ${id}`,
    costCenter: 'delivery',
  })

/** The shop takes the day that the office offered: an order in time, as any other. */
export function confirmLate(
  pool: Pool,
  member: Member,
  { requestId }: { requestId: string },
): Promise<Result<Placed, DecideRefusal>> {
  const distributorId = member.tenant.id
  return transact(pool, distributorId, async (tx): Promise<Result<Placed, DecideRefusal>> => {
    const asked = await lockLateRequest(tx, distributorId, requestId)
    if (!asked || !(await sees(tx, member, 'order.place', asked.outletId))) return refuse(UNKNOWN)
    if (!asked.movedTo) return refuse({ code: 'late_state', state: asked.state })
    return placeIn(tx, pool, member, placing(asked, asked.movedTo))
  })
}
