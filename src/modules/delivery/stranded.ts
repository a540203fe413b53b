import type { Db } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { type AheadRow, dropsAhead } from './calendar-queries.ts'
import type { StrandedDay } from './contract.ts'
import { type ZoneRow, zonesOf } from './queries.ts'
import type { SlotTimes } from './slot-rules.ts'
import { daysInstead, isStranded, strandedBy } from './stranded-rules.ts'
import { zonePlan } from './zone-plan.ts'

type Asked = { distributorId: string; timeZone: string }

/** An outlet's orders on a day without a truck, and the days they may go to instead. */
export type StrandedDrop = Pick<AheadRow, 'outletId' | 'outletName'> & {
  capacityDrops: number | null
  reason: string
  instead: SlotTimes[]
}

/** The outlets whose orders stand on a day of a zone without a truck, by id; undefined: no such zone. */
export async function strandedDrops(
  db: Db,
  asked: Asked & { zoneId: string; day: string },
): Promise<StrandedDrop[] | undefined> {
  const { zoneId, day } = asked
  const zones = await zonesOf(db, asked.distributorId, asked.timeZone)
  if (!zones.some((zone) => zone.zoneId === zoneId)) return undefined
  const found = await stranded(db, zones, { ...asked, zoneId, day })
  return found
    .map(({ row, zone, instead }) => ({
      ...{ outletId: row.outletId, outletName: row.outletName, instead },
      ...{ capacityDrops: zone.capacityDrops, reason: reasonOf(zone, day) },
    }))
    .sort((a, b) => (a.outletId < b.outletId ? -1 : 1))
}

/** Every day on which orders stand and no truck comes, with where they would go. */
export async function strandedDays(db: Db, asked: Asked): Promise<StrandedDay[]> {
  const days = new Map<string, StrandedDay>()
  const room = roomOn()
  const zones = await zonesOf(db, asked.distributorId, asked.timeZone)
  const found = await stranded(db, zones, { ...asked, zoneId: null, day: null })
  for (const { row, zone, instead } of found) {
    const key = `${row.zoneId} ${row.deliveryDay}`
    const day = days.get(key) ?? emptyDay(row, zone, asked.timeZone)
    days.set(key, day)
    day.orders += row.orders
    day.valueMinor += row.valueMinor
    day.outletCount += 1
    const next = instead.find((slot) => room(zone, slot.deliveryDay))?.deliveryDay ?? null
    const { outletId, outletName, city, orders, valueMinor } = row
    if (day.outlets.length >= LIMITS.closedDropsTold) continue
    day.outlets.push({ outletId, outletName, city, orders, valueMinor, next })
  }
  return [...days.values()]
}

async function stranded(
  db: Db,
  rows: ZoneRow[],
  asked: Asked & { zoneId: string | null; day: string | null },
): Promise<{ row: AheadRow; zone: ZoneRow; instead: SlotTimes[] }[]> {
  const { timeZone } = asked
  const zones = new Map(rows.map((zone) => [zone.zoneId, zone]))
  return (await dropsAhead(db, asked)).flatMap((row) => {
    const zone = zones.get(row.zoneId)
    if (!zone) return []
    const plan = zonePlan(zone, timeZone)
    if (!isStranded(plan, row.own, row.deliveryDay)) return []
    return [{ row, zone, instead: daysInstead(plan, row.own, zone.now, row.deliveryDay) }]
  })
}

// What is shown takes places one after another, as moving them will.
function roomOn() {
  const taken = new Map<string, number>()
  return (zone: ZoneRow, day: string): boolean => {
    if (zone.capacityDrops === null) return true
    const key = `${zone.zoneId} ${day}`
    const drops = taken.get(key) ?? zone.days.find((known) => known.day === day)?.drops ?? 0
    if (drops >= zone.capacityDrops) return false
    taken.set(key, drops + 1)
    return true
  }
}

const reasonOf = (zone: ZoneRow, day: string): string =>
  zone.exceptions.find((exception) => exception.day === day)?.reason ?? ''

const emptyDay = (row: AheadRow, zone: ZoneRow, timeZone: string): StrandedDay => ({
  ...{ zoneId: row.zoneId, zoneName: row.zoneName, deliveryDay: row.deliveryDay },
  ...{ why: strandedBy(zonePlan(zone, timeZone), row.deliveryDay) },
  ...{ reason: reasonOf(zone, row.deliveryDay), orders: 0, valueMinor: 0 },
  ...{ outletCount: 0, outlets: [] },
})
