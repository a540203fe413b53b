import type { Db } from '../../platform/db.ts'
import { ok } from '../../platform/result.ts'
import type { Member } from '../../platform/serve.ts'
import { nextSlots, planFor, zonePlans } from '../delivery/delivery.ts'
import { dropsOf, routeOf } from './queries.ts'

/** A person's outlets: whether each ordered for its next truck, what is missing, what it owes. */
export async function myRoute(db: Db, member: Member, search: string) {
  const { id: distributorId, timeZone } = member.tenant
  const { personId } = member
  const [rows, { now, zones }] = await Promise.all([
    routeOf(db, { distributorId, personId, timeZone, search }),
    zonePlans(db, distributorId, timeZone),
  ])
  const slotOf = nextSlotOf(zones, now)
  const ids = rows.map((row) => row.id)
  const drops = ids.length > 0 ? await dropsOf(db, distributorId, ids, now.slice(0, 10)) : []
  const valueOn = new Map(drops.map((d) => [`${d.outletId} ${d.deliveryDay}`, d.valueMinor]))
  const outlets = rows.map(({ zoneId, ownWeekdays, ownCutOffDays, ownCutOffTime, ...row }) => {
    const own = { weekdays: ownWeekdays, cutOffDays: ownCutOffDays, cutOffTime: ownCutOffTime }
    const slot = slotOf(zoneId, own)
    const valueMinor = valueOn.get(`${row.id} ${slot?.deliveryDay}`)
    const minimumMinor = zones.get(zoneId ?? '')?.minimumMinor ?? 0
    return {
      ...row,
      missingMinor: Math.max(0, minimumMinor - (valueMinor ?? 0)),
      deliveryDay: slot?.deliveryDay ?? null,
      cutOffAt: slot?.cutOffAt ?? null,
      orderedForIt: valueMinor !== undefined,
      valueMinor: valueMinor ?? 0,
    }
  })
  return ok({ now, outlets })
}

type Zones = Awaited<ReturnType<typeof zonePlans>>['zones']

// An outlet follows its zone unless it has days or a cut-off of its own; each plan is asked once.
function nextSlotOf(zones: Zones, now: string) {
  const known = new Map<string, ReturnType<typeof nextSlots>[number] | undefined>()
  return (zoneId: string | null, own: Parameters<typeof planFor>[1]) => {
    const zone = zones.get(zoneId ?? '')
    if (!zone) return undefined
    const key = JSON.stringify([zoneId, own])
    if (!known.has(key)) known.set(key, nextSlots(planFor(zone.plan, own), now, 1)[0])
    return known.get(key)
  }
}
