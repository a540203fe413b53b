import { afterAll, beforeAll, expect, test } from 'vitest'
import { commonProducts, leaveUnits, runLastUnit, runRush } from '../../bench/hot-stock.ts'
import { runIntake } from '../../bench/intake.ts'
import { auditIntake } from '../../bench/intake-audit.ts'
import { runKills } from '../../bench/kills.ts'
import { runNaiveStock } from '../../bench/naive-stock.ts'
import { auditOrders, breachesOf } from '../../bench/order-audit.ts'
import { checkoutCount } from '../../bench/placed-orders.ts'
import { makePlenty, makeShoppers, type Shopper } from '../../bench/shoppers.ts'
import { type Child, seeded, type UnderTest } from '../../bench/under-test.ts'
import { buildServer } from '../../bin/build.mjs'

const SEED = 11
const NONE = 0
let under: UnderTest
let servers: Child[]
let shoppers: Shopper[]
beforeAll(async () => {
  await buildServer()
  under = await seeded({ outlets: 12, seed: SEED, diskless: true })
  servers = await Promise.all([under.startServer(), under.startServer()])
  shoppers = await makeShoppers(under, servers[0]?.url ?? '', 8)
})
afterAll(() => under?.stop())

test('checkouts sent up to five times through a line that cuts are placed once each', async () => {
  const before = await checkoutCount(under.query)
  const ports = servers.map(({ port }) => port)
  const asked = { ports, shoppers, seed: SEED, checkouts: 60, naive: 20, hands: 8 }
  const intake = await runIntake(asked)
  expect(Math.min(...Object.values(intake.met))).toBeGreaterThan(0)
  const { doubledByNaive, ...breaches } = await auditIntake(under.query, before, intake)
  for (const [what, count] of Object.entries(breaches)) expect(count, what).toBe(NONE)
  expect(doubledByNaive).toBeGreaterThan(0)
})

test('clients at once sell hot products out, and nothing beyond; reading first oversells', async () => {
  const hot = commonProducts(shoppers, 12)
  const { url = '' } = servers[0] ?? {}
  await leaveUnits(under, hot, 30)
  const asked = { url, shoppers, seed: SEED }
  const rush = await runRush({ ...asked, hot, clients: 16, orders: 60, lines: 10 })
  expect(rush.troubles).toEqual({})
  expect(rush.refused).toBeGreaterThan(0)
  const [product] = hot
  if (!product) throw new Error('the shoppers have no product in common')
  const last = await runLastUnit(under, { ...asked, product, rounds: 5 })
  expect(last).toEqual({ placed: 5, refused: 35, troubles: {}, roundsWrong: 0 })
  expect(breachesOf(await auditOrders(under.query))).toBe(NONE)
  const naive = { products: 12, units: 10, clients: 8, orders: 100, seed: SEED }
  expect((await runNaiveStock(under, naive)).oversold).toBeGreaterThan(0)
})

test('a killed database, server and worker lose no order and do each reaction once', async () => {
  for (const server of servers) await server.stop()
  await makePlenty(under)
  const killed = await runKills(under, { shoppers, seed: SEED, kills: 1, hands: 4 })
  expect(killed.acknowledged).toBeGreaterThan(3)
  expect(killed).toMatchObject({ lost: 0, unasked: [], troubles: {} })
  for (const [what, count] of Object.entries(killed.breaches)) expect(count, what).toBe(NONE)
}, 120_000)
