import { Temporal } from 'temporal-polyfill'

/** When a zone delivers and until when it takes orders; local times in the distributor's zone. */
export type ZonePlan = {
  /** IANA name, 'Europe/Kyiv'. */
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

/** What an outlet or team has of its own; null follows the zone. */
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

/** The next slots still open at an instant, soonest first; looks at most a year ahead. */
export function nextSlots(plan: ZonePlan, now: string, count: number): SlotTimes[] {
  const slots: SlotTimes[] = []
  const nowMs = msOf(now)
  const calendar = calendarOf(plan)
  const today = dayNumber(localDay(now, plan.timeZone))
  for (let ahead = 0; ahead <= DAYS_AHEAD_MAX && slots.length < count; ahead += 1) {
    if (!delivers(plan, calendar, today + ahead)) continue
    const slot = slotOf(plan, today + ahead)
    if (slot.cutOffMs > nowMs) slots.push(timesOf(slot))
  }
  return slots
}

/** The slot that closed last and whose day is not over; null: none. */
export function lastClosed(plan: ZonePlan, now: string): SlotTimes | null {
  const nowMs = msOf(now)
  const calendar = calendarOf(plan)
  const today = dayNumber(localDay(now, plan.timeZone))
  for (let ahead = plan.cutOffDays; ahead >= 0; ahead -= 1) {
    if (!delivers(plan, calendar, today + ahead)) continue
    const slot = slotOf(plan, today + ahead)
    if (slot.cutOffMs <= nowMs) return timesOf(slot)
  }
  return null
}

/** The slot of a delivery day; null when nothing is delivered that day, or there is no such day. */
export function slotOn(plan: ZonePlan, deliveryDay: string): SlotTimes | null {
  const day = dayNumber(deliveryDay)
  if (!delivers(plan, calendarOf(plan), day)) return null
  const slot = slotOf(plan, day)
  return slot.deliveryDay === deliveryDay ? timesOf(slot) : null
}

/** A day that is an outlet's own to be delivered on; called off: closed, or moved to another day. */
export type OwnSlot = { deliveryDay: string; cutOffAt: string; calledOff: boolean }

/** The slots of the days from one to another (both in), with those that were called off. */
export function ownSlots(plan: ZonePlan, fromDay: string, toDay: string): OwnSlot[] {
  const slots: OwnSlot[] = []
  const calendar = calendarOf(plan)
  const usual = { ...plan, exceptions: plan.exceptions.filter(({ kind }) => kind === 'extra') }
  const usualCalendar = calendarOf(usual)
  for (let day = dayNumber(fromDay); day <= dayNumber(toDay); day += 1) {
    const comes = delivers(plan, calendar, day)
    if (!comes && !delivers(usual, usualCalendar, day)) continue
    const { deliveryDay, cutOffAt } = slotOf(plan, day)
    slots.push({ deliveryDay, cutOffAt, calledOff: !comes })
  }
  return slots
}

/** Whether a change of plans leaves a day on which a truck was to come without one. */
export const losesDay = (before: ZonePlan, after: ZonePlan, day: string): boolean =>
  slotOn(before, day) !== null && slotOn(after, day) === null

/** A plan with an exception put in the place of the one its day had; null takes that away. */
export const withException = (
  plan: ZonePlan,
  day: string,
  exception: SlotException | null,
): ZonePlan => ({
  ...plan,
  exceptions: [
    ...plan.exceptions.filter((known) => known.day !== day),
    ...(exception ? [exception] : []),
  ],
})

/** How a slot takes an order at an instant; the cut-off itself is already late. */
export function takes(slot: SlotTimes, at: string): 'open' | 'grace' | 'closed' {
  const atMs = msOf(at)
  if (atMs < msOf(slot.cutOffAt)) return 'open'
  return atMs < msOf(slot.lockAt) ? 'grace' : 'closed'
}

/** Whether picking begins before the delivery day is over; a plan that breaks this is a typing error. */
export function locksInTime(plan: Pick<ZonePlan, 'cutOffDays' | 'cutOffTime' | 'lockMinutes'>) {
  const [hours = 0, minutes = 0] = plan.cutOffTime.split(':').map(Number)
  return hours * 60 + minutes + plan.lockMinutes < (plan.cutOffDays + 1) * MINUTES_OF_DAY
}

/** The day that an instant falls on in a zone. */
export const localDay = (instant: string, timeZone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()

const ENDS_KEPT = 1_000
const ends = new Map<string, string>()

/** The instant at which a day is over in a zone; found once, as every order of the day asks for it. */
export function endOfDay(day: string, timeZone: string): string {
  const key = `${day} ${timeZone}`
  const known = ends.get(key)
  if (known) return known
  const next = Temporal.PlainDate.from(day).add({ days: 1 })
  const end = next.toZonedDateTime(timeZone).toInstant().toString()
  if (ends.size >= ENDS_KEPT) ends.clear()
  ends.set(key, end)
  return end
}

const MINUTES_OF_DAY = 1440
const MS_OF_DAY = MINUTES_OF_DAY * 60_000

/** Days as numbers since 1970-01-01, as the exceptions and holidays of a plan are looked up. */
type Calendar = {
  holidays: ReadonlySet<number>
  closed: ReadonlySet<number>
  extra: ReadonlySet<number>
  movedFrom: ReadonlySet<number>
  /** Where a delivery that was due is moved: what was not due anyway moves nowhere. */
  movedTo: ReadonlySet<number>
}

function calendarOf(plan: ZonePlan): Calendar {
  const daysOf = (kind: SlotException['kind']) =>
    plan.exceptions.filter((e) => e.kind === kind).map((e) => dayNumber(e.day))
  return {
    holidays: new Set(plan.holidays.map(dayNumber)),
    closed: new Set(daysOf('closed')),
    extra: new Set(daysOf('extra')),
    movedFrom: new Set(daysOf('moved')),
    movedTo: new Set(
      plan.exceptions.flatMap(({ kind, day, movedTo }) =>
        kind === 'moved' && movedTo !== null && isWeekday(plan, dayNumber(day))
          ? [dayNumber(movedTo)]
          : [],
      ),
    ),
  }
}

// The order decides: closing beats all; a delivery moved here stays though the day's own moved on;
// what the office added by hand beats the holiday.
function delivers(plan: ZonePlan, calendar: Calendar, day: number): boolean {
  if (calendar.closed.has(day)) return false
  if (calendar.movedTo.has(day)) return true
  if (calendar.movedFrom.has(day)) return false
  if (calendar.extra.has(day)) return true
  return !calendar.holidays.has(day) && isWeekday(plan, day)
}

// Day 0, 1970-01-01, was a Thursday.
const isWeekday = (plan: ZonePlan, day: number) => plan.weekdays.includes(((day + 3) % 7) + 1)

// The zone's arithmetic costs 40 µs a day and is the same for every outlet of a zone.
const SLOTS_KEPT_MAX = 4_096
const kept = new Map<string, Slot>()

type Slot = SlotTimes & { cutOffMs: number }

function slotOf(plan: ZonePlan, day: number): Slot {
  const key = `${plan.timeZone} ${plan.cutOffTime} ${plan.cutOffDays} ${plan.lockMinutes} ${day}`
  const known = kept.get(key)
  if (known) return known
  const slot = computeSlot(plan, EPOCH.add({ days: day }))
  if (kept.size >= SLOTS_KEPT_MAX) kept.clear()
  kept.set(key, slot)
  return slot
}

function computeSlot(plan: ZonePlan, deliveryDay: Temporal.PlainDate): Slot {
  const cutOff = deliveryDay
    .subtract({ days: plan.cutOffDays })
    .toPlainDateTime(Temporal.PlainTime.from(plan.cutOffTime))
    // 'compatible': a skipped time moves past the gap, a doubled one is its first passing (RFC 5545).
    .toZonedDateTime(plan.timeZone, { disambiguation: 'compatible' })
    .toInstant()
  return {
    deliveryDay: deliveryDay.toString(),
    cutOffAt: cutOff.toString(),
    lockAt: cutOff.add({ minutes: plan.lockMinutes }).toString(),
    cutOffMs: cutOff.epochMilliseconds,
  }
}

const timesOf = ({ deliveryDay, cutOffAt, lockAt }: Slot): SlotTimes => ({
  deliveryDay,
  cutOffAt,
  lockAt,
})

const EPOCH = Temporal.PlainDate.from('1970-01-01')
// A day alone is read as UTC midnight (ECMA-262), whatever the zone of the process.
const dayNumber = (day: string) => Date.parse(day) / MS_OF_DAY
const msOf = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds
