import { type Pools, type Tx, transact } from '../../platform/db.ts'
import { ok, type Result } from '../../platform/result.ts'
import type { Member } from '../../platform/serve.ts'
import { outletPlan, slotNow } from '../delivery/delivery.ts'
import { silencesOf } from '../identity/identity.ts'
import { type Arrival, arrivalOf, insertArrival } from './arrival-queries.ts'
import type { PlaceRequest } from './checkout-identity.ts'
import type { Placed, PlaceRefusal } from './contract.ts'
import { spans } from './late-rules.ts'
import { placeIn, placeOrder } from './place-order.ts'

type Answer = Result<Placed, PlaceRefusal>

/**
 * Places a checkout. One that waited on a device of which the server heard nothing since before the
 * cut-off goes with its day until the lock; only the server's clock says what it heard when.
 */
export async function placeArrived(
  pools: Pools,
  member: Member,
  request: PlaceRequest,
): Promise<Answer> {
  const placed = await placeOrder(pools.app, member, request)
  // An order in time pays nothing for what follows.
  if (placed.ok || placed.refusal.code !== 'slot_closed' || request.late) return placed
  const silences = await silencesOf(pools, member, request.checkoutId)
  if (silences.length === 0) return placed
  const { id } = member.tenant
  const arrival = await transact(pools.app, id, async (tx) =>
    ok(await noteArrival(tx, member, request, silences)),
  )
  if (!arrival.ok || !arrival.value) return placed
  const waited = arrival.value
  return transact(pools.app, id, (tx) => placeIn(tx, pools.app, member, request, { waited }))
}

// Kept when the order is refused, too: whoever confirms a changed price is still the one who waited,
// and after the lock the office sees it.
async function noteArrival(
  tx: Tx,
  { tenant: { id: distributorId, timeZone } }: Member,
  { outletId, checkoutId, deliveryDay, lines }: PlaceRequest,
  silences: Pick<Arrival, 'silentFrom' | 'heardAt'>[],
): Promise<Arrival | undefined> {
  const plan = await outletPlan(tx, { distributorId, timeZone, outletId })
  const slot = plan && slotNow(plan, deliveryDay)
  const silence = slot && silences.find((known) => spans(known, slot.times.cutOffAt))
  if (!silence) return undefined
  await insertArrival(tx, distributorId, checkoutId, { outletId, deliveryDay, lines, ...silence })
  const kept = await arrivalOf(tx, distributorId, checkoutId)
  return kept?.outletId === outletId && kept.deliveryDay === deliveryDay ? kept : undefined
}
