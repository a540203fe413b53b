import type { Db, Tx } from '../../platform/db.ts'
import { publish } from '../../platform/facts.ts'
import type { UnknownCode } from '../../platform/merge-queries.ts'
import { TERMS_ASKED, tellTerms } from '../outlets/outlets.ts'
import { outletsOfMergedZones } from './changed-queries.ts'
import type { ClosedSlot, Slot } from './contract.ts'
import { daysChanged } from './events.ts'
import { type MovedDrops, moveDropsToDay } from './move-drop-queries.ts'
import { ownPlans, zoneCalendars } from './own-plan-queries.ts'
import {
  addToDrop,
  changeDrop,
  clockNow,
  type DropChange,
  planOfOutlet,
  type SlotTaken,
  zonesOf,
} from './queries.ts'
import {
  endOfDay,
  lastClosed,
  nextSlots,
  type OwnSlot,
  ownSlots,
  planFor,
  type SlotTimes,
  slotOn,
  takes,
  type ZonePlan,
} from './slot-rules.ts'

import {
  insertZones,
  mergeOutletZones,
  type StagedZone,
  stageZones,
  unknownZones,
} from './table-queries.ts'
import { updateWeekdays, weekdaysOf } from './weekday-queries.ts'
import { zonePlan } from './zone-plan.ts'

export type { DropChange } from './queries.ts'
export type { OwnSlot, SlotTimes } from './slot-rules.ts'
export { endOfDay, nextSlots, planFor, slotOn } from './slot-rules.ts'
export { type StrandedDrop, strandedDrops } from './stranded.ts'
export type { StagedZone } from './table-queries.ts'

/** An outlet's delivery: its zone, the clock that decides, and its plan. */
export type OutletPlan = {
  now: string
  zoneId: string
  zoneName: string
  minimumMinor: number
  capacityDrops: number | null
  plan: ZonePlan
  takenOn: ReadonlyMap<string, number>
  dropOn: ReadonlyMap<string, { orders: number; valueMinor: number }>
}

/** Reads when an outlet is delivered; undefined: it is in no zone. */
export async function outletPlan(
  db: Db,
  asked: { distributorId: string; timeZone: string; outletId: string },
): Promise<OutletPlan | undefined> {
  const row = await planOfOutlet(db, asked)
  if (!row) return undefined
  const own = {
    weekdays: row.ownWeekdays,
    cutOffDays: row.ownCutOffDays,
    cutOffTime: row.ownCutOffTime,
  }
  return {
    now: row.now,
    zoneId: row.zoneId,
    zoneName: row.zoneName,
    minimumMinor: row.minimumMinor,
    capacityDrops: row.capacityDrops,
    plan: planFor(zonePlan(row, asked.timeZone), own),
    takenOn: new Map(row.days.map(({ day, drops }) => [day, drops])),
    dropOn: new Map(row.drops.map(({ day, ...drop }) => [day, drop])),
  }
}

/** The next open slots as the shop sees them: what it already gets, which days are full. */
export const openSlots = (outlet: OutletPlan, count: number): Slot[] =>
  nextSlots(outlet.plan, outlet.now, count).map((times) => shownSlot(outlet, times))

function shownSlot(outlet: OutletPlan, times: SlotTimes): Slot {
  const drop = outlet.dropOn.get(times.deliveryDay) ?? null
  const taken = outlet.takenOn.get(times.deliveryDay) ?? 0
  const full = !drop && outlet.capacityDrops !== null && taken >= outlet.capacityDrops
  return { ...times, full, drop }
}

/** The slot that closed last and how it stands, as the shop sees it; null: none whose day is not over. */
export function closedSlot(outlet: OutletPlan): ClosedSlot | null {
  const times = lastClosed(outlet.plan, outlet.now)
  return times && { ...shownSlot(outlet, times), locked: takes(times, outlet.now) === 'closed' }
}

/** A day's slot and how it stands by the database's clock; null: nothing is delivered that day. */
export function slotNow(
  outlet: OutletPlan,
  deliveryDay: string,
): { times: SlotTimes; state: 'open' | 'grace' | 'closed' | 'over'; dayEndsAt: string } | null {
  const times = slotOn(outlet.plan, deliveryDay)
  if (!times) return null
  const { timeZone } = outlet.plan
  const dayEndsAt = endOfDay(deliveryDay, timeZone)
  const over = Date.parse(outlet.now) >= Date.parse(dayEndsAt)
  return { times, state: over ? 'over' : takes(times, outlet.now), dayEndsAt }
}

