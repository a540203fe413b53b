import type { Figure } from './figure.ts'
import { commonProducts, leaveUnits, runLastUnit, runRush } from './hot-stock.ts'
import { runNaiveStock } from './naive-stock.ts'
import { auditOrders, breachesOf } from './order-audit.ts'
import { makeShoppers } from './shoppers.ts'
import { seeded } from './under-test.ts'

const SEED = 7
const CLIENTS = 32
const ORDERS = 2_500
const HOT = 30
const UNITS = 2_000

/**
 * 32 clients order 20 of 30 hot products of strict stock, in shuffled order, beyond what is there;
 * then eight buyers at once want the last unit, again and again. The control reads, then writes.
 */
export async function run(): Promise<Figure> {
  const under = await seeded({ outlets: 60, seed: SEED })
  try {
    const { url } = await under.startServer()
    const shoppers = await makeShoppers(under, url, CLIENTS)
    const hot = commonProducts(shoppers, HOT)
    await leaveUnits(under, hot, UNITS)
    const clients = { url, shoppers, seed: SEED }
    const rush = await runRush({ ...clients, hot, clients: CLIENTS, orders: ORDERS, lines: 20 })
    const [product] = hot
    if (!product) throw new Error('the shoppers have no product in common')
    const eight = { ...clients, shoppers: shoppers.slice(0, 8), product }
    const last = await runLastUnit(under, { ...eight, rounds: 100 })
    const deadlocks = await deadlocksOf(under.query)
    const found = await auditOrders(under.query)
    const troubles = { ...rush.troubles, ...last.troubles }
    const value = breachesOf(found) + breachesOf(troubles) + last.roundsWrong + deadlocks
    const naiveAsked = { products: HOT, units: 50, clients: CLIENTS, orders: 1_000, seed: SEED }
    const naive = await runNaiveStock(under, naiveAsked)
    const sold = { placed: rush.placed, refused: rush.refused, soldOut: hot.length }
    return {
      name: 'no-oversell',
      value,
      unit: 'balances oversold, negative or off the ledger, wrong winners, deadlocks, errors',
      bar: '0',
      ok: value === 0 && rush.refused > 0 && naive.oversold > 0,
      control: {
        readThenWrite: naive,
        ...sold,
        lastUnit: last,
        deadlocks,
        breaches: found,
        troubles,
      },
      seed: SEED,
    }
  } finally {
    await under.stop()
  }
}

const deadlocksOf = async (query: Parameters<typeof auditOrders>[0]): Promise<number> => {
  const [found] = await query<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  )
  return found?.deadlocks ?? 0
}
