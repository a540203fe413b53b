import {
  nextSlots,
  type SlotTimes,
  slotOn,
  takes,
  type ZonePlan,
} from '../src/modules/delivery/slot-rules.ts'
import type { Figure } from './figure.ts'
import { type ClockChange, clockChanges, dayPlus, instantOfWall, wallClock } from './local-clock.ts'

const ZONE = 'Europe/Kyiv'
const YEARS = { from: 2020, to: 2040 }
const MINUTE = 60_000
const DAY_MINUTES = 1440
const HOURS_AROUND = 26
// At, inside and beside what the clock skips or repeats in Kyiv (03:00–04:00), and a shop's evening.
const CUT_OFFS = [
  { cutOffDays: 0, cutOffTime: '03:30' },
  { cutOffDays: 1, cutOffTime: '03:00' },
  { cutOffDays: 1, cutOffTime: '04:00' },
  { cutOffDays: 1, cutOffTime: '17:00' },
  { cutOffDays: 2, cutOffTime: '00:00' },
]

type CutOff = (typeof CUT_OFFS)[number]
/** A delivery day with the instant until which an order is for it, as some rule has it. */
type Due = { day: string; cutOffMs: number }
type Counts = {
  orders: number
  wrong: number
  twentyFourHours: number
  winter: number
  utc: number
}

/**
 * Orders placed in every minute around every change of the clock in Kyiv 2020–2040 that the slot
 * rules give to another day than the wall clock does. The controls are the usual naive rules.
 */
export async function run(): Promise<Figure> {
  const changes = clockChanges(ZONE, YEARS)
  const counts: Counts = { orders: 0, wrong: 0, twentyFourHours: 0, winter: 0, utc: 0 }
  for (const change of changes) for (const cutOff of CUT_OFFS) count(change, cutOff, counts)
  const { orders, wrong, twentyFourHours, winter, utc } = counts
  const control = {
    wrongDays: { plus24Hours: twentyFourHours, fixedOffset: winter, serverInUtc: utc },
    orders,
    clockChanges: changes.length,
  }
  const failed = twentyFourHours > 0 && winter > 0 && utc > 0
  return {
    name: 'cutoff-dst',
    value: wrong,
    unit: 'orders on the wrong day',
    bar: '0',
    ok: wrong === 0 && changes.length > 0 && failed,
    control,
    seed: null,
  }
}

function count(change: ClockChange, cutOff: CutOff, counts: Counts): void {
  const plan = planOf(cutOff)
  const days = daysAround(change, cutOff)
  const truth = days.map((day) => ({ day, cutOffMs: trueCutOff(day, cutOff) }))
  const naive = naiveRules(days, truth, cutOff)
  const from = change.atMs - HOURS_AROUND * 60 * MINUTE
  for (let minute = 0; minute < 2 * HOURS_AROUND * 60; minute += 1) {
    const ms = from + minute * MINUTE
    const day = dayFor(truth, ms)
    counts.orders += 1
    if (!accepts(plan, new Date(ms).toISOString(), day)) counts.wrong += 1
    if (dayFor(naive.twentyFourHours, ms) !== day) counts.twentyFourHours += 1
    if (dayFor(naive.winter, ms) !== day) counts.winter += 1
    if (dayFor(naive.utc, ms) !== day) counts.utc += 1
  }
}

const planOf = (cutOff: CutOff): ZonePlan => ({
  ...cutOff,
  timeZone: ZONE,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  lockMinutes: 60,
  holidays: [],
  exceptions: [],
})

function daysAround(change: ClockChange, cutOff: CutOff): string[] {
  const first = dayPlus(wallClock(change.atMs, ZONE).slice(0, 10), cutOff.cutOffDays - 3)
  return Array.from({ length: 8 }, (_, ahead) => dayPlus(first, ahead))
}

const wallOf = (day: string, { cutOffDays, cutOffTime }: CutOff) =>
  `${dayPlus(day, -cutOffDays)} ${cutOffTime}`
const trueCutOff = (day: string, cutOff: CutOff) => instantOfWall(wallOf(day, cutOff), ZONE)

// What the shop is offered, what the door takes, and what it no longer takes, are one thing.
function accepts(plan: ZonePlan, at: string, day: string | undefined): boolean {
  const [offered] = nextSlots(plan, at, 1)
  if (!offered || offered.deliveryDay !== day) return false
  const enforced = slotOn(plan, day)
  const before = slotOn(plan, dayPlus(day, -1))
  return sameTimes(offered, enforced) && takes(offered, at) === 'open' && isShut(before, at)
}

const sameTimes = (shown: SlotTimes, enforced: SlotTimes | null) =>
  shown.cutOffAt === enforced?.cutOffAt && shown.lockAt === enforced.lockAt
const isShut = (slot: SlotTimes | null, at: string) => slot !== null && takes(slot, at) !== 'open'

const dayFor = (dues: Due[], ms: number) => dues.find((due) => due.cutOffMs > ms)?.day

/** The rules that programs are usually born with. */
function naiveRules(days: string[], truth: Due[], cutOff: CutOff) {
  const anchorMs = truth[0]?.cutOffMs ?? 0
  const inUtc = (day: string) => Date.parse(`${wallOf(day, cutOff).replace(' ', 'T')}Z`)
  return {
    twentyFourHours: days.map((day, i) => ({ day, cutOffMs: anchorMs + i * DAY_MINUTES * MINUTE })),
    winter: days.map((day) => ({ day, cutOffMs: inUtc(day) - 120 * MINUTE })),
    utc: days.map((day) => ({ day, cutOffMs: inUtc(day) })),
  }
}
