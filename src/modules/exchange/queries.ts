import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { RunChanges, RunSample } from './run-changes.ts'

/** Queues versions of orders for the ERP; the same version is queued once. */
export const queueOrders = (
  tx: Tx,
  distributorId: string,
  orders: { orderId: string; version: number }[],
) =>
  prepared(tx, {
    name: 'queue_orders',
    text: `insert into exchange.order_export (distributor_id, order_id, version)
      select $1, o.id, o.version from unnest($2::uuid[], $3::int[]) o (id, version)
      on conflict do nothing`,
    values: [
      distributorId,
      orders.map(({ orderId }) => orderId),
      orders.map(({ version }) => version),
    ],
  })

export type RunRow = {
  id: string
  kind: 'catalogue' | 'orders' | 'statuses' | 'table'
  source: string
  status:
    | 'receiving'
    | 'running'
    | 'done'
    | 'refused'
    | 'failed'
    | 'waiting_approval'
    | 'declined'
    | 'replaced'
  dryRun: boolean
  startedAt: string
  finishedAt: string | null
  startedBy: string
  counts: Record<string, number>
  refusal: Record<string, unknown> | null
  oddities: number
}

type SeenByRun = {
  progress: Record<string, string | number> | null
  changes: RunChanges | Record<string, never>
  samples: RunSample[]
  decidedBy: string | null
  sessionId: string | null
  replayOf: string | null
}

const RUN = `r.id, r.kind, r.source, r.status, r.dry_run as "dryRun", r.started_at as "startedAt",
  r.finished_at as "finishedAt", r.started_by as "startedBy", r.counts, r.refusal,
  (select count(*)::int from exchange.oddity o
   where o.distributor_id = r.distributor_id and o.run_id = r.id) as oddities`

export const runsPage = (db: Db, distributorId: string, before: string | null, limit: number) =>
  prepared<RunRow>(db, {
    name: 'runs_page',
    text: `select ${RUN} from exchange.run r where r.distributor_id = $1
      and ($2::timestamptz is null or r.started_at < $2) order by r.started_at desc limit $3`,
    values: [distributorId, before, limit],
  })

export const runById = async (db: Db, distributorId: string, runId: string) =>
  (
    await prepared<RunRow & SeenByRun>(db, {
      name: 'run_by_id',
      text: `select ${RUN}, r.progress, r.changes, r.decided_by as "decidedBy",
          (select s.id from exchange.session s
            where s.distributor_id = r.distributor_id and s.id = r.session_id) as "sessionId",
          r.replay_of as "replayOf",
          case when r.kind = 'catalogue' then r.samples else '[]' end as samples
        from exchange.run r where r.distributor_id = $1 and r.id = $2`,
      values: [distributorId, runId],
    })
  )[0]

export const oddityCodes = (db: Db, distributorId: string, runId: string) =>
  prepared<{ code: string; rows: number }>(db, {
    name: 'oddity_codes',
    text: `select code, count(*)::int as rows from exchange.oddity
      where distributor_id = $1 and run_id = $2 group by code order by rows desc, code`,
    values: [distributorId, runId],
  })

export type OddityRow = {
  rowNo: number
  file: string
  line: number | null
  externalId: string | null
  code: string
  detail: string
  done: string
  subject: string | null
  field: string | null
  value: string | null
  mended: string | null
}

export const odditiesPage = (
  db: Db,
  asked: {
    distributorId: string
    runId: string
    after: number
    code: string | null
    limit: number
  },
) =>
  prepared<OddityRow>(db, {
    name: 'oddities_page',
    text: `select row_no as "rowNo", file, line, external_id as "externalId", code, detail, done,
        subject, field, value, mended
      from exchange.oddity where distributor_id = $1 and run_id = $2 and row_no > $3
        and ($4::text is null or code = $4) order by row_no limit $5`,
    values: [asked.distributorId, asked.runId, asked.after, asked.code, asked.limit],
  })

export type QueueRow = {
  orderId: string
  number: string
  version: number
  queuedAt: string
  sentAt: string | null
}

/**
 * The first version of each order that waits for the ERP: read in the order it was queued, so that no
 * more is read than a page shows, however long the queue is.
 */
export const FIRST_WAITING = `exchange.order_export e
  where e.distributor_id = $1 and e.confirmed_at is null and not exists (
    select 1 from exchange.order_export f where f.distributor_id = $1 and f.order_id = e.order_id
      and f.confirmed_at is null and (f.queued_at, f.version) < (e.queued_at, e.version))
  order by e.queued_at, e.order_id`

/** The orders (their newest queued version) that the ERP has not confirmed, oldest first. */
export const waitingOrders = (db: Db, distributorId: string, limit: number) =>
  prepared<QueueRow>(db, {
    name: 'waiting_orders',
    text: `select e.order_id as "orderId", o.number, w.version, e.queued_at as "queuedAt",
        w.sent_at as "sentAt"
      from (select e.order_id, e.queued_at from ${FIRST_WAITING} limit $2) e
      join ordering.order o on o.distributor_id = $1 and o.id = e.order_id
      cross join lateral (select max(w.version) as version, max(w.sent_at) as sent_at
        from exchange.order_export w where w.distributor_id = $1 and w.order_id = e.order_id
          and w.confirmed_at is null) w
      order by e.queued_at, e.order_id`,
    values: [distributorId, limit],
  })

export const queueSummary = async (db: Db, distributorId: string) =>
  (
    await prepared<{ waiting: number; oldestAt: string | null; lastConfirmedAt: string | null }>(
      db,
      {
        name: 'queue_summary',
        text: `select (select count(distinct order_id)::int from exchange.order_export
          where distributor_id = $1 and confirmed_at is null) as waiting,
        (select min(queued_at) from exchange.order_export
          where distributor_id = $1 and confirmed_at is null) as "oldestAt",
        (select max(confirmed_at) from exchange.order_export
          where distributor_id = $1) as "lastConfirmedAt"`,
        values: [distributorId],
      },
    )
  )[0] ?? { waiting: 0, oldestAt: null, lastConfirmedAt: null }

export type ParkedRow = {
  factId: string
  reaction: string
  reason: string
  tries: number
  parkedAt: string
}

export const parkedOf = (db: Db, distributorId: string, limit: number) =>
  prepared<ParkedRow>(db, {
    name: 'parked_of',
    text: `select fact_id as "factId", reaction, reason, tries, parked_at as "parkedAt"
      from platform.parked_reaction where distributor_id = $1 and retried_at is null
      order by parked_at limit $2`,
    values: [distributorId, limit],
  })
