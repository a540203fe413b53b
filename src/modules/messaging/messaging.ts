import { v7 as uuidv7 } from 'uuid'
import type { Db, Tx } from '../../platform/db.ts'
import { invariant } from '../../platform/result.ts'
import { type ReachRow, reachRows } from './log-queries.ts'
import { lookAgain, lookNow } from './look-again.ts'
import {
  endMessages,
  insertMessage,
  insertMessages,
  messageIdOfKey,
  type NewMessage,
} from './message-queries.ts'
import { markActed } from './receipt-queries.ts'
import type { Channel, Topic } from './words-rules.ts'

export { carryMessages } from './carry.ts'
export { type Foretold, foretell } from './foretell.ts'
export type { CarryMeans, Texts } from './means.ts'
export { isSendable, send } from './outgoing.ts'
export { plugMessaging } from './receipts.ts'

/** Something to be said to a person. */
export type Message = {
  distributorId: string
  personId: string
  /** What it is about: the person opts out by topic, and caps count by it. */
  topic: Topic
  /** The outlet it is about; left out when it is about none. */
  outletId?: string | null
  /** A key of src/message-texts.ts, with the values that its words need. */
  template: string
  values: Readonly<Record<string, string | number>>
  /** Where it leads, beginning with '/': people get a short signed address that counts as read. */
  link: string
  /** Not said before this instant; left out: as soon as possible. */
  notBefore?: string
  /** Not said from this instant on. A message that quiet hours keep until then is suppressed. */
  expiresAt?: string
  /** One key, one message of a distributor, as long as messages are kept (430 days): 'reminder OUTLET SLOT 24h'. */
  dedupeKey: string
  /** Which pool of the cost model pays for it. */
  costCenter: string
  /** Only this channel, without fallback. */
  onlyChannel?: Channel
}

/**
 * Says something to a person, in the caller's transaction: when it commits, the worker picks the
 * channel and sends; when it does not, nothing is said. The same dedupeKey again says nothing and
 * answers with the first message; then `first` is false.
 *
 * The person's opt-outs, the caps and the quiet hours are looked at when it would leave, not now:
 * a message may end as suppressed, with its reason. Keep the id for acted().
 */
export async function tell(tx: Tx, m: Message): Promise<{ messageId: string; first: boolean }> {
  invariant(/^\/(?!\/)/.test(m.link), 'a message leads to a page of ours')
  const { distributorId, dedupeKey } = m
  const id = uuidv7()
  const inserted = await insertMessage(tx, newMessage(m, id))
  if (!inserted) {
    const known = await messageIdOfKey(tx, distributorId, dedupeKey)
    invariant(known !== undefined, 'a key that is taken has its message')
    return { messageId: known, first: false }
  }
  if (inserted.later) {
    await lookAgain(tx, distributorId, [{ messageId: id, until: inserted.notBefore }])
  } else await lookNow(tx, distributorId, [id])
  return { messageId: id, first: true }
}

/**
 * Says many things at once, as tell() does, under ids that the caller made: a few statements whatever
 * their number. What was told before is left out; returns the ids that are new.
 */
export async function tellAll(
  tx: Tx,
  distributorId: string,
  messages: readonly (Message & { messageId: string })[],
): Promise<Set<string>> {
  if (messages.length === 0) return new Set()
  const rows = messages.map((m) => {
    invariant(/^\/(?!\/)/.test(m.link), 'a message leads to a page of ours')
    invariant(m.distributorId === distributorId, 'messages of one distributor are told together')
    return newMessage(m, m.messageId)
  })
  const inserted = await insertMessages(tx, distributorId, rows)
  const later = inserted.filter((one) => one.later)
  const now = inserted.filter((one) => !one.later).map(({ id }) => id)
  await lookNow(tx, distributorId, now)
  const waits = later.map(({ id, notBefore }) => ({ messageId: id, until: notBefore }))
  await lookAgain(tx, distributorId, waits)
  return new Set(inserted.map(({ id }) => id))
}

const newMessage = (m: Message, id: string): NewMessage => ({
  ...{ id, distributorId: m.distributorId, dedupeKey: m.dedupeKey, personId: m.personId },
  ...{ topic: m.topic, link: m.link, template: m.template, values: m.values },
  costCenter: m.costCenter,
  outletId: m.outletId ?? null,
  notBefore: m.notBefore ?? null,
  expiresAt: m.expiresAt ?? null,
  onlyChannel: m.onlyChannel ?? null,
})

/**
 * People did what their messages asked for (the reminded shop ordered): the last step of these, which no
 * other channel follows. Returns how many the distributor has.
 */
export const acted = (tx: Tx, distributorId: string, messageIds: string[]): Promise<number> =>
  markActed(tx, distributorId, messageIds)

/** A message that has not left yet is said no more. */
export async function unsay(tx: Tx, distributorId: string, dedupeKey: string): Promise<void> {
  const messageId = await messageIdOfKey(tx, distributorId, dedupeKey)
  if (messageId) {
    await endMessages(tx, distributorId, [{ messageId, status: 'suppressed', reason: 'expired' }])
  }
}

/** The person did what the message of this key asked for, as acted() says; false: there is none. */
export async function actedOnKey(
  tx: Tx,
  distributorId: string,
  dedupeKey: string,
): Promise<boolean> {
  const messageId = await messageIdOfKey(tx, distributorId, dedupeKey)
  return messageId !== undefined && (await markActed(tx, distributorId, [messageId])) === 1
}

/**
 * What each channel came to in the last days: tries sent, delivered, read, acted on, failed, unknown,
 * and what they cost. Of one topic, or of all.
 */
export const reach = (
  db: Db,
  asked: { distributorId: string; days: number; topic: Topic | null },
): Promise<ReachRow[]> => reachRows(db, asked)
