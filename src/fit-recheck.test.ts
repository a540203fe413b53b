import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../test/test-database.ts'
import { makeTown, type Town } from '../test/town.ts'
import { deliver } from '../test/town-history.ts'
import type { ProductsChanged } from './modules/catalogue/events.ts'
import { importTable, mappingIn } from './modules/exchange/exchange.ts'
import type { TermsChanged } from './modules/outlets/events.ts'
import type { PricesChanged } from './modules/pricing/events.ts'
import { checkDue, wantFit } from './modules/rollout/check-fit.ts'
import { checkAfterPrices, checkAfterProducts, checkAfterTerms } from './modules/rollout/jobs.ts'
import { readTenant, writeTenant } from './platform/db.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'tandem-fit-'))
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

// The first outlet buys milk, the second bread; each was checked once.
let town: Town
beforeEach(async () => {
  town = await makeTown(database)
  const { milk, bread, outlet, otherOutlet } = town.ids
  const bought = (outletId: string, productId: string, unitPriceE4: number) => ({
    ...{ day: '2026-11-18', outletId },
    lines: [{ productId, quantityMilli: 2_000, unitPriceE4 }],
  })
  await deliver(database, town, [
    bought(outlet, milk, 300_000),
    bought(otherOutlet, bread, 250_000),
  ])
  await writing((tx) => wantFit(tx, town.tenant.id, null))
  await writing((tx) => checkDue(tx, town.tenant.id))
})

const writing = <T>(work: Parameters<typeof writeTenant<T>>[2]) =>
  writeTenant(database.pools.app, town.tenant.id, work)
const ask = <T>(text: string) =>
  readTenant(
    database.pools.app,
    town.tenant.id,
    async (db) => (await sql.raw<T>(text).execute(db)).rows,
  )

async function imported(kind: string, fields: Record<string, object>, text: string) {
  const path = join(folder, `${kind}.csv`)
  await writeFile(path, text)
  const settings = kind === 'prices' ? { settings: { vatIncluded: true } } : {}
  const mapping = mappingIn({ version: 1, kind, ...settings, fields })
  if (!mapping.success) throw mapping.error
  const done = await importTable(database.pools, {
    tenant: { ...town.tenant, country: 'UA' },
    files: [{ name: `${kind}.csv`, path }],
    mapping: mapping.data,
    startedBy: 'test',
    dryRun: false,
  })
  if (!done.ok) throw new Error(JSON.stringify(done.refusal))
  return done.value.counts
}

const price = (list: string, product: string, text: string) =>
  imported(
    'prices',
    { list: { constant: list }, product: { column: 'Код' }, price: { column: 'Ціна' } },
    `Код;Ціна\n${product};${text}\n`,
  )

type Known = PricesChanged | ProductsChanged | TermsChanged

/** What follows from the facts of an import, and which outlets it computed anew. */
async function recomputed(): Promise<string[]> {
  const seen = await ask<{ outlet: string; at: string }>(
    'select outlet_id as outlet, checked_at as at from rollout.fit',
  )
  const facts = await ask<{ body: Known }>(
    `select body from platform.fact
     where type in ('pricing.prices_changed', 'catalogue.products_changed', 'outlets.terms_changed')
     order by at, id`,
  )
  await writing(async (tx) => {
    for (const { body } of facts) {
      if (body.type === 'pricing.prices_changed') await checkAfterPrices(tx, body)
      else if (body.type === 'outlets.terms_changed') await checkAfterTerms(tx, body)
      else await checkAfterProducts(tx, body)
    }
    await checkDue(tx, town.tenant.id)
  })
  const now = await ask<{ outlet: string; at: string }>(
    'select outlet_id as outlet, checked_at as at from rollout.fit',
  )
  const before = new Map(seen.map(({ outlet, at }) => [outlet, at]))
  return now.filter(({ outlet, at }) => before.get(outlet) !== at).map(({ outlet }) => outlet)
}

const differences = (outletId: string) =>
  ask(`select kind from rollout.fit_difference
    where outlet_id = '${outletId}' and kind in ('price_differs', 'not_sold', 'no_price')`)

