import { setTimeout as wait } from 'node:timers/promises'
import { type Pools, writeGlobal, writeTenant } from '../../platform/db.ts'
import type { Reaction } from '../../platform/dispatcher.ts'
import {
  addAgain,
  lockWaiting,
  markDone,
  markHandedOut,
  publishDue,
  type WaitingFact,
} from '../../platform/dispatcher-queries.ts'
import { workLeft } from '../../platform/queue-queries.ts'
import { flushWithDay } from './run-queries.ts'

/** What runs the reactions to facts here, in this process. */
export type Hands = {
  pools: Pools
  react: Record<string, Record<string, Reaction<never>>>
  means: unknown
  /** The reaction that waits for all others. */
  own: string
}

const AT_ONCE = 4
const LOOK_AGAIN_MS = 20
const PATIENCE_MS = 120_000

/** Does all that is due and all that follows from it, and waits for what other workers hold. */
export async function settle(hands: Hands): Promise<void> {
  const { pools, own } = hands
  const began = performance.now()
  while (performance.now() - began < PATIENCE_MS) {
    while ((await publishDue(pools.worker)) > 0);
    while ((await reactHere(hands)) > 0);
    if ((await workLeft(pools.worker, own)) === 0) return
    await wait(LOOK_AGAIN_MS)
  }
  throw new Error('what follows from the day is not done: does a worker run?')
}

// The facts stay locked while their reactions run: when this process is killed, they wait as before.
const reactHere = (hands: Hands): Promise<number> =>
  writeGlobal(hands.pools.worker, async (tx) => {
    const facts = await lockWaiting(tx, Object.keys(hands.react))
    const queue = jobsOf(hands, facts)
    const one = async () => {
      for (let job = queue.shift(); job; job = queue.shift()) await reactOnce(hands, job)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, one))
    if (facts.length > 0)
      await markHandedOut(
        tx,
        facts.map(({ id }) => id),
      )
    return facts.length
  })

type Job = { distributorId: string; type: string; reaction: string; facts: WaitingFact[] }

// All facts of a kind go to a reaction at once where it takes many, the oldest first.
function jobsOf({ react }: Hands, facts: WaitingFact[]): Job[] {
  const groups = new Map<string, Job>()
  for (const fact of facts) {
    const { distributorId, type, id } = fact
    for (const [reaction, does] of Object.entries(react[type] ?? {})) {
      const key = [distributorId, type, reaction, does.many ? '' : id].join(' ')
      const job = groups.get(key)
      if (job) job.facts.push(fact)
      else groups.set(key, { distributorId, type, reaction, facts: [fact] })
    }
  }
  return [...groups.values()]
}

// What fails becomes jobs: each is tried again by itself, and parked with its reason, as any other.
async function reactOnce(hands: Hands, job: Job): Promise<void> {
  const { pools, react, own } = hands
  const { distributorId, type, reaction, facts } = job
  const does = react[type]?.[reaction]
  const jobs = facts.map(({ id: factId }) => ({ distributorId, factId, reaction }))
  const again = async () => {
    for (const waiting of jobs) await addAgain(pools.worker, waiting)
  }
  if (!does || reaction === own) return again()
  try {
    await writeTenant(pools.app, distributorId, async (tx) => {
      await flushWithDay(tx)
      const first = new Set(await markDone(tx, jobs))
      const bodies = facts.filter(({ id }) => first.has(id)).map(({ body }) => body as never)
      if (does.many && bodies.length > 0) await does.many(tx, distributorId, bodies)
      else for (const body of bodies) await does(tx, body, hands.means as never)
    })
  } catch {
    await again()
  }
}
