import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import { placeOrder } from '../ordering/place-order.ts'
import { myRoute } from './my-route.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

async function routeOf(town: Town, search = '') {
  const { value } = await readTenant(database.pools.app, town.tenant.id, (db) =>
    myRoute(db, town.agent, search),
  )
  return value.outlets
}

const inTown = (town: Town, table: 'delivery.zone' | 'delivery.outlet_zone', change: object) =>
  writeTenant(database.pools.app, town.tenant.id, (tx) =>
    tx.updateTable(table).set(change).where('distributor_id', '=', town.tenant.id).execute(),
  )

async function order(town: Town, deliveryDay: string) {
  const placed = await placeOrder(database.pools.app, town.buyer, {
    outletId: town.ids.outlet,
    checkoutId: randomUUID(),
    deliveryDay,
    lines: [{ productId: town.ids.milk, unitCode: 'шт', quantityMilli: 3000 }],
    note: '',
    preparedBy: 'buyer',
    origin: null,
    onDouble: 'keep',
  })
  expect(placed.ok).toBe(true)
}

test('an agent sees his own outlets only, each with who orders there and until when', async () => {
  const town = await makeTown(database)
  const [mine, ...others] = await routeOf(town)
  expect(others).toEqual([])
  expect(mine).toMatchObject({
    id: town.ids.outlet,
    buyer: { phone: '+380500000000' },
    orderedForIt: false,
    missingMinor: 0,
  })
  expect(Date.parse(mine?.cutOffAt ?? '')).toBeGreaterThan(Date.now() - 1000)
})

test('a stop below the minimum tells what is missing; an order above it confirms the stop', async () => {
  const town = await makeTown(database)
  const [before] = await routeOf(town)
  await order(town, before?.deliveryDay ?? '')
  await inTown(town, 'delivery.zone', { minimum_minor: 20_000 })
  expect((await routeOf(town))[0]).toMatchObject({
    orderedForIt: true,
    valueMinor: 9000,
    missingMinor: 11_000,
  })
  await inTown(town, 'delivery.zone', { minimum_minor: 9000 })
  expect((await routeOf(town))[0]).toMatchObject({ orderedForIt: true, missingMinor: 0 })
})

test('an outlet’s own delivery days and cut-off go before its zone’s', async () => {
  const town = await makeTown(database)
  const [before] = await routeOf(town)
  const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7
  const other = (weekday(before?.deliveryDay ?? '') % 7) + 1
  await inTown(town, 'delivery.outlet_zone', { weekdays: [other], cut_off_time: '09:30' })
  const [after] = await routeOf(town)
  expect(weekday(after?.deliveryDay ?? '')).toBe(other)
  const local = new Date(after?.cutOffAt ?? '').toLocaleTimeString('uk-UA', {
    timeZone: 'Europe/Kyiv',
  })
  expect(local).toBe('09:30:00')
})

test('a search for a sign that LIKE understands finds only the sign', async () => {
  const town = await makeTown(database)
  expect(await routeOf(town, 'kiosk')).toHaveLength(1)
  expect(await routeOf(town, '%')).toEqual([])
  expect(await routeOf(town, '_iosk')).toEqual([])
})
