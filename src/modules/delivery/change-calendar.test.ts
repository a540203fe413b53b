import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import {
  changeZone,
  dropException,
  makeException,
  nameHoliday,
  previewZone,
} from './change-calendar.ts'
import { holdSlot, openSlots, outletPlan } from './delivery.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const daysOf = (town: Town, outletId = town.ids.outlet) =>
  readTenant(database.pools.app, town.tenant.id, async (db) => {
    const { id: distributorId, timeZone } = town.tenant
    const plan = await outletPlan(db, { distributorId, timeZone, outletId })
    return plan ? openSlots(plan, 8).map((slot) => slot.deliveryDay) : []
  })

const order = (town: Town, deliveryDay: string, outletId = town.ids.outlet) =>
  writeTenant(database.pools.app, town.tenant.id, (tx) =>
    holdSlot(tx, {
      ...{ distributorId: town.tenant.id, zoneId: town.ids.zone, outletId, deliveryDay },
      ...{ orders: 1, valueMinor: 25_000, weightGrams: 0, capacityDrops: null },
    }),
  )

const RULES = { weekdays: [1, 2, 3, 4, 5, 6, 7], cutOffDays: 1, cutOffTime: '17:00' }
type Rules = Partial<typeof RULES & { lockMinutes: number; onOrders: 'ask' | 'keep' }>
const preview = (town: Town, rules: Rules, zoneId = town.ids.zone) =>
  readTenant(database.pools.app, town.tenant.id, (db) =>
    previewZone(db, town.admin, { zoneId, ...RULES, lockMinutes: 60, ...rules }),
  )
const save = (town: Town, rules: Rules) =>
  changeZone(database.pools.app, town.admin, {
    ...{ zoneId: town.ids.zone, ...RULES, lockMinutes: 60, capacityDrops: null },
    ...{ minimumMinor: 0, onOrders: 'ask', ...rules },
  })

type Wanted = { movedTo?: string; onOrders?: 'ask' | 'keep' }
const except = (
  town: Town,
  day: string,
  kind: 'closed' | 'extra' | 'moved',
  { movedTo, onOrders = 'ask' }: Wanted = {},
) =>
  makeException(database.pools.app, town.admin, {
    ...{ zoneId: town.ids.zone, day, kind, reason: '' },
    ...{ movedTo: movedTo ?? null, onOrders },
  })

const weekdayOf = (day: string) => ((new Date(day).getUTCDay() + 6) % 7) + 1
const others = (day: string) => RULES.weekdays.filter((weekday) => weekday !== weekdayOf(day))

describe('a day that would close', () => {
  test('is refused with who ordered for it, and closed all the same when told to keep them', async () => {
    const town = await makeTown(database)
    const [, day = ''] = await daysOf(town)
    await order(town, day)
    await order(town, day, town.ids.otherOutlet)
    const asked = await except(town, day, 'closed')
    expect(asked).toMatchObject({
      ok: false,
      refusal: { code: 'day_has_orders', orders: 2, valueMinor: 50_000 },
    })
    if (!asked.ok && asked.refusal.code === 'day_has_orders') {
      expect(asked.refusal.drops.map((drop) => drop.outletId).sort()).toEqual(
        [town.ids.outlet, town.ids.otherOutlet].sort(),
      )
    }
    expect(await daysOf(town)).toContain(day)
    expect(await except(town, day, 'closed', { onOrders: 'keep' })).toMatchObject({ ok: true })
    expect(await daysOf(town)).not.toContain(day)
  })

  test('closes unasked when nobody ordered for it', async () => {
    const town = await makeTown(database)
    const [ordered = '', day = ''] = await daysOf(town)
    await order(town, ordered)
    expect(await except(town, day, 'closed')).toMatchObject({ ok: true })
  })

  test('is asked about when its delivery moves, a holiday falls on it, or its weekday goes', async () => {
    const town = await makeTown(database)
    const [, day = '', next = ''] = await daysOf(town)
    await order(town, day)
    const has = { ok: false, refusal: { code: 'day_has_orders', orders: 1 } }
    expect(await except(town, day, 'moved', { movedTo: next })).toMatchObject(has)
    const holiday = { day, name: 'Свято', onOrders: 'ask' } as const
    expect(await nameHoliday(database.pools.app, town.admin, holiday)).toMatchObject(has)
    expect(await save(town, { weekdays: others(day) })).toMatchObject(has)
    expect(await save(town, { weekdays: others(next) })).toMatchObject({ ok: true })
  })

  test('is not missed by an outlet that has delivery days of its own', async () => {
    const town = await makeTown(database)
    const [, day = ''] = await daysOf(town)
    await order(town, day)
    await writeTenant(database.pools.app, town.tenant.id, (tx) =>
      tx
        .updateTable('delivery.outlet_zone')
        .set({ weekdays: [weekdayOf(day)] })
        .where('distributor_id', '=', town.tenant.id)
        .where('outlet_id', '=', town.ids.outlet)
        .execute(),
    )
    expect(await save(town, { weekdays: others(day) })).toMatchObject({ ok: true })
    expect(await daysOf(town)).toContain(day)
  })
})

