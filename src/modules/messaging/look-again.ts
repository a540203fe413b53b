import { v5 as uuidv5 } from 'uuid'
import type { Tx } from '../../platform/db.ts'
import { publishAll, publishAllAt } from '../../platform/facts.ts'
import { messageDue, messagesDue } from './events.ts'

/** Messages that one job carries. */
const CARRIED_AT_ONCE = 100
const TOGETHER = '5b7a2c1e-6f0d-4d7e-9b1e-2f9f6d0c8a44'

/** Has messages looked at as soon as this commits. */
export const lookNow = (tx: Tx, distributorId: string, messageIds: string[]): Promise<void> =>
  publishAll(
    tx,
    inParts(messageIds).map((part) => dueOf(distributorId, part)),
  )

/** Has messages looked at when their instants come; those of one instant together. */
export async function lookAgain(
  tx: Tx,
  distributorId: string,
  waits: { messageId: string; until: string }[],
): Promise<void> {
  const at = new Map<string, string[]>()
  for (const { messageId, until } of waits) {
    const together = at.get(until)
    if (together) together.push(messageId)
    else at.set(until, [messageId])
  }
  const due = [...at].flatMap(([until, ids]) =>
    inParts(ids).map((part) => ({
      at: until,
      subjectId: subjectOf(part),
      fact: dueOf(distributorId, part),
    })),
  )
  await publishAllAt(tx, due)
}

function inParts(messageIds: string[]): string[][] {
  const parts: string[][] = []
  for (let from = 0; from < messageIds.length; from += CARRIED_AT_ONCE)
    parts.push(messageIds.slice(from, from + CARRIED_AT_ONCE))
  return parts
}

const dueOf = (distributorId: string, [first = '', ...others]: string[]) =>
  others.length === 0
    ? messageDue(distributorId, first)
    : messagesDue(distributorId, [first, ...others])

// The same messages that wait again are the same subject, so that their last instant counts.
const subjectOf = ([first = '', ...others]: string[]) =>
  others.length === 0 ? first : uuidv5([first, ...others].join(' '), TOGETHER)
