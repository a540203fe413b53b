import { v7 as uuidv7 } from 'uuid'
import { UNKNOWN } from '../../platform/call.ts'
import type { Pool, Tx } from '../../platform/db.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import { type Member, transactAs } from '../../platform/serve.ts'
import {
  changeSlot,
  holdSlot,
  type SlotTimes,
  type StrandedDrop,
  strandedDrops,
} from '../delivery/delivery.ts'
import { tellAll } from '../messaging/messaging.ts'
import { tellMoved } from './move-day.ts'
import { moveOrdersToDay } from './move-day-queries.ts'
import { buyersOfOutlets, ordersStanding, type Standing } from './stranded-queries.ts'

type Asked = { zoneId: string; day: string; after: string | null; limit: number }
type Stayed = { outletId: string; outletName: string; why: 'full' | 'no_day' | 'picked' }
type Moved = { moved: number; outlets: number; stayed: Stayed[]; next: string | null }

/**
 * Moves what stands on a day without a truck to each outlet's next open day that has room, so many
 * outlets at a time. What cannot go stays, and says why; again, nothing of it moves twice.
 */
export const moveStranded = (
  pool: Pool,
  member: Member,
  asked: Asked,
): Promise<Result<Moved, typeof UNKNOWN>> =>
  transactAs(pool, member, async (tx): Promise<Result<Moved, typeof UNKNOWN>> => {
    const { id: distributorId, timeZone } = member.tenant
    const { zoneId, day, after, limit } = asked
    const all = await strandedDrops(tx, { distributorId, timeZone, zoneId, day })
    if (!all) return refuse(UNKNOWN)
    const rest = after ? all.filter(({ outletId }) => outletId > after) : all
    const drops = rest.slice(0, limit)
    const outletIds = drops.map(({ outletId }) => outletId)
    const standing = await ordersStanding(tx, { distributorId, zoneId, day, outletIds })
    const stayed: Stayed[] = []
    const moves: Move[] = []
    for (const drop of drops) {
      const orders = standing.filter(({ outletId }) => outletId === drop.outletId)
      const slot = await placeFor(tx, { distributorId, zoneId, day }, drop, orders)
      if (typeof slot === 'object') moves.push({ drop, orders, slot })
      else stayed.push({ outletId: drop.outletId, outletName: drop.outletName, why: slot })
    }
    const moved = await moveAll(tx, member, day, moves)
    await tellShops(tx, member, day, moves)
    const next = rest.length > limit ? (drops.at(-1)?.outletId ?? null) : null
    return ok({ moved, outlets: drops.length, stayed, next })
  })

type Where = { distributorId: string; zoneId: string; day: string }
type Move = { drop: StrandedDrop; orders: Standing[]; slot: SlotTimes }

// The new place is taken before the old one is given back: a full truck leaves all as it was.
async function placeFor(
  tx: Tx,
  { day, ...where }: Where,
  { outletId, capacityDrops, instead }: StrandedDrop,
  orders: Standing[],
): Promise<SlotTimes | Stayed['why']> {
  if (orders.length === 0) return 'picked'
  const load = {
    valueMinor: orders.reduce((sum, { totalMinor }) => sum + totalMinor, 0),
    weightGrams: orders.reduce((sum, { weightGrams }) => sum + weightGrams, 0),
  }
  for (const slot of instead) {
    const { deliveryDay } = slot
    const carried = { ...where, outletId, orders: orders.length, ...load }
    if ((await holdSlot(tx, { ...carried, deliveryDay, capacityDrops })) === 'full') continue
    const { valueMinor, weightGrams } = load
    const back = { orders: -orders.length, valueMinor: -valueMinor, weightGrams: -weightGrams }
    await changeSlot(tx, { ...where, outletId, deliveryDay: day, ...back })
    return slot
  }
  return instead.length > 0 ? 'full' : 'no_day'
}

async function moveAll(tx: Tx, member: Member, from: string, moves: Move[]): Promise<number> {
  const { id: distributorId } = member.tenant
  const days = new Map<string, Move[]>()
  for (const move of moves) {
    const { deliveryDay } = move.slot
    days.set(deliveryDay, [...(days.get(deliveryDay) ?? []), move])
  }
  let count = 0
  for (const [to, ofDay] of days) {
    const orders = ofDay.flatMap(({ orders: own, slot: { cutOffAt, lockAt } }) =>
      own.map(({ id }) => ({ id, cutOffAt, lockAt, eventId: uuidv7() })),
    )
    const reason = ofDay[0]?.drop.reason ?? ''
    const moved = await moveOrdersToDay(tx, { distributorId, from, to, reason, orders, by: member })
    await tellMoved(tx, distributorId, moved)
    count += moved.length
  }
  return count
}

async function tellShops(tx: Tx, { tenant }: Member, day: string, moves: Move[]) {
  const buyers = await buyersOfOutlets(
    tx,
    tenant.id,
    moves.map(({ drop }) => drop.outletId),
  )
  const messages = moves.flatMap(({ drop: { outletId, outletName, reason }, slot }) =>
    buyers
      .filter((buyer) => buyer.outletId === outletId)
      .map(({ personId }) => ({
        ...{ distributorId: tenant.id, outletId, personId, messageId: uuidv7() },
        ...{ topic: 'order' as const, template: 'day_moved', costCenter: 'delivery' },
        values: { outlet: outletName, day, movedTo: slot.deliveryDay, reason },
        link: `/shop/${tenant.code}/${outletId}/orders`,
        dedupeKey: `orders_moved ${outletId} ${personId} ${day} ${slot.deliveryDay}`,
      })),
  )
  await tellAll(tx, tenant.id, messages)
}