describe('an exception', () => {
  test('moves a delivery, and taken back the delivery stands where it stood', async () => {
    const town = await makeTown(database)
    const before = await daysOf(town)
    const [, day = ''] = before
    await save(town, { weekdays: [weekdayOf(day)] })
    const [first = ''] = await daysOf(town)
    const moved = new Date(Date.parse(first) + 86_400_000).toISOString().slice(0, 10)
    expect(await except(town, first, 'moved', { movedTo: moved })).toMatchObject({ ok: true })
    expect((await daysOf(town))[0]).toBe(moved)
    await order(town, moved)
    const back = { zoneId: town.ids.zone, day: first }
    const drop = (onOrders: 'ask' | 'keep') =>
      dropException(database.pools.app, town.admin, { ...back, onOrders })
    expect(await drop('ask')).toMatchObject({ refusal: { code: 'day_has_orders' } })
    expect(await drop('keep')).toMatchObject({ ok: true })
    expect((await daysOf(town))[0]).toBe(first)
    expect(await drop('ask')).toMatchObject({ refusal: { code: 'unknown' } })
  })

  test('is refused for a day that is over, onto itself, nowhere, or in a strange zone', async () => {
    const town = await makeTown(database)
    const [, day = ''] = await daysOf(town)
    const refused = (code: string) => ({ ok: false, refusal: { code } })
    expect(await except(town, '2020-01-01', 'closed')).toEqual(refused('exception_past'))
    const past = await except(town, day, 'moved', { movedTo: '2020-01-01' })
    expect(past).toEqual(refused('exception_past'))
    expect(await except(town, day, 'moved', { movedTo: day })).toEqual(refused('moved_to_same'))
    expect(await except(town, day, 'moved')).toEqual(refused('moved_to_missing'))
    const strange = {
      zoneId: randomUUID(),
      day,
      kind: 'closed',
      movedTo: null,
      reason: '',
    } as const
    expect(
      await makeException(database.pools.app, town.admin, { ...strange, onOrders: 'ask' }),
    ).toEqual(refused('unknown'))
    expect(await daysOf(town)).toContain(day)
  })

  test('finds no place when a zone has a year of them, but its own day may change', async () => {
    const town = await makeTown(database)
    const days = Array.from({ length: LIMITS.exceptionsMax }, (_, i) =>
      new Date(Date.UTC(2099, 0, 1 + i)).toISOString().slice(0, 10),
    )
    const row = { distributor_id: town.tenant.id, zone_id: town.ids.zone, kind: 'closed' }
    await writeTenant(database.pools.app, town.tenant.id, (tx) =>
      tx
        .insertInto('delivery.zone_exception')
        .values(days.map((day) => ({ ...row, day })))
        .execute(),
    )
    const full = { ok: false, refusal: { code: 'too_many_exceptions' } }
    expect(await except(town, '2098-12-31', 'extra')).toEqual(full)
    expect(await except(town, days[0] ?? '', 'extra')).toMatchObject({ ok: true })
  })
})

describe('a preview', () => {
  test('shows the next days under rules that nobody saved, and saves nothing', async () => {
    const town = await makeTown(database)
    const before = await daysOf(town)
    const [, day = ''] = before
    await order(town, day)
    const shown = await preview(town, { weekdays: others(day), cutOffTime: '12:00' })
    if (!shown.ok) throw new Error(shown.refusal.code)
    expect(shown.value.days.map((slot) => slot.deliveryDay)).not.toContain(day)
    expect(shown.value.days).toHaveLength(LIMITS.slotsShown)
    expect(shown.value.closes).toMatchObject({ orders: 1, drops: [{ deliveryDay: day }] })
    expect(await daysOf(town)).toEqual(before)
  })

  test('closes nothing when only more days come, and refuses rules that cannot be kept', async () => {
    const town = await makeTown(database)
    const [, day = ''] = await daysOf(town)
    await order(town, day)
    const shown = await preview(town, {})
    expect(shown).toMatchObject({ ok: true, value: { closes: { orders: 0, drops: [] } } })
    const late = { cutOffDays: 0, cutOffTime: '23:30', lockMinutes: 90 }
    expect(await preview(town, late)).toEqual({
      ok: false,
      refusal: { code: 'lock_after_delivery' },
    })
    const strange = await preview(town, {}, randomUUID())
    expect(strange).toEqual({ ok: false, refusal: { code: 'unknown' } })
  })
})
