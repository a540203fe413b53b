import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import type { Kind } from '../table/mapping.ts'
import type { Rhythm } from './rhythm-rules.ts'

export type FeedRow = {
  id: string
  name: string
  kind: 'erp' | 'upload' | 'table'
  tableKind: Kind | null
  rhythm: Rhythm | null
  toleranceMinutes: number
  cameAt: string | null
  dueAt: string | null
  lateSince: string | null
}

const FEED = `f.id, f.name, f.kind, f.table_kind as "tableKind", f.rhythm,
  f.tolerance_minutes as "toleranceMinutes", f.came_at as "cameAt", f.due_at as "dueAt",
  f.late_since as "lateSince"`

/** The open feeds of a distributor, what is late first. */
export const openFeeds = (db: Db, distributorId: string) =>
  prepared<FeedRow>(db, {
    name: 'open_feeds',
    text: `select ${FEED} from exchange.feed f where f.distributor_id = $1 and f.closed_at is null
      order by f.late_since nulls last, f.name, f.id`,
    values: [distributorId],
  })

/** The kind of an open feed; null: there is none. */
export const openFeedKind = async (db: Db, distributorId: string, id: string) =>
  (
    await prepared<Pick<FeedRow, 'kind'>>(db, {
      name: 'open_feed_kind',
      text: `select kind from exchange.feed
        where distributor_id = $1 and id = $2 and closed_at is null`,
      values: [distributorId, id],
    })
  )[0]?.kind ?? null

export type HeldFeed = FeedRow & { now: string; timeZone: string; closed: boolean }

const HELD = `select ${FEED}, platform.now() as now, t.time_zone as "timeZone",
  f.closed_at is not null as closed
  from exchange.feed f join identity.tenant t on t.id = f.distributor_id`

/** A feed, held for a change. */
export const holdFeed = async (tx: Tx, distributorId: string, id: string) =>
  (
    await prepared<HeldFeed>(tx, {
      name: 'hold_feed',
      text: `${HELD} where f.distributor_id = $1 and f.id = $2 for update of f`,
      values: [distributorId, id],
    })
  )[0]

/** Whose coming it is: of a feed by its key, of what the office sent, or of a table. */
export type Came =
  | { feedId: string }
  | { kind: 'upload'; tableKind?: never }
  | { kind: 'table'; tableKind: Kind }

/** The open feeds that a coming belongs to, held in one order. */
export const holdComing = (tx: Tx, distributorId: string, came: Came) =>
  prepared<HeldFeed>(tx, {
    name: 'hold_coming_feeds',
    text: `${HELD} where f.distributor_id = $1 and f.closed_at is null
      and (f.id = $2 or (f.kind = $3 and (f.table_kind is null or f.table_kind = $4)))
      order by f.id for update of f`,
    values: [
      distributorId,
      'feedId' in came ? came.feedId : null,
      'kind' in came ? came.kind : null,
      'kind' in came ? (came.tableKind ?? null) : null,
    ],
  })

export const countFeeds = async (db: Db, distributorId: string) =>
  (
    await prepared<{ feeds: number }>(db, {
      name: 'count_feeds',
      text: `select count(*)::int as feeds from exchange.feed
        where distributor_id = $1 and closed_at is null`,
      values: [distributorId],
    })
  )[0]?.feeds ?? 0

/** The distributor's zone and the moment, for a feed that is not there yet. */
export const clockOf = async (db: Db, distributorId: string) => {
  const [clock] = await prepared<{ now: string; timeZone: string }>(db, {
    name: 'clock_of_distributor',
    text: `select platform.now() as now, time_zone as "timeZone" from identity.tenant t
      where t.id = $1`,
    values: [distributorId],
  })
  if (!clock) throw new Error('a distributor without a row')
  return clock
}

type Kept = { distributorId: string } & Pick<
  FeedRow,
  'id' | 'name' | 'kind' | 'tableKind' | 'rhythm' | 'toleranceMinutes' | 'dueAt'
>

export const insertFeed = (tx: Tx, feed: Kept) =>
  prepared(tx, {
    name: 'insert_feed',
    text: `insert into exchange.feed (distributor_id, id, name, kind, table_kind, rhythm,
        tolerance_minutes, due_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      ...[feed.distributorId, feed.id, feed.name, feed.kind, feed.tableKind],
      ...[feed.rhythm && JSON.stringify(feed.rhythm), feed.toleranceMinutes, feed.dueAt],
    ],
  })

/** Changes a feed; a new rhythm is a new promise, and nothing of it is late yet. */
export const updateFeed = (tx: Tx, feed: Omit<Kept, 'kind'> & { anew: boolean }) =>
  prepared(tx, {
    name: 'update_feed',
    text: `update exchange.feed set name = $3, table_kind = $4, rhythm = $5,
        tolerance_minutes = $6,
        due_at = case when $8 then $7 else due_at end,
        late_since = case when $8 then null else late_since end
      where distributor_id = $1 and id = $2`,
    values: [
      ...[feed.distributorId, feed.id, feed.name, feed.tableKind],
      ...[feed.rhythm && JSON.stringify(feed.rhythm), feed.toleranceMinutes, feed.dueAt],
      feed.anew,
    ],
  })

export const closeFeed = async (tx: Tx, distributorId: string, id: string) => {
  const closed = await prepared(tx, {
    name: 'close_feed',
    text: `update exchange.feed set closed_at = platform.now(), due_at = null, late_since = null
      where distributor_id = $1 and id = $2 and closed_at is null returning id`,
    values: [distributorId, id],
  })
  return closed.length === 1
}

/** It came: it is not late, and due again at an instant. */
export const noteComing = (
  tx: Tx,
  feed: { distributorId: string; id: string; dueAt: string | null },
) =>
  prepared(tx, {
    name: 'note_coming',
    text: `update exchange.feed set came_at = platform.now(), due_at = $3, late_since = null
      where distributor_id = $1 and id = $2`,
    values: [feed.distributorId, feed.id, feed.dueAt],
  })

/** An open feed that is late still since an instant, as it is told; null: it came meanwhile. */
export const lateFeed = async (
  db: Db,
  {
    distributorId,
    feedId,
    lateSince,
  }: { distributorId: string; feedId: string; lateSince: string },
) =>
  (
    await prepared<{ name: string; code: string; timeZone: string }>(db, {
      name: 'late_feed',
      text: `select f.name, t.code, t.time_zone as "timeZone" from exchange.feed f
        join identity.tenant t on t.id = f.distributor_id
        where f.distributor_id = $1 and f.id = $2 and f.closed_at is null and f.late_since = $3`,
      values: [distributorId, feedId, lateSince],
    })
  )[0] ?? null

/** Marks a feed whose instant has passed as late, once; its name, or null. */
export const markLate = async (tx: Tx, distributorId: string, id: string) =>
  (
    await prepared<{ name: string; lateSince: string }>(tx, {
      name: 'mark_feed_late',
      text: `update exchange.feed set late_since = due_at
        where distributor_id = $1 and id = $2 and closed_at is null and late_since is null
          and due_at <= platform.now() returning name, late_since as "lateSince"`,
      values: [distributorId, id],
    })
  )[0] ?? null
