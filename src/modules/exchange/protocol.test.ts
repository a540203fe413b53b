import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeErp, statusFile } from '../../../test/erp.ts'
import { type Running, startTandem } from '../../../test/running.ts'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { readTenant, writeGlobal, writeTenant } from '../../platform/db.ts'
import { openSlots, outletPlan } from '../delivery/delivery.ts'
import { makeMachineKey } from '../identity/identity.ts'
import { placeOrder } from '../ordering/place-order.ts'
import { queueOrders, waitingOrders } from './queries.ts'

let database: TestDatabase
let tandem: Running
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database, { code: 'exchange' })
  await writeGlobal(database.pools.identity, (tx) =>
    makeMachineKey(tx, {
      distributorId: town.tenant.id,
      login: 'erp',
      secret: 'the secret of the erp',
    }),
  )
  tandem = await startTandem(database)
})
afterAll(async () => {
  await tandem?.stop()
  await database?.drop()
})

const erpOf = (secret = 'the secret of the erp') => makeErp(tandem.url, 'erp', secret)

const ask = <T>(text: string) =>
  readTenant(
    database.pools.app,
    town.tenant.id,
    async (db) => (await sql.raw<T>(text).execute(db)).rows,
  )

async function anOrder() {
  const { tenant, ids } = town
  const plan = await readTenant(database.pools.app, tenant.id, (db) =>
    outletPlan(db, { distributorId: tenant.id, timeZone: 'Europe/Kyiv', outletId: ids.outlet }),
  )
  const deliveryDay = plan ? (openSlots(plan, 1)[0]?.deliveryDay ?? '') : ''
  const lines = [{ productId: ids.bread, unitCode: 'шт', quantityMilli: 2000 }]
  const placed = await placeOrder(database.pools.app, town.buyer, {
    ...{ outletId: ids.outlet, checkoutId: randomUUID(), deliveryDay, lines, note: '' },
    ...{ preparedBy: 'buyer', origin: null, onDouble: 'keep' },
  })
  if (!placed.ok) throw new Error(placed.refusal.code)
  const [order] = placed.value.orders
  if (!order) throw new Error('no order')
  return order
}

