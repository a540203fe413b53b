import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { clockChanges, dayPlus, instantOfWall, wallClock } from '../../../bench/local-clock.ts'
import { nextSlots, type SlotTimes, slotOn, takes, type ZonePlan } from './slot-rules.ts'

const ZONES = ['Europe/Kyiv', 'America/Chicago', 'Pacific/Auckland']
const YEARS = { from: 2020, to: 2040 }
const CHANGES = ZONES.flatMap((timeZone) =>
  clockChanges(timeZone, YEARS).map(({ atMs }) => ({ timeZone, atMs })),
)
const HOUR = 3_600_000
const ms = (instant: string) => Date.parse(instant)
const text = (at: number) => new Date(at).toISOString()

const twoDigits = (n: number) => String(n).padStart(2, '0')
const timeOfDay = fc
  .oneof(
    fc.record({ hour: fc.nat(23), minute: fc.nat(59) }),
    fc.record({ hour: fc.integer({ min: 1, max: 4 }), minute: fc.constantFrom(0, 1, 30, 59) }),
  )
  .map(({ hour, minute }) => `${twoDigits(hour)}:${twoDigits(minute)}`)
const planIn = (timeZone: string) =>
  fc.record<ZonePlan>({
    timeZone: fc.constant(timeZone),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    cutOffDays: fc.nat(3),
    cutOffTime: timeOfDay,
    lockMinutes: fc.integer({ min: 1, max: 180 }),
    holidays: fc.constant([]),
    exceptions: fc.constant([]),
  })
const situation = (change: (typeof CHANGES)[number]) =>
  fc.record({
    plan: planIn(change.timeZone),
    now: fc.integer({ min: -72 * 60, max: 72 * 60 }).map((m) => text(change.atMs + m * 60_000)),
  })
const anySituation = fc.constantFrom(...CHANGES).chain(situation)

test('every clock change of twenty-one years was found', () => {
  const of = (zone: string) => CHANGES.filter((change) => change.timeZone === zone).length
  expect(ZONES.map(of)).toEqual([42, 42, 42])
})

test('around every change the slots follow each other, with the cut-off on the wall’s clock', () => {
  for (const change of CHANGES) {
    fc.assert(
      fc.property(situation(change), ({ plan, now }) => {
        const slots = nextSlots(plan, now, 3)
        expect(slots).toHaveLength(3)
        for (const [i, slot] of slots.entries()) {
          expect(isInOrder(slots[i - 1], slot, now)).toBe(true)
          const wall = `${dayPlus(slot.deliveryDay, -plan.cutOffDays)} ${plan.cutOffTime}`
          expect(ms(slot.cutOffAt)).toBe(instantOfWall(wall, plan.timeZone))
          expect(slotOn(plan, slot.deliveryDay)).toEqual(slot)
        }
      }),
      { numRuns: 3 },
    )
  }
})

const isInOrder = (before: SlotTimes | undefined, slot: SlotTimes, now: string) =>
  ms(now) < ms(slot.cutOffAt) &&
  ms(slot.cutOffAt) < ms(slot.lockAt) &&
  (before === undefined ||
    (before.deliveryDay < slot.deliveryDay && ms(before.cutOffAt) < ms(slot.cutOffAt)))

test('the cut-off shows the configured time, except on a day that skips it', () => {
  fc.assert(
    fc.property(anySituation, ({ plan, now }) => {
      for (const slot of nextSlots(plan, now, 4)) {
        const cutOff = ms(slot.cutOffAt)
        const wall = wallClock(cutOff, plan.timeZone)
        if (wall.slice(11) === plan.cutOffTime) continue
        const jumped = CHANGES.some(
          ({ timeZone, atMs }) =>
            timeZone === plan.timeZone && atMs <= cutOff && cutOff < atMs + HOUR,
        )
        expect(jumped).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

test('an order taken is for the first delivery whose cut-off has not come, and no other', () => {
  fc.assert(
    fc.property(anySituation, ({ plan, now }) => {
      const [first] = nextSlots(plan, now, 1)
      expect(first && takes(first, now)).toBe('open')
      const today = wallClock(ms(now), plan.timeZone).slice(0, 10)
      const before = Array.from({ length: 12 }, (_, i) => dayPlus(today, i - 1))
        .filter((day) => day < (first?.deliveryDay ?? ''))
        .flatMap((day) => slotOn(plan, day) ?? [])
      for (const slot of before) expect(takes(slot, now)).not.toBe('open')
    }),
    { numRuns: 300 },
  )
})

test('time passing only takes slots away from the front', () => {
  fc.assert(
    fc.property(anySituation, fc.integer({ min: 0, max: 96 * 60 }), ({ plan, now }, minutes) => {
      const earlier = nextSlots(plan, now, 14)
      const later = nextSlots(plan, text(ms(now) + minutes * 60_000), 5)
      const from = earlier.findIndex((slot) => slot.deliveryDay === later[0]?.deliveryDay)
      expect(from).toBeGreaterThanOrEqual(0)
      expect(earlier.slice(from, from + 5)).toEqual(later)
    }),
    { numRuns: 300 },
  )
})

test('more slots asked for begin with the same ones', () => {
  fc.assert(
    fc.property(anySituation, ({ plan, now }) => {
      expect(nextSlots(plan, now, 6).slice(0, 3)).toEqual(nextSlots(plan, now, 3))
    }),
    { numRuns: 100 },
  )
})

describe('the zone of the machine changes nothing', () => {
  const machine = process.env.TZ
  afterEach(() => {
    if (machine === undefined) delete process.env.TZ
    else process.env.TZ = machine
  })

  test.each(['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles'])('%s', async (timeZone) => {
    process.env.TZ = timeZone
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(timeZone)
    vi.resetModules() // Without its kept slots, so that they are computed again here.
    const there = await import('./slot-rules.ts')
    fc.assert(
      fc.property(anySituation, ({ plan, now }) => {
        expect(there.nextSlots(plan, now, 3)).toEqual(nextSlots(plan, now, 3))
      }),
      { numRuns: 50, seed: 7 },
    )
  })
})
