import { isAway, readGlobal, readTenant, writeTenant } from '../../platform/db.ts'
import { addresseesOf } from '../identity/identity.ts'
import { type Ended, endAttempts } from './attempt-queries.ts'
import type { CarryMeans } from './means.ts'
import { markSent, peopleOfMessages } from './message-queries.ts'
import { type Leaving, sendNow } from './send-now.ts'
import { takeSteps } from './take-steps.ts'

const STEPS_MAX = 24
const TRIES_MAX = 5
/** Claimed together and sent side by side: each is away before its claim is given up, and a kill cuts off few. */
const SENT_AT_ONCE = 8

/**
 * Carries messages as far as they go now: claims a channel's one try for each and commits, sends, writes
 * down what became of it, and takes the next channel where that failed. Between claim and end a
 * death leaves the try claimed: it is told as unknown later and never made again by itself.
 */
export async function carryMessages(
  means: CarryMeans,
  distributorId: string,
  messageIds: readonly string[],
): Promise<void> {
  const failures: unknown[] = []
  for (let from = 0; from < messageIds.length; from += SENT_AT_ONCE) {
    const some = messageIds.slice(from, from + SENT_AT_ONCE)
    failures.push(...(await carryApart(means, distributorId, some)))
  }
  // The library of jobs runs this reaction again, later each time; who has left rests then.
  if (failures.length > 0) throw failures[0]
}

// One that breaks keeps the others from nothing: those it came with go on without it.
async function carryApart(
  means: CarryMeans,
  distributorId: string,
  messageIds: string[],
): Promise<unknown[]> {
  try {
    return await carryTogether(means, distributorId, messageIds)
  } catch (error) {
    if (isAway(error)) throw error
    if (messageIds.length === 1) return [error]
    const half = Math.ceil(messageIds.length / 2)
    return [
      ...(await carryApart(means, distributorId, messageIds.slice(0, half))),
      ...(await carryApart(means, distributorId, messageIds.slice(half))),
    ]
  }
}

// Returns why messages have to be tried again by the same channel.
async function carryTogether(
  means: CarryMeans,
  distributorId: string,
  messageIds: string[],
): Promise<Error[]> {
  const { app } = means.pools
  let messages = await readTenant(app, distributorId, (db) =>
    peopleOfMessages(db, distributorId, messageIds),
  )
  if (messages.length === 0) return []
  const personIds = [...new Set(messages.map(({ personId }) => personId))]
  const people = await readGlobal(means.pools.identity, (db) =>
    addresseesOf(db, distributorId, personIds),
  )
  const again: Error[] = []
  for (let i = 0; i < STEPS_MAX && messages.length > 0; i += 1) {
    const { lost, leaving } = await writeTenant(app, distributorId, (tx) =>
      takeSteps(tx, means, { distributorId, messages, people }),
    )
    const ended = await sendAll(means, distributorId, leaving)
    again.push(...ended.flatMap(({ status, error }) => (status === 'again' ? [said(error)] : [])))
    const moved = ended.filter(({ status }) => status !== 'again').map(({ messageId }) => messageId)
    const moving = new Set([...lost, ...moved])
    messages = messages.filter(({ messageId }) => moving.has(messageId))
  }
  return again
}

const said = (error: string | null | undefined) => new Error(error ?? 'it did not leave')

// What became of each is written down as soon as the one before is: a death leaves few claims open.
async function sendAll(
  means: CarryMeans,
  distributorId: string,
  leaving: Leaving[],
): Promise<Ended[]> {
  const ended: Ended[] = []
  let told = 0
  let writing: Promise<unknown> = Promise.resolve()
  const write = async () => {
    const some = ended.slice(told)
    told = ended.length
    if (some.length > 0) await writeEnds(means, distributorId, some)
  }
  const sending = leaving.map(async (one) => {
    const { outcome, tries } = await sendNow(means, one)
    const status = outcome.kind === 'again' && tries >= TRIES_MAX ? 'failed' : outcome.kind
    ended.push({ messageId: one.messageId, channel: one.channel, ...outcome, status })
    writing = writing.then(write)
    writing.catch(() => undefined)
  })
  const results = await Promise.allSettled(sending)
  await writing
  const broken = results.find((result) => result.status === 'rejected')
  if (broken) throw broken.reason
  return ended
}

const writeEnds = (means: CarryMeans, distributorId: string, ended: Ended[]) =>
  writeTenant(means.pools.app, distributorId, async (tx) => {
    const sent = ended.filter(({ status }) => status === 'sent').map(({ messageId }) => messageId)
    if (sent.length > 0) await markSent(tx, distributorId, sent)
    await endAttempts(tx, distributorId, ended)
  })
