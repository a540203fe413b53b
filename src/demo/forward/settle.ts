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
    const queue = facts.flatMap((fact) =>
      Object.keys(hands.react[fact.type] ?? {}).map((reaction) => ({ fact, reaction })),
    )
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

type Job = { fact: WaitingFact; reaction: string }

// What fails becomes a job: it is tried again, and parked with its reason, as any other.
async function reactOnce({ pools, react, means, own }: Hands, { fact, reaction }: Job) {
  const { distributorId, id: factId, type, body } = fact
  const does = react[type]?.[reaction]
  if (!does || reaction === own) {
    await addAgain(pools.worker, { distributorId, factId, reaction })
    return
  }
  try {
    await writeTenant(pools.app, distributorId, async (tx) => {
      if (await markDone(tx, { distributorId, factId, reaction })) {
        await does(tx, body as never, means as never)
      }
    })
  } catch {
    await addAgain(pools.worker, { distributorId, factId, reaction })
  }
}
