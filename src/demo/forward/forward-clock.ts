import { setTimeout as wait } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { demoLogins, staffOf, tenantByCode } from '../../modules/identity/identity.ts'
import { type Pools, readGlobal, readTenant, transact } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import { ok } from '../../platform/result.ts'
import type { Print } from '../../print.ts'
import { tenantCodes } from '../load-queries.ts'
import { DEMO_CODES } from '../tenants.ts'
import { clockOf } from './clock-routes.ts'
import { askRun } from './keep-run.ts'
import { runById, stopRun } from './run-queries.ts'

type Asked = { pools: Pools; spanMs: number; worker(): Promise<{ stop(): Promise<void> }> }

const UNIT_MS: Record<string, number> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const LOOK_MS = 250

/** A span as it is written, like 12w; null: that is none, or too far. */
export function spanOf(text: string): number | null {
  const [, count = '', unit = ''] = /^([1-9]\d{0,3})([hdw])$/.exec(text) ?? []
  const spanMs = Number(count) * (UNIT_MS[unit] ?? 0)
  return spanMs > 0 && spanMs <= LIMITS.clockRunSecondsMax * 1000 ? spanMs : null
}

/** Plays the demo's clock forward from the command line, telling each day; refused where data are real. */
export async function forwardClock(
  { pools, spanMs, worker }: Asked,
  print: Print,
): Promise<number> {
  const [code] = DEMO_CODES
  const tenant = await tenantByCode(pools, code)
  const logins = await readGlobal(pools.identity, demoLogins)
  const foreign = (await readGlobal(pools.identity, tenantCodes)).filter(
    (known) => !DEMO_CODES.some((demo) => demo === known),
  )
  if (!tenant || logins.length === 0 || foreign.length > 0) {
    const message = 'The clock moves over the data of a demo only; here are none, or others, too.'
    return print.fail({ code: 'not_demo', message })
  }
  const staff = await readGlobal(pools.identity, (db) => staffOf(db, tenant.id))
  const owner = staff.find(({ roles }) => roles.includes('owner'))
  const running = await worker()
  try {
    return await watch(pools, { ...tenant, askedBy: owner?.id ?? tenant.id, spanMs }, print)
  } finally {
    await running.stop()
  }
}

type Watched = { id: string; timeZone: string; askedBy: string; spanMs: number }

async function watch(pools: Pools, tenant: Watched, { say, tell }: Print): Promise<number> {
  const { id: distributorId, askedBy, spanMs } = tenant
  const runId = uuidv7()
  await transact(pools.app, distributorId, async (tx) => {
    // One that a killed program left is taken over: the clock stands where its last day ended.
    await stopRun(tx, distributorId)
    const nowMs = Date.parse((await clockOf(tx, tenant)).now)
    return ok(await askRun(tx, { distributorId, runId, askedBy, nowMs, toMs: nowMs + spanMs }))
  })
  const began = performance.now()
  const seconds = () => Math.round((performance.now() - began) / 100) / 10
  let told = 0
  while (true) {
    const run = await readTenant(pools.app, distributorId, (db) =>
      runById(db, distributorId, runId),
    )
    if (!run) throw new Error('the run is not written down')
    if (run.days > told) {
      told = run.days
      const { orders, deliveries, contacts } = run
      const did = `${orders} orders, ${deliveries} deliveries, ${contacts} contacts`
      say(`[${seconds()} s] ${run.reachedAt.slice(0, 16)}Z: ${did}`)
    }
    if (run.state !== 'running') {
      tell({ ...run, seconds: seconds() })
      return 0
    }
    await wait(LOOK_MS)
  }
}
