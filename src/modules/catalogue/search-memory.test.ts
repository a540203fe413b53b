import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { countingStatements } from '../../platform/connection-queries.ts'
import { readTenant, writeTenant } from '../../platform/db.ts'
import { catalogueChanged, hideItems, publishItems, searchProducts } from './catalogue.ts'
import { searchables, searchablesSince } from './queries.ts'

let database: TestDatabase
let town: Town
let owner: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})
beforeEach(async () => {
  town = await makeTown(database)
})

const read = <T>(work: (db: Parameters<typeof searchables>[0]) => Promise<T>) =>
  readTenant(database.pools.app, town.tenant.id, work)

/** Until what made the town is older than any transaction under way, in another database of the cluster too. */
async function settled(): Promise<string> {
  const { id } = town.tenant
  const look = async () => {
    const { asOf } = await read((db) => searchables(db, id))
    const { products } = await read((db) => searchablesSince(db, id, asOf))
    return products.length === 0 ? asOf : null
  }
  return vi.waitUntil(look, { timeout: 30_000, interval: 50 })
}

const found = (text: string) =>
  read((db) => searchProducts(db, { distributorId: town.tenant.id, text, limit: 10 }))

async function written(text: string, values: unknown[]) {
  await owner.query(text, [town.tenant.id, ...values])
  await writeTenant(database.pools.app, town.tenant.id, (tx) =>
    catalogueChanged(tx, town.tenant.id),
  )
}

test('a product that got another name is found by it, and by the old one no more', async () => {
  expect(await found('молоко')).toEqual([town.ids.milk])
  const text = 'update catalogue.product set name = $3 where distributor_id = $1 and id = $2'
  await written(text, [town.ids.milk, 'Ряжанка'])
  expect([await found('ряжанка'), await found('молоко')]).toEqual([[town.ids.milk], []])
  expect(await found('хліб')).toEqual([town.ids.bread])
})

test('a new barcode and a brand that is called otherwise are heard without a change of the product', async () => {
  expect(await found('4820000000017')).toEqual([])
  await written(
    `insert into catalogue.product_gtin (distributor_id, product_id, unit_code, gtin)
     values ($1, $2, 'шт', '4820000000017')`,
    [town.ids.bread],
  )
  expect(await found('4820000000017')).toEqual([town.ids.bread])
  const brand = randomUUID()
  await written(
    `with b as (insert into catalogue.brand (distributor_id, id, code, name)
       values ($1, $3, 'b', 'Степовик') returning id)
     update catalogue.product p set brand_id = b.id from b
     where p.distributor_id = $1 and p.id = $2`,
    [town.ids.bread, brand],
  )
  expect(await found('степовик')).toEqual([town.ids.bread])
  await written('update catalogue.brand set name = $3 where distributor_id = $1 and id = $2', [
    brand,
    'Карподар',
  ])
  expect([await found('карподар'), await found('степовик')]).toEqual([[town.ids.bread], []])
})

test('a hidden product is found by nobody, and again when it is shown', async () => {
  const { id } = town.tenant
  expect(await found('хліб')).toEqual([town.ids.bread])
  const change = (work: typeof hideItems) =>
    writeTenant(database.pools.app, id, (tx) => work(tx, id, [town.ids.bread]))
  await change(hideItems)
  expect([await found('хліб'), await found('2')]).toEqual([[], []])
  await change(publishItems)
  expect([await found('хліб'), await found('2')]).toEqual([[town.ids.bread], [town.ids.bread]])
})

test('of what nobody changed nothing is read again; of two products that changed, two are', async () => {
  const { id } = town.tenant
  const { products } = await read((db) => searchables(db, id))
  expect(products).toHaveLength(2)
  const asOf = await settled()
  const since = () => read((db) => searchablesSince(db, id, asOf))
  expect((await since()).products).toEqual([])
  await owner.query('update catalogue.product set published = false where distributor_id = $1', [
    id,
  ])
  expect((await since()).products.map(({ words }) => words)).toEqual(['', ''])
})

test('what a transaction wrote that was under way when we looked is read after its commit', async () => {
  const { id } = town.tenant
  await settled()
  const other = new pg.Client(database.ownerUrl)
  await other.connect()
  const text = 'update catalogue.product set name = $2 where distributor_id = $1 and number = 1'
  await other.query('begin')
  await other.query(text, [id, 'Сметана'])
  // A younger one is over before: the elder is not forgotten for it.
  await owner.query('select pg_current_xact_id()')
  const { asOf } = await read((db) => searchables(db, id))
  await other.query('commit')
  await other.end()
  const { products } = await read((db) => searchablesSince(db, id, asOf))
  expect(products.map(({ words }) => words)).toEqual(['Сметана'])
})

test('ten who search at once after a change have the catalogue read once', async () => {
  await found('молоко')
  const text = 'update catalogue.product set name = $3 where distributor_id = $1 and id = $2'
  await written(text, [town.ids.milk, 'Кефір'])
  const statements = await Promise.all(
    Array.from(
      { length: 10 },
      async () => (await countingStatements(() => found('кефір'))).statements,
    ),
  )
  const least = Math.min(...statements)
  expect(statements.filter((count) => count > least)).toHaveLength(1)
})
