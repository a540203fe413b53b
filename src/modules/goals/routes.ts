import { type Db, type Pools, readTenant } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { ok, refuse } from '../../platform/result.ts'
import { serveTenant, transactAs } from '../../platform/serve.ts'
import { lastKnownDay } from '../habit/habit.ts'
import { seenIds } from '../outlets/outlets.ts'
import { runningLaunch } from '../rollout/rollout.ts'
import { baselineSize, baselinesOf, freezeBaseline } from './baseline-queries.ts'
import { baselinesCall, freezeBaselineCall, gaugeCall } from './contract.ts'
import { type GaugeRow, gaugeRows } from './gauge-queries.ts'
import { type GaugeSums, lawsOf, warningsOf } from './gauge-rules.ts'
import { helpCall } from './help/contract.ts'
import { helpOf } from './help/help.ts'

const COUNTS = {
  ...{ outlets: 0, drops: 0, orders: 0, lines: 0, products: 0, keptMinor: 0 },
  ...{ selfOrders: 0, independentOrders: 0, independentMinor: 0 },
}

const sumOf = (rows: GaugeRow[]): GaugeSums =>
  rows.reduce<GaugeSums>((sum, row) => {
    const keys = Object.keys(COUNTS) as (keyof typeof COUNTS)[]
    return Object.fromEntries(keys.map((key) => [key, sum[key] + row[key]])) as GaugeSums
  }, COUNTS)

async function gaugeOf(db: Db, distributorId: string) {
  const programme = await runningLaunch(db, distributorId)
  const throughDay = await lastKnownDay(db, distributorId)
  if (!programme || throughDay === null) return null
  const launchDay = programme.startsOn
  const rows = await gaugeRows(db, { distributorId, throughDay, launchDay })
  const told = (period: string, part: string) => {
    const of = rows.filter((row) => row.period === period && (part === 'all' || row.part === part))
    const { outlets, drops, orders, ...rest } = sumOf(of)
    return { outlets, drops, orders, ...lawsOf({ outlets, drops, orders, ...rest }) }
  }
  const parts = (['all', 'invited', 'held_out'] as const).map((part) => {
    const [now, before] = [told('now', part), told('before', part)]
    return { part, now, before, warnings: now.orders > 0 ? warningsOf(now, before) : [] }
  })
  return { throughDay, launchDay, parts }
}

export const goalsRoutes = ({ pools }: { pools: Pools }) => ({
  gauge: serveTenant(gaugeCall, ({ tenant }) =>
    readTenant(pools.app, tenant.id, async (db) => ok({ gauge: await gaugeOf(db, tenant.id) })),
  ),
  help: serveTenant(helpCall, (member, asked) =>
    readTenant(pools.app, member.tenant.id, async (db) => {
      const seen = await seenIds(db, member, 'rollout.read')
      return ok(await helpOf(db, { ...asked, distributorId: member.tenant.id, seen }))
    }),
  ),
  baselines: serveTenant(baselinesCall, ({ tenant }) =>
    readTenant(pools.app, tenant.id, async (db) =>
      ok({ baselines: await baselinesOf(db, tenant.id, LIMITS.pageRowsMax) }),
    ),
  ),
  freezeBaseline: serveTenant(freezeBaselineCall, (member, { id }) =>
    transactAs(pools.app, member, async (tx) => {
      const { tenant, personId } = member
      const known = await baselineSize(tx, tenant.id, id)
      if (known !== undefined) return ok({ outlets: known })
      const throughDay = await lastKnownDay(tx, tenant.id)
      if (throughDay === null) return refuse({ code: 'nothing_delivered' })
      const asked = { distributorId: tenant.id, id, frozenBy: personId, throughDay }
      return ok({ outlets: await freezeBaseline(tx, asked) })
    }),
  ),
})
