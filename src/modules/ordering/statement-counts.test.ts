import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { countingStatements } from '../../platform/connection-queries.ts'
import { type Db, readTenant } from '../../platform/db.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import { placeOrder } from './place-order.ts'
import { quote, shelf, shelfAgain } from './shelf.ts'
import { shelfMemory } from './shelf-memory.ts'

let database: TestDatabase
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database)
})
afterAll(() => database.drop())

const firstDay = () =>
  readTenant(database.pools.app, town.tenant.id, async (db) => {
    const asked = {
      distributorId: town.tenant.id,
      timeZone: 'Europe/Kyiv',
      outletId: town.ids.outlet,
    }
    const plan = await outletPlan(db, asked)
    return plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : ''
  })

async function placing(productIds: string[]): Promise<number> {
  const deliveryDay = await firstDay()
  const { value, statements } = await countingStatements(() =>
    placeOrder(database.pools.app, town.buyer, {
      outletId: town.ids.outlet,
      checkoutId: randomUUID(),
      deliveryDay,
      lines: productIds.map((productId) => ({ productId, unitCode: 'шт', quantityMilli: 1000 })),
      note: '',
      preparedBy: 'buyer',
      origin: null,
      onDouble: 'keep',
    }),
  )
  expect(value).toMatchObject({ ok: true })
  return statements
}

test('a second line costs an order no statement more', async () => {
  // A seller's first number of a year takes a statement of its own, and so does what nobody bought yet.
  await placing([town.ids.milk, town.ids.bread])
  const one = await placing([town.ids.milk])
  const two = await placing([town.ids.milk, town.ids.bread])
  expect(two).toBe(one)
  expect(one).toBeLessThanOrEqual(11)
})

const counted = (work: (db: Db) => Promise<{ ok: boolean }>) =>
  countingStatements(() => readTenant(database.pools.app, town.tenant.id, work))

test('a page of the shelf costs the same statements, however many products it shows', async () => {
  const page = (limit: number) =>
    counted((db) =>
      shelf(
        db,
        town.buyer,
        { outletId: town.ids.outlet, after: 0, limit },
        shelfMemory(database.pools),
      ),
    )
  const [one, forty] = [await page(1), await page(40)]
  expect(one.statements).toBe(forty.statements)
  expect(forty.statements).toBeLessThanOrEqual(4)
})

test('a quote costs the same statements, however long the cart', async () => {
  const asked = (ids: string[]) =>
    counted((db) =>
      quote(db, town.buyer, {
        outletId: town.ids.outlet,
        deliveryDay: null,
        lines: ids.map((productId) => ({ productId, unitCode: 'шт', quantityMilli: 1000 })),
      }),
    )
  const [one, two] = [await asked([town.ids.milk]), await asked([town.ids.milk, town.ids.bread])]
  expect(one.statements).toBe(two.statements)
  expect(two.statements).toBeLessThanOrEqual(8)
})

test('a page looked at again is asked for once; a search on it finds what was searched for', async () => {
  const memory = shelfMemory(database.pools)
  memory.pages.hear(true)
  memory.desks.hear(true)
  const asked = { outletId: town.ids.outlet, after: 0, limit: 40 }
  const again = (request: { search?: string }) =>
    countingStatements(() =>
      shelfAgain(database.pools.app, town.buyer, { ...asked, ...request }, memory),
    )
  const first = await again({})
  const second = await again({})
  expect(second.value).toMatchObject({ ok: true })
  expect(second.statements).toBeLessThan(first.statements)
  const searched = await again({ search: 'молоко' })
  expect(searched.value).not.toEqual(first.value)
  memory.pages.forget('')
  expect((await again({})).statements).toBe(first.statements)
})
