import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { countingStatements } from '../../platform/connection-queries.ts'
import { type Listener, listen } from '../../platform/live.ts'
import { roleUrl } from '../../platform/migrate.ts'
import { JsonText } from '../../platform/result.ts'
import { shelfAgain } from './shelf.ts'
import { shelfCall } from './shelf-contract.ts'
import { shelfMemory } from './shelf-memory.ts'

let database: TestDatabase
let town: Town
let listener: Listener
let owner: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  const log = pino({ level: 'silent' })
  const url = roleUrl(database.ownerUrl, 'tandem_app', database.secret)
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  const memories = Object.values(shelfMemory(database.pools))
  listener = await listen(url, () => undefined, log, memories)
})
afterAll(async () => {
  await listener.stop()
  await owner.end()
  await database.drop()
})
beforeEach(async () => {
  town = await makeTown(database)
  // The notices of what it was made of are heard first.
  await wait(100)
})

const reply = shelfCall['~orpc'].outputSchema

async function look(member = town.buyer) {
  const request = { outletId: town.ids.outlet, after: 0, limit: 40 }
  const memory = shelfMemory(database.pools)
  const { value, statements } = await countingStatements(() =>
    shelfAgain(database.pools.app, member, request, memory),
  )
  if (!value.ok) return { refusal: value.refusal, statements, products: [] }
  const told = value.value
  const page = told instanceof JsonText ? told.read() : told
  return { statements, page, products: reply?.parse(page).products ?? [] }
}

test('a page seen again tells the same, in one transaction of one statement', async () => {
  const first = await look()
  const again = await look()
  expect(again.page).toEqual(first.page)
  expect(first.products).toHaveLength(2)
  expect([first.statements > 2, again.statements]).toEqual([true, 2])
})

test('who may no longer buy for the outlet sees nothing, though its page is remembered', async () => {
  await look()
  await owner.query(`update outlets.buyer set revoked_at = now() where person_id = $1`, [
    town.ids.buyer,
  ])
  expect(await look()).toMatchObject({ refusal: { code: 'unknown' } })
  expect((await look(town.agent)).products).toHaveLength(2)
})

test('what another order took is gone from a remembered page', async () => {
  const milk = async () => (await look()).products[0]?.availableMilli
  await look()
  expect(await milk()).toBe(100_000)
  await owner.query(`update stock.balance set reserved_milli = 40000 where product_id = $1`, [
    town.ids.milk,
  ])
  expect(await milk()).toBe(60_000)
})

test('a price is on the next page as soon as it is committed', async () => {
  const price = async () => (await look()).products[0]?.price?.unitPriceE4
  await look()
  expect(await price()).toBe(300_000)
  await owner.query(`update pricing.price set unit_price_e4 = 310000 where product_id = $1`, [
    town.ids.milk,
  ])
  await wait(100)
  expect(await price()).toBe(310_000)
})

test.each([
  'outlets.outlet set price_zone = price_zone',
  'outlets.outlet_payer set from_day = from_day',
  'accounts.contract set payment_form = payment_form',
  'accounts.selling_entity set rank = rank',
  'pricing.signature set payment_form = payment_form',
  'pricing.price_list set code = code',
  'stock.warehouse set rank = rank',
  'catalogue.product set name = name',
])('by what an outlet buys is asked anew after: update %s', async (change) => {
  await look()
  expect((await look()).statements).toBe(2)
  await owner.query(`update ${change} where distributor_id = $1`, [town.tenant.id])
  await wait(100)
  expect((await look()).statements).toBeGreaterThan(2)
})
