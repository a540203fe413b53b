import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { deleteHoliday, putHoliday } from './calendar-queries.ts'
import { openSlots, outletPlan } from './delivery.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const timeZone = 'Europe/Kyiv'
const put = (town: Town, day: string, name = 'Свято') =>
  writeTenant(database.pools.app, town.tenant.id, (tx) =>
    putHoliday(tx, { distributorId: town.tenant.id, day, name, timeZone }),
  )
const drop = (town: Town, day: string) =>
  writeTenant(database.pools.app, town.tenant.id, (tx) => deleteHoliday(tx, town.tenant.id, day))

async function deliveryDays(town: Town): Promise<string[]> {
  const asked = { distributorId: town.tenant.id, timeZone, outletId: town.ids.outlet }
  const plan = await readTenant(database.pools.app, town.tenant.id, (db) => outletPlan(db, asked))
  return plan ? openSlots(plan, 3).map((slot) => slot.deliveryDay) : []
}

test('on a holiday no truck comes, and when it is taken back it comes again', async () => {
  const town = await makeTown(database)
  const before = await deliveryDays(town)
  const [, second = ''] = before
  expect(await put(town, second)).toBe('put')
  expect(await put(town, second, 'Інша назва')).toBe('put')
  expect(await deliveryDays(town)).not.toContain(second)
  expect(await drop(town, second)).toBe(true)
  expect(await deliveryDays(town)).toEqual(before)
  expect(await drop(town, second)).toBe(false)
})

test('a day that is over is no holiday, and there are not endlessly many', async () => {
  const town = await makeTown(database)
  expect(await put(town, '2020-01-01')).toBe('past')
  const days = Array.from({ length: LIMITS.holidaysMax + 1 }, (_, i) =>
    new Date(Date.UTC(2099, 0, 1 + i)).toISOString().slice(0, 10),
  )
  await writeTenant(database.pools.app, town.tenant.id, (tx) =>
    tx
      .insertInto('delivery.holiday')
      .values(days.slice(1).map((day) => ({ distributor_id: town.tenant.id, day, name: '' })))
      .execute(),
  )
  expect(await put(town, days[0] ?? '')).toBe('full')
  expect(await put(town, days[1] ?? '')).toBe('put')
})
