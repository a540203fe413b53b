import type { Db, Pool, Tx } from '../../platform/db.ts'
import { publish } from '../../platform/facts.ts'
import type { Member } from '../../platform/serve.ts'
import { checkOutlets } from './check-fit.ts'
import { stageCounts } from './cue/habit-queries.ts'
import { logContact } from './desk/log-contact.ts'
import { deskQueue } from './desk/queue.ts'
import { launchChanged } from './events.ts'
import { decidePresence } from './ladder/decide-presence.ts'
import { moveOutlets } from './ladder/move-ladder.ts'
import { undecidedOrders } from './ladder/presence-queries.ts'
import { bonusTotals } from './programme/bonus-queries.ts'
import { insertPromise, insertQuestion, questionsOf } from './programme/covenant-queries.ts'
import {
  openProgramme,
  type Programme,
  putProgramme,
  putTeam,
} from './programme/programme-queries.ts'
import { draftWave, type WaveWanted } from './wave/compile-wave.ts'
import { judgeReadiness } from './wave/judge-readiness.ts'
import { insertWave, type WaveRow, wavesOf } from './wave/wave-queries.ts'

/** Judges readiness and worth of all open outlets; returns how many changed. */
export const judgeAll = (tx: Tx, distributorId: string): Promise<number> =>
  judgeReadiness(tx, distributorId)

/** The launch that runs; undefined: none. */
export const runningLaunch = (db: Db, distributorId: string): Promise<Programme | undefined> =>
  openProgramme(db, distributorId)

/** The waves of a launch with how far their outlets came; the last first. */
export const wavesOfLaunch = (
  db: Db,
  distributorId: string,
  programmeId: string,
): Promise<WaveRow[]> => wavesOf(db, distributorId, programmeId)

/** Outlets by the stage of their habit. */
export const habitStages = (db: Db, distributorId: string) => stageCounts(db, distributorId, null)

/** What agents earned in a launch by outlets that became regular, and that held. */
export const bonusesOfLaunch = (db: Db, distributorId: string, programmeId: string) =>
  bonusTotals(db, distributorId, programmeId)

/** How many questions of the people nobody has answered. */
export const questionsWaiting = async (
  db: Db,
  distributorId: string,
  programmeId: string,
): Promise<number> =>
  (await questionsOf(db, distributorId, programmeId)).filter(({ answer }) => answer === null).length

/** The next best contacts of a member's desk, the best first. */
export const nextContacts = (db: Db, member: Member, limit: number) => deskQueue(db, member, limit)

/** Writes down what was said with an outlet, below the contact cap. */
export const noteContact = (pool: Pool, member: Member, said: Parameters<typeof logContact>[2]) =>
  logContact(pool, member, said)

export type Launch = {
  programme: Parameters<typeof putProgramme>[2]
  team: Omit<Parameters<typeof putTeam>[2], 'programmeId'>
  promises: Omit<Parameters<typeof insertPromise>[1], 'distributorId' | 'programmeId'>[]
  questions: Omit<Parameters<typeof insertQuestion>[1], 'distributorId' | 'programmeId'>[]
}

/** Makes a launch whole: goal, team, covenant. */
export async function foundLaunch(tx: Tx, distributorId: string, launch: Launch): Promise<void> {
  const { programme, team, promises, questions } = launch
  const owned = { distributorId, programmeId: programme.id }
  await putProgramme(tx, distributorId, programme)
  await putTeam(tx, distributorId, { ...team, programmeId: programme.id })
  for (const promise of promises) await insertPromise(tx, { ...promise, ...owned })
  for (const question of questions) await insertQuestion(tx, { ...question, ...owned })
  await publish(tx, launchChanged({ distributorId }))
}

/** Puts a wave together without asking what speaks against it; returns the invited, in their turn. */
export async function foundWave(
  tx: Tx,
  distributorId: string,
  wave: WaveWanted & { id: string; compiledBy: string },
): Promise<string[]> {
  const programme = await openProgramme(tx, distributorId)
  if (!programme) return []
  const drafted = await draftWave(tx, distributorId, programme, wave)
  if (drafted.chosen.length === 0) return []
  const unopposed = { overridden: [], overrideReason: null }
  const made = { distributorId, programmeId: programme.id }
  await insertWave(tx, { ...wave, ...drafted, ...unopposed, ...made })
  return drafted.chosen
    .filter(({ part }) => part === 'invited')
    .toSorted((a, b) => a.position - b.position)
    .map(({ outletId }) => outletId)
}

const ORDERS_AT_ONCE = 2_000
const OUTLETS_AT_ONCE = 200

/** Judges the fit of outlets now, not when their turn comes: for a base that came in whole. */
export async function checkAllFit(
  tx: Tx,
  distributorId: string,
  outletIds: string[],
): Promise<void> {
  for (const some of inBatches(outletIds)) await checkOutlets(tx, distributorId, some)
}

/** Decides about every order past its lock: for a base that came in whole. */
export async function decideAllOrders(tx: Tx, distributorId: string): Promise<void> {
  let after: { placedAt: string; id: string } | null = null
  while (true) {
    const orders = await undecidedOrders(tx, { distributorId, after, limit: ORDERS_AT_ONCE })
    after = orders.at(-1) ?? null
    if (after === null) return
    const ids = orders.map(({ id }) => id)
    await decidePresence(tx, distributorId, ids)
  }
}

/** Places outlets on the ladder now: for a base that came in whole. */
export async function placeAllOutlets(
  tx: Tx,
  distributorId: string,
  outletIds: string[],
): Promise<void> {
  for (const some of inBatches(outletIds)) await moveOutlets(tx, distributorId, some)
}

function* inBatches(ids: string[]): Generator<string[]> {
  for (let at = 0; at < ids.length; at += OUTLETS_AT_ONCE) yield ids.slice(at, at + OUTLETS_AT_ONCE)
}
