import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { writeTenant } from '../../platform/db.ts'
import { makeException } from '../delivery/change-calendar.ts'
import { daysChanged } from '../delivery/events.ts'
import { moveDay } from './move-day.ts'
import { BEFORE, DAY, testLate } from './test-late.ts'

let database: TestDatabase
const { ask, change, setClock, place } = testLate(() => database)
beforeAll(async () => {
  database = await testDatabase()
  await setClock(BEFORE)
})
afterAll(() => database.drop())

const NEW_DAY = '2027-03-12'

async function pause(town: Town, kind: 'moved' | 'closed' = 'moved') {
  const made = await makeException(database.pools.app, town.admin, {
    ...{ zoneId: town.ids.zone, day: DAY, kind, movedTo: kind === 'moved' ? NEW_DAY : null },
    ...{ reason: 'Комендантська година', onOrders: 'keep' },
  })
  if (!made.ok) throw new Error(made.refusal.code)
}

const react = (town: Town, movedTo: string | null = NEW_DAY) =>
  writeTenant(database.pools.app, town.tenant.id, (tx) => {
    const calledOff = { day: DAY, movedTo, reason: 'Комендантська година' }
    const { id: distributorId } = town.tenant
    return moveDay(tx, daysChanged({ distributorId, zoneId: town.ids.zone, calledOff }))
  })

const drops = (town: Town) =>
  ask(
    town,
    `select d.delivery_day as day, d.orders, d.value_minor as value, z.drops
     from delivery.drop d join delivery.zone_day z on z.delivery_day = d.delivery_day
     order by d.delivery_day`,
  )

test('a paused zone takes its orders to the new day with its cut-off and lock, drops and places', async () => {
  const town = await makeTown(database)
  await place(town, town.buyer)
  await place(town, town.agent)
  await pause(town)
  expect(await react(town)).toBe(2)
  const orders = `select delivery_day, cut_off_at at time zone 'Europe/Kyiv' as cut_off,
    lock_at - cut_off_at = interval '1 hour' as "hourLater", version from ordering.order`
  const row = { delivery_day: NEW_DAY, hourLater: true, version: 2 }
  expect(await ask(town, orders)).toMatchObject([row, row])
  const cutOffs = `select count(*)::int as n from ordering.order
    where cut_off_at = '2027-03-11 17:00 Europe/Kyiv'`
  expect(await ask(town, cutOffs)).toEqual([{ n: 2 }])
  expect(await drops(town)).toEqual([
    { day: DAY, orders: 0, value: 0, drops: 0 },
    { day: NEW_DAY, orders: 2, value: 25_000, drops: 1 },
  ])
  const events = `select what, why from ordering.order_event where kind = 'day_moved'`
  const told = { what: { from: DAY, to: NEW_DAY }, why: 'Комендантська година' }
  expect(await ask(town, events)).toEqual([told, told])
  const facts = `select count(*)::int as n from platform.fact
    where type = 'ordering.order_changed'`
  expect(await ask(town, facts)).toEqual([{ n: 2 }])
})

test('again, nothing moves; what the outlet already gets on the new day takes no second place', async () => {
  const town = await makeTown(database)
  await place(town, town.buyer)
  await place(town, town.buyer, { deliveryDay: NEW_DAY })
  await pause(town)
  expect(await react(town)).toBe(1)
  expect(await react(town)).toBe(0)
  expect(await drops(town)).toEqual([
    { day: DAY, orders: 0, value: 0, drops: 0 },
    { day: NEW_DAY, orders: 2, value: 25_000, drops: 1 },
  ])
})

test('what is picked stays; so does everything when the day is closed, or the pause was taken back', async () => {
  const town = await makeTown(database)
  await place(town, town.buyer)
  expect(await react(town)).toBe(0)
  await pause(town, 'closed')
  expect(await react(town, null)).toBe(0)
  await pause(town)
  await change(town, `update ordering.order set status = 'picking'`)
  expect(await react(town)).toBe(0)
  expect(await ask(town, 'select delivery_day from ordering.order')).toEqual([
    { delivery_day: DAY },
  ])
})

test('an order on hold leaves at the lock of its new day', async () => {
  const town = await makeTown(database, { milk: 1000 })
  const lines = [{ productId: town.ids.milk, unitCode: 'шт', quantityMilli: 400_000 }]
  await place(town, town.buyer, { lines })
  await pause(town)
  expect(await react(town)).toBe(1)
  const due = `select count(*)::int as n from platform.due_fact where type = 'ordering.lock_passed'
    and due_at = '2027-03-11 18:00 Europe/Kyiv'`
  expect(await ask(town, due)).toEqual([{ n: 1 }])
})
