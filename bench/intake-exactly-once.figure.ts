import type { Figure } from './figure.ts'
import { runIntake } from './intake.ts'
import { auditIntake } from './intake-audit.ts'
import { breachesOf } from './order-audit.ts'
import { checkoutCount } from './placed-orders.ts'
import { makeShoppers } from './shoppers.ts'
import { seeded } from './under-test.ts'

const SEED = 7
const CHECKOUTS = 10_000
const NAIVE = 500

/**
 * Checkouts sent one to five times, some at once, to two servers through a proxy that cuts before
 * and after the reply. The control is a client that takes a new id for every try.
 */
export async function run(): Promise<Figure> {
  const under = await seeded({ outlets: 60, seed: SEED })
  try {
    const servers = [await under.startServer(), await under.startServer()]
    const shoppers = await makeShoppers(under, servers[0]?.url ?? '', 32)
    const before = await checkoutCount(under.query)
    const intake = await runIntake({
      ports: servers.map(({ port }) => port),
      shoppers,
      seed: SEED,
      checkouts: CHECKOUTS,
      naive: NAIVE,
      hands: 16,
    })
    const { doubledByNaive, ...breaches } = await auditIntake(under.query, before, intake)
    const value = breachesOf(breaches)
    const { sends, met } = intake
    return {
      name: 'intake-exactly-once',
      value,
      unit: `breaches in ${CHECKOUTS} checkouts`,
      bar: '0',
      ok: value === 0 && doubledByNaive > 0,
      control: { doubledByNaive, naiveCheckouts: NAIVE, sends, met, breaches },
      seed: SEED,
    }
  } finally {
    await under.stop()
  }
}