const queued = async (orderId: string) => {
  for (let i = 0; i < 50; i += 1) {
    const rows = await ask(`select 1 from exchange.order_export where order_id = '${orderId}'`)
    if (rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the order was not queued')
}

test('the ERP gets an order until it confirms it, and then not again', async () => {
  const order = await anOrder()
  await queued(order.id)
  const erp = erpOf()
  expect(await erp.open('sale')).toBe('success')
  const first = await erp.ask('type=sale&mode=query')
  expect(first.text.split(order.number).length - 1).toBeGreaterThan(0)
  expect(first.text).toContain(order.id)
  const again = await erp.ask('type=sale&mode=query')
  expect(again.text).toContain(order.id)
  expect((await erp.ask('type=sale&mode=success')).text).toBe('success\n')
  expect((await erp.ask('type=sale&mode=query')).text).not.toContain(order.id)
  const kinds = await ask<{ kind: string }>(
    `select kind from ordering.order_event where order_id = '${order.id}' order by at`,
  )
  expect(kinds.map((row) => row.kind)).toEqual(['placed', 'sent_to_erp'])
})

test('of an order that waits in several versions the queue shows the newest, where its first one stands', async () => {
  const [one, two] = [await anOrder(), await anOrder()]
  await queued(one.id)
  await queued(two.id)
  const waiting = (limit: number) =>
    readTenant(database.pools.app, town.tenant.id, async (db) => {
      const rows = await waitingOrders(db, town.tenant.id, limit)
      return rows.map(({ orderId, version }) => [orderId, version])
    })
  // The page was read as a grouping of all that waits: it says the same.
  const counted = () =>
    ask<{ orderId: string; version: number }>(`select order_id as "orderId", max(version) as version
      from exchange.order_export where confirmed_at is null
      group by order_id order by min(queued_at), order_id`).then((rows) =>
      rows.map(({ orderId, version }) => [orderId, version]),
    )
  await writeTenant(database.pools.app, town.tenant.id, (tx) =>
    queueOrders(tx, town.tenant.id, [{ orderId: one.id, version: 7 }]),
  )
  const rows = await waiting(10)
  expect(rows).toEqual(await counted())
  expect(rows.filter(([id]) => id === one.id || id === two.id)).toEqual([
    [one.id, 7],
    [two.id, 1],
  ])
  expect(await waiting(1)).toEqual(rows.slice(0, 1))
})

test('a status comes back onto the timeline once; a word nobody knows is reported and changes nothing', async () => {
  const order = await anOrder()
  const erp = erpOf()
  await erp.open('sale')
  for (const word of ['Підтверджено', 'Підтверджено', 'Щось невідоме']) {
    expect(
      (await erp.send('sale', 'orders.xml', statusFile(order.id, order.number, word))).text,
    ).toBe('success\n')
  }
  expect(await ask(`select status from ordering.order where id = '${order.id}'`)).toEqual([
    { status: 'confirmed' },
  ])
  const events = await ask<{ kind: string }>(
    `select kind from ordering.order_event where order_id = '${order.id}' and actor_kind = 'erp'`,
  )
  expect(events.map((row) => row.kind)).toEqual(['confirmed'])
  expect(await ask(`select code from exchange.oddity`)).toEqual([{ code: 'status_wordless' }])
  const exported = await ask(
    `select 1 from exchange.order_export where order_id = '${order.id}' and version > 1`,
  )
  expect(exported).toEqual([])
})

test('an ERP without the right secret gets nothing', async () => {
  const erp = erpOf('a wrong secret')
  expect(await erp.open('sale')).toBe('failure')
  expect((await erp.ask('type=sale&mode=query')).status).toBe(401)
})

const XXE = [
  '<?xml version="1.0"?>',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
  '<КоммерческаяИнформация>&e;</КоммерческаяИнформация>',
].join('\n')

test('a hostile file is refused with its line within two seconds, and nothing is written', async () => {
  const erp = erpOf()
  await erp.open('catalog')
  await erp.send('catalog', 'import.xml', XXE)
  const began = performance.now()
  const { text } = await erp.ask('type=catalog&mode=import&filename=import.xml')
  expect(performance.now() - began).toBeLessThan(2000)
  expect(text).toMatch(/^failure\nimport\.xml:2: doctype/)
  expect(await ask(`select status from exchange.run where kind = 'catalogue'`)).toEqual([
    { status: 'refused' },
  ])
})

test('a file name that climbs out of its folder is not taken', async () => {
  const erp = erpOf()
  await erp.open('catalog')
  expect((await erp.send('catalog', '../../../evil.sh', 'x')).text).toMatch(/^failure/)
})

const shared = join(
  process.env.TANDEM_SHARED_DATA ?? '../shared/data',
  'commerceml',
  'nasha-ferma-2.08',
)
const reason = existsSync(shared) ? '' : ' (the shared data is absent: not run)'

test.runIf(existsSync(shared))(
  `the dairy export comes in by pieces and writes nothing the second time${reason}`,
  async () => {
    const erp = erpOf()
    for (const round of [1, 2]) {
      await erp.open('catalog')
      for (const file of readdirSync(shared).filter((name) => name.endsWith('.gz'))) {
        const xml = gunzipSync(readFileSync(join(shared, file)))
        const name = file.replace('.gz', '')
        for (let at = 0; at < xml.length; at += 500_000) {
          expect((await erp.send('catalog', name, xml.subarray(at, at + 500_000))).text).toBe(
            'success\n',
          )
        }
      }
      expect((await erp.import('type=catalog&mode=import&filename=import.xml')).text).toMatch(
        /^success\n/,
      )
      const [run] = await ask<{ counts: Record<string, number> }>(
        `select counts from exchange.run where kind = 'catalogue' order by started_at desc limit 1`,
      )
      expect(run?.counts).toMatchObject({
        products: 557,
        offers: 2233,
        groups: 82,
        unknownProduct: 1676,
        negativeStock: 161,
      })
      if (round === 1) expect(run?.counts.written).toBeGreaterThan(2000)
      else expect(run?.counts.written).toBe(0)
    }
    expect(
      await ask(
        `select count(*)::int as n from catalogue.product where published and category_id is not null`,
      ),
    ).toEqual([{ n: expect.any(Number) }])
  },
)
