import type { Tx } from '../../../platform/db.ts'
import { publish, publishAt, tellAfterCommit } from '../../../platform/facts.ts'
import { type FeedDue, feedDue, feedLate } from '../events.ts'
import { type Came, holdComing, markLate, noteComing } from './feed-queries.ts'
import { dueAfter } from './rhythm-rules.ts'

/** What a feed brought has been read: it is late no more, and expected anew. */
export async function noteCame(tx: Tx, distributorId: string, came: Came): Promise<void> {
  const feeds = await holdComing(tx, distributorId, came)
  for (const { id, rhythm, toleranceMinutes, timeZone, now } of feeds) {
    const last = { at: now, came: true }
    const dueAt = rhythm && dueAfter({ rhythm, toleranceMinutes, timeZone }, last)
    await noteComing(tx, { distributorId, id, dueAt })
    await expectFeed(tx, { distributorId, id, dueAt })
  }
  if (feeds.length > 0) tellAfterCommit(tx, distributorId, { kind: 'feed', id: null })
}

/** Looks at the feed when its time has passed; the last instant counts. */
export async function expectFeed(
  tx: Tx,
  { distributorId, id, dueAt }: { distributorId: string; id: string; dueAt: string | null },
): Promise<void> {
  if (!dueAt) return
  await publishAt(tx, { at: dueAt, subjectId: id }, feedDue({ distributorId, feedId: id }))
}

/** Says that a feed is late, unless it came meanwhile or was said to be late already. */
export async function judgeFeed(tx: Tx, { distributorId, feedId }: FeedDue): Promise<void> {
  const late = await markLate(tx, distributorId, feedId)
  if (!late) return
  await publish(tx, feedLate({ distributorId, feedId, lateSince: late.lateSince }))
}
