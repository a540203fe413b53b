import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { writeTenant } from '../../platform/db.ts'
import { takeNumbers } from './number-queries.ts'

let database: TestDatabase
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database)
})
afterAll(() => database.drop())

const take = (year: number, count: number, kind = 'order') =>
  writeTenant(database.pools.app, town.tenant.id, async (tx) => {
    const bySeller = new Map([[town.ids.entity, count]])
    const asked = { distributorId: town.tenant.id, kind, year, bySeller }
    return (await takeNumbers(tx, asked)).get(town.ids.entity)
  })

test('numbers go on over New Year, without a gap and without a repeat', async () => {
  expect(await take(2026, 3)).toBe(3)
  expect(await take(2027, 1)).toBe(4)
  expect(await take(2027, 2)).toBe(6)
  const atOnce = await Promise.all([1, 2, 3].map(() => take(2028, 1)))
  expect(atOnce.toSorted((a = 0, b = 0) => a - b)).toEqual([7, 8, 9])
})

test('each kind of document has numbers of its own', async () => {
  expect(await take(2026, 1, 'return')).toBe(1)
})
