import { setTimeout as wait } from 'node:timers/promises'
import { makeRandom } from '../src/demo/random.ts'
import { type Crew, startCrew, VICTIMS, type Victim } from './crew.ts'
import {
  auditOrders,
  auditReactions,
  breachesOf,
  type OrderBreaches,
  type ReactionBreaches,
} from './order-audit.ts'
import { type OrderLoad, startOrderLoad } from './order-load.ts'
import { placedRows, tellsTruth } from './placed-orders.ts'
import type { Shopper } from './shoppers.ts'
import type { UnderTest } from './under-test.ts'

export type Killed = {
  acknowledged: number
  lost: number
  worstMs: Record<Victim, number>
  /** From the last order until every reaction was done. */
  drainedMs: number
  unasked: string[]
  troubles: Record<string, number>
  breaches: OrderBreaches & ReactionBreaches
}
export type KillsAsked = {
  shoppers: Shopper[]
  seed: number
  kills: number
  hands: number
}

/** Kills database, server and worker in turns while orders flow, and then counts everything. */
export async function runKills(under: UnderTest, asked: KillsAsked): Promise<Killed> {
  const { seed, hands, kills } = asked
  const crew = await startCrew(under)
  const comeBack = await under.leaveToChildren()
  const random = makeRandom(`${seed} kills`)
  const worstMs = { database: 0, server: 0, worker: 0 }
  const { url } = crew
  const load = startOrderLoad({ url, shoppers: asked.shoppers, seed, kind: 'killed', hands })
  for (let round = 0; round < kills; round += 1) {
    for (const victim of VICTIMS) {
      await wait(random.between(200, 1200))
      const ms = await killAndTime(under, crew, load, victim)
      worstMs[victim] = Math.max(worstMs[victim], ms)
    }
  }
  await load.stop()
  const drainedMs = await drained(under)
  const lost = await lostOf(under, load)
  const breaches = {
    ...(await auditOrders(under.query)),
    ...(await auditReactions(under.query)),
  }
  await comeBack()
  await crew.stop()
  return {
    acknowledged: load.acknowledged.size,
    lost,
    worstMs,
    drainedMs,
    unasked: crew.unasked,
    troubles: Object.fromEntries(load.troubles),
    breaches,
  }
}

/** How many of these kills broke a promise. */
export const killBreaches = ({ lost, unasked, troubles, breaches }: Killed): number =>
  lost + unasked.length + breachesOf(troubles) + breachesOf(breaches)

/**
 * The control: an acknowledgement that does not wait for the commit to be written. Kills the
 * database until acknowledged orders are lost, at most so many times.
 */
export async function runUnsafeKills(
  under: UnderTest,
  { shoppers, seed, hands, kills }: KillsAsked,
): Promise<{ lost: number; acknowledged: number; kills: number }> {
  await under.query('alter role tandem_app set synchronous_commit = off')
  const crew = await startCrew(under)
  const load = startOrderLoad({ url: crew.url, shoppers, seed, kind: 'unsafe', hands })
  let lost = 0
  let done = 0
  while (lost === 0 && done < kills) {
    await wait(1_000)
    await crew.kill('database')
    await load.placeOne()
    lost = await lostOf(under, load)
    done += 1
  }
  await load.stop()
  await crew.stop()
  return { lost, acknowledged: load.acknowledged.size, kills: done }
}

async function killAndTime(
  under: UnderTest,
  crew: Crew,
  load: OrderLoad,
  victim: Victim,
): Promise<number> {
  const began = performance.now()
  await crew.kill(victim)
  if (victim === 'worker') {
    const before = await reactionsDone(under)
    await until(async () => (await reactionsDone(under)) > before, 120)
  } else await load.placeOne()
  return Math.round(performance.now() - began)
}

const reactionsDone = async (under: UnderTest): Promise<number> => {
  const [done] = await under.query<{ n: number }>(
    'select count(*)::int as n from platform.reaction_done',
  )
  return done?.n ?? 0
}

const DRAIN_SECONDS_MAX = 180

/** Waits until nothing is left to react to; how long that took, in milliseconds. */
export async function drained(under: UnderTest, secondsMax = DRAIN_SECONDS_MAX): Promise<number> {
  const began = performance.now()
  await until(async () => {
    const [left] = await under.query<{ n: number }>(
      `select ((select count(*) from platform.fact where handed_out_at is null)
         + (select count(*) from platform.due_fact where due_at < platform.now() + interval '2 s')
         + (select count(*) from graphile_worker._private_jobs))::int as n`,
    )
    return left?.n === 0
  }, secondsMax)
  return Math.round(performance.now() - began)
}

// False when it never came: what is left shows in the audit.
async function until(came: () => Promise<boolean>, seconds: number): Promise<boolean> {
  const deadline = performance.now() + seconds * 1000
  while (performance.now() < deadline) {
    if (await came()) return true
    await wait(50)
  }
  return false
}

async function lostOf(under: UnderTest, { acknowledged }: OrderLoad): Promise<number> {
  const rows = await placedRows(under.query, [...acknowledged.keys()])
  const lost = [...acknowledged].filter(([id, reply]) => !tellsTruth(reply, rows.get(id)))
  return lost.length
}
