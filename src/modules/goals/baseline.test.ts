import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { deliver } from '../../../test/town-history.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import { baselineSize, baselinesOf, freezeBaseline } from './baseline-queries.ts'

let database: TestDatabase
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database)
  const { milk, bread } = town.ids
  const line = (productId: string) => ({ productId, quantityMilli: 1000, unitPriceE4: 300_000 })
  await deliver(database, town, [
    { day: '2026-07-01', lines: [line(milk)] },
    { day: '2026-10-07', lines: [line(milk), line(bread)] },
    { day: '2026-10-14', lines: [line(milk)] },
  ])
})
afterAll(() => database.drop())

const freeze = (id: string) =>
  writeTenant(database.pools.app, town.tenant.id, (tx) =>
    freezeBaseline(tx, {
      distributorId: town.tenant.id,
      id,
      frozenBy: town.ids.adminPerson,
      throughDay: '2026-10-14',
    }),
  )
const baselines = () =>
  readTenant(database.pools.app, town.tenant.id, (db) => baselinesOf(db, town.tenant.id, 10))

test('a baseline holds the 12 weeks before, and what comes later moves it no more', async () => {
  const id = randomUUID()
  expect(await freeze(id)).toBe(1)
  const [frozen] = await baselines()
  expect(frozen).toMatchObject({
    ...{ fromDay: '2026-07-23', toDay: '2026-10-14', outlets: 1, drops: 2, orders: 2, lines: 3 },
    ...{ products: 2, keptMinor: 9000, selfServiceOrders: 0 },
  })
  const { milk } = town.ids
  const late = [{ productId: milk, quantityMilli: 9000, unitPriceE4: 300_000 }]
  await deliver(database, town, [{ day: '2026-10-13', lines: late }])
  expect(await baselines()).toEqual([frozen])
  const size = (asked: string) =>
    readTenant(database.pools.app, town.tenant.id, (db) => baselineSize(db, town.tenant.id, asked))
  expect(await size(id)).toBe(1)
  expect(await size(randomUUID())).toBeUndefined()
})