/** The slot of a day if it still takes orders by the database's clock; null: it is closed. */
export function slotTaking(outlet: OutletPlan, deliveryDay: string): SlotTimes | null {
  const times = slotOn(outlet.plan, deliveryDay)
  return times && takes(times, outlet.now) === 'open' ? times : null
}

/** Takes a place on the truck for an outlet's order, or rides with what it gets that day already. */
export const holdSlot = (
  tx: Tx,
  change: DropChange & { capacityDrops: number | null },
): Promise<SlotTaken> => addToDrop(tx, change)

/** Gives value, weight and (with the last order) the place on the truck back, or changes them. */
export const changeSlot = (tx: Tx, change: DropChange): Promise<void> => changeDrop(tx, change)

/** Takes what outlets were to get on a day to another, whatever the capacity of its trucks. */
export const moveDrops = (tx: Tx, moved: MovedDrops): Promise<unknown> => moveDropsToDay(tx, moved)

/** The plans and minimums of all zones of a distributor, with the clock that decides. */
export async function zonePlans(
  db: Db,
  distributorId: string,
  timeZone: string,
): Promise<{ now: string; zones: ReadonlyMap<string, { plan: ZonePlan; minimumMinor: number }> }> {
  const rows = await zonesOf(db, distributorId, timeZone)
  const now = rows[0]?.now ?? (await clockNow(db))
  const zones = rows.map((row) => {
    const { minimumMinor } = row
    return [row.zoneId, { plan: zonePlan(row, timeZone), minimumMinor }] as const
  })
  return { now, zones: new Map(zones) }
}

/** The own slots of outlets over some days, called off ones with them; outlets in no zone have none. */
export async function slotsOfOutlets(
  db: Db,
  asked: { distributorId: string; timeZone: string; outletIds: string[] },
  days: { fromDay: string; toDay: string },
): Promise<ReadonlyMap<string, OwnSlot[]>> {
  const zones = await zoneCalendars(db, asked.distributorId, days.fromDay)
  const plans = new Map(zones.map((zone) => [zone.zoneId, zonePlan(zone, asked.timeZone)]))
  const known = new Map<string, OwnSlot[]>()
  const slots = new Map<string, OwnSlot[]>()
  for (const { outletId, zoneId, ...own } of await ownPlans(db, asked)) {
    const zone = plans.get(zoneId)
    if (!zone) continue
    const key = JSON.stringify([zoneId, own])
    const found = known.get(key) ?? ownSlots(planFor(zone, own), days.fromDay, days.toDay)
    known.set(key, found)
    slots.set(outletId, found)
  }
  return slots
}

/** The weekdays (Monday is 1) on which the portal delivers to each of these outlets. */
export async function portalWeekdays(
  db: Db,
  distributorId: string,
  outletIds: string[],
): Promise<ReadonlyMap<string, number[]>> {
  const rows = await weekdaysOf(db, distributorId, outletIds)
  return new Map(rows.map((row) => [row.outletId, row.weekdays]))
}

/** Gives outlets delivery days of their own; one in no zone gets none. Returns how many got them. */
export async function setOutletWeekdays(
  tx: Tx,
  distributorId: string,
  rows: { outletId: string; weekdays: number[] }[],
): Promise<number> {
  const set = await updateWeekdays(tx, distributorId, rows)
  if (set > 0) await publish(tx, daysChanged({ distributorId, zoneId: null, calledOff: null }))
  return set
}

/** Puts a table's outlets into zones and days of delivery; zones nobody knows are made and told. */
export async function putZoneTable(
  tx: Tx,
  distributorId: string,
  said: { rows: AsyncIterable<StagedZone[]>; fields: string[] },
): Promise<{ written: number; zonesMade: UnknownCode[] }> {
  await stageZones(tx, said.rows)
  const zonesMade = await unknownZones(tx, distributorId)
  if (zonesMade.length > 0) await insertZones(tx, distributorId, zonesMade)
  const merged = await mergeOutletZones(tx, distributorId, said.fields)
  await tellTerms(tx, distributorId, await outletsOfMergedZones(tx, TERMS_ASKED))
  const written = zonesMade.length + merged.inserted + merged.updated
  if (written > 0) await publish(tx, daysChanged({ distributorId, zoneId: null, calledOff: null }))
  return { written, zonesMade }
}