test('a price that is imported checks anew only the outlets that buy the product', async () => {
  expect(await price('base', 'P1', '31,00')).toMatchObject({ updated: 1 })
  expect(await recomputed()).toEqual([town.ids.outlet])
  expect(await differences(town.ids.outlet)).toEqual([{ kind: 'price_differs' }])
})

test('a price that is imported as it was checks nobody', async () => {
  expect(await price('base', 'P1', '30,00')).toMatchObject({ updated: 0, unchanged: 1 })
  expect(await recomputed()).toEqual([])
})

test('a price of a list by which an outlet does not buy is none of its own', async () => {
  const { id, ids } = { ...town.tenant, ids: town.ids }
  await price('gold', 'P1', '20,00')
  expect(await recomputed()).toEqual([])
  await writing((tx) =>
    sql`insert into pricing.signature (distributor_id, id, contract_id, price_list_id)
      select ${id}, gen_random_uuid(), ${ids.otherContract}, l.id from pricing.price_list l
      where l.distributor_id = ${id} and l.code = 'gold'`.execute(tx),
  )
  await price('gold', 'P2', '19,00')
  expect(await recomputed()).toEqual([ids.otherOutlet])
})

test('a product that is imported otherwise checks anew only those that buy it', async () => {
  const vat = { code: { column: 'Код' }, name: { column: 'Назва' }, vat: { column: 'ПДВ' } }
  await imported('products', vat, 'Код;Назва;ПДВ\nP2;Хліб;7\n')
  expect(await recomputed()).toEqual([town.ids.otherOutlet])
})

test('stock changes what can be promised, not whether the portal is true: it checks nobody', async () => {
  const stock = {
    ...{ product: { column: 'Код' }, warehouse: { constant: 'W' } },
    quantity: { column: 'Залишок' },
  }
  expect(await imported('stock', stock, 'Код;Залишок\nP1;5\nP2;7\n')).toMatchObject({ updated: 2 })
  expect(await recomputed()).toEqual([])
})

const column = (name: string) => ({ column: name })

test('a contract that gets another price list checks anew its payer’s outlets alone', async () => {
  await price('gold', 'P1', '20,00')
  const [contract] = await ask<{ code: string; payer: string }>(
    `select k.code, p.code as payer from accounts.contract k
      join outlets.payer p on p.id = k.payer_id where k.id = '${town.ids.contract}'`,
  )
  const fields = {
    ...{ code: column('Договір'), payer: column('Платник'), priceList: column('Прайс') },
  }
  const line = `${contract?.code};${contract?.payer};gold`
  await imported('contracts', fields, `Договір;Платник;Прайс\n${line}\n`)
  expect(await recomputed()).toEqual([town.ids.outlet])
  expect(await differences(town.ids.outlet)).toEqual([{ kind: 'price_differs' }])
})

test('a payer that is joined to an outlet checks that outlet anew; said again it checks nobody', async () => {
  const [other] = await ask<{ code: string }>(
    `select code from outlets.outlet where id = '${town.ids.otherOutlet}'`,
  )
  const fields = { code: column('Код'), name: column('Назва'), outlet: column('Точка') }
  const text = `Код;Назва;Точка\nNEW;Новий ФОП;${other?.code}\n`
  await imported('payers', fields, text)
  expect(await recomputed()).toEqual([town.ids.otherOutlet])
  const before = await ask("select id from platform.fact where type = 'outlets.terms_changed'")
  expect(await imported('payers', fields, text)).toMatchObject({ written: 0 })
  const after = await ask("select id from platform.fact where type = 'outlets.terms_changed'")
  expect(after).toEqual(before)
})

test('an outlet that is put into another zone is checked anew, and no other', async () => {
  const [outlet] = await ask<{ code: string; name: string }>(
    `select code, name from outlets.outlet where id = '${town.ids.outlet}'`,
  )
  const fields = { code: column('Код'), name: column('Назва'), zone: column('Зона') }
  const line = `${outlet?.code};${outlet?.name};ZX`
  await imported('outlets', fields, `Код;Назва;Зона\n${line}\n`)
  expect(await recomputed()).toEqual([town.ids.outlet])
})
