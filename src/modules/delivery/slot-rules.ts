import { Temporal } from 'temporal-polyfill'

/** When a zone delivers and until when it takes orders; local times in the distributor's zone. */
export type ZonePlan = {
  timeZone: string
  /** ISO weekdays of delivery, 1 = Monday. */
  weekdays: readonly number[]
  /** The cut-off lies this many days before the delivery day. */
  cutOffDays: number
  /** 'HH:MM' local. A time that a clock change skips counts as the moment after the gap. */
  cutOffTime: string
  lockMinutes: number
  holidays: readonly string[]
  exceptions: readonly SlotException[]
}
export type SlotException = {
  day: string
  kind: 'closed' | 'extra' | 'moved'
  movedTo: string | null
}
/** A delivery day with the instants (UTC) that decide: orders before cutOffAt, picking from lockAt. */
export type SlotTimes = { deliveryDay: string; cutOffAt: string; lockAt: string }

export type PlanOverride = {
  weekdays: readonly number[] | null
  cutOffDays: number | null
  cutOffTime: string | null
}

/** The zone's plan with what an outlet or team has of its own. */
export const planFor = (zone: ZonePlan, own: PlanOverride): ZonePlan => ({
  ...zone,
  weekdays: own.weekdays ?? zone.weekdays,
  cutOffDays: own.cutOffDays ?? zone.cutOffDays,
  cutOffTime: own.cutOffTime ?? zone.cutOffTime,
})

const DAYS_AHEAD_MAX = 366

/** The next slots still open at an instant, soonest first. */
export function nextSlots(plan: ZonePlan, now: string, count: number): SlotTimes[] {
  const slots: SlotTimes[] = []
  const nowMs = Temporal.Instant.from(now).epochMilliseconds
  let day = Temporal.Instant.from(now).toZonedDateTimeISO(plan.timeZone).toPlainDate()
  for (let ahead = 0; ahead <= DAYS_AHEAD_MAX && slots.length < count; ahead += 1) {
    const slot = slotOn(plan, day.toString())
    if (slot && Temporal.Instant.from(slot.cutOffAt).epochMilliseconds > nowMs) slots.push(slot)
    day = day.add({ days: 1 })
  }
  return slots
}

/** The slot of a delivery day; null when nothing is delivered that day. */
export function slotOn(plan: ZonePlan, deliveryDay: string): SlotTimes | null {
  if (!delivers(plan, deliveryDay)) return null
  const cutOff = Temporal.PlainDate.from(deliveryDay)
    .subtract({ days: plan.cutOffDays })
    .toPlainDateTime(Temporal.PlainTime.from(plan.cutOffTime))
    // 'compatible': a skipped time moves past the gap, a doubled one is its first passing (RFC 5545).
    .toZonedDateTime(plan.timeZone, { disambiguation: 'compatible' })
    .toInstant()
  const lock = cutOff.add({ minutes: plan.lockMinutes })
  return { deliveryDay, cutOffAt: cutOff.toString(), lockAt: lock.toString() }
}

/** How a slot takes an order at an instant; the cut-off itself is already late. */
export function takes(slot: SlotTimes, at: string): 'open' | 'grace' | 'closed' {
  const atMs = Temporal.Instant.from(at).epochMilliseconds
  if (atMs < Temporal.Instant.from(slot.cutOffAt).epochMilliseconds) return 'open'
  return atMs < Temporal.Instant.from(slot.lockAt).epochMilliseconds ? 'grace' : 'closed'
}

function delivers(plan: ZonePlan, day: string): boolean {
  const own = plan.exceptions.find((exception) => exception.day === day)
  if (own) return own.kind === 'extra'
  if (plan.exceptions.some((e) => e.kind === 'moved' && e.movedTo === day)) return true
  if (plan.holidays.includes(day)) return false
  return plan.weekdays.includes(Temporal.PlainDate.from(day).dayOfWeek)
}
