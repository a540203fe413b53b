import { nextSlots, zonePlans } from '../../modules/delivery/delivery.ts'
import { type CLOCK_STEPS, clockCall, runClockCall, stopClockCall } from '../../platform/call.ts'
import { type Db, type Pools, readTenant } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { serveTenant, transactAs } from '../../platform/serve.ts'
import { askRun } from './keep-run.ts'
import { lastRun, runById, stopRun } from './run-queries.ts'

type Tenant = { id: string; timeZone: string }
type Step = (typeof CLOCK_STEPS)[number]

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const AHEAD: Record<Exclude<Step, 'cut_off'>, number> = {
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  twelve_weeks: 84 * DAY_MS,
}

/** What the clock shows, and the next cut-off of any zone. */
export async function clockOf(db: Db, { id, timeZone }: Tenant) {
  const { now, zones } = await zonePlans(db, id, timeZone)
  const cutOffs = [...zones.values()].flatMap(({ plan }) =>
    nextSlots(plan, now, 1).map(({ cutOffAt }) => cutOffAt),
  )
  return { now, nextCutOffAt: cutOffs.toSorted()[0] ?? null }
}

/** The demo's clock: what it shows, played forward, stopped. */
export const clockRoutes = ({ pools, demo }: { pools: Pools; demo: boolean }) => ({
  clock: serveTenant(clockCall, ({ tenant }) =>
    readTenant(pools.app, tenant.id, async (db) => {
      const clock = await clockOf(db, tenant)
      return ok({ demo, ...clock, run: (await lastRun(db, tenant.id)) ?? null })
    }),
  ),
  runClock: serveTenant(runClockCall, async (member, { id: runId, to }) => {
    if (!demo) return refuse({ code: 'not_demo' as const })
    return transactAs(pools.app, member, async (tx) => {
      const { tenant, personId } = member
      const known = await runById(tx, tenant.id, runId)
      if (known) return ok({ toAt: known.toAt })
      const { now, nextCutOffAt } = await clockOf(tx, tenant)
      if (to === 'cut_off' && nextCutOffAt === null) return refuse({ code: 'no_cut_off' as const })
      const nowMs = Date.parse(now)
      const toMs = to === 'cut_off' ? Date.parse(nextCutOffAt ?? now) : nowMs + AHEAD[to]
      const run = { distributorId: tenant.id, runId, askedBy: personId, nowMs, toMs }
      if (!(await askRun(tx, run))) return refuse({ code: 'clock_runs' as const })
      return ok({ toAt: new Date(toMs).toISOString() })
    })
  }),
  stopClock: serveTenant(stopClockCall, async (member) => {
    if (!demo) return refuse({ code: 'not_demo' as const })
    return transactAs(pools.app, member, async (tx) =>
      ok({ stopped: await stopRun(tx, member.tenant.id) }),
    )
  }),
})
