import { type Db, prepared, type Tx } from '../../../platform/db.ts'

export type Heard = {
  distributorId: string
  sessionId: string
  login: string
  feedId: string | null
  type: string
  mode: string
  file: string
  bytes: number
  status: number
  failed: boolean
  answer: string
  ms: number
}

/** Counts a request of a session, and keeps it unless the session has said too much. */
export const keepRequest = (tx: Tx, heard: Heard, requestsMax: number) =>
  prepared(tx, {
    name: 'keep_exchange_request',
    text: `with session as (
        insert into exchange.session as s (distributor_id, id, login, feed_id, requests, failures,
          bytes)
        values ($1, $2, $3, $4, 1, $5, $6)
        on conflict (distributor_id, id) do update set requests = s.requests + 1,
          failures = s.failures + excluded.failures, bytes = s.bytes + excluded.bytes,
          heard_at = platform.now()
        returning requests)
      insert into exchange.request (distributor_id, session_id, request_no, type, mode, file, bytes,
        status, answer, ms)
      select $1, $2, requests, $7, $8, $9, $6, $10, $11, $12 from session where requests <= $13`,
    values: [
      ...[heard.distributorId, heard.sessionId, heard.login, heard.feedId, Number(heard.failed)],
      ...[heard.bytes, heard.type, heard.mode, heard.file, heard.status, heard.answer, heard.ms],
      requestsMax,
    ],
  })

export type SessionRow = {
  id: string
  login: string
  feedName: string | null
  openedAt: string
  heardAt: string
  requests: number
  failures: number
  bytes: number
}

const SESSION = `s.id, s.login, f.name as "feedName", s.opened_at as "openedAt",
  s.heard_at as "heardAt", s.requests, s.failures, s.bytes
  from exchange.session s left join exchange.feed f
    on f.distributor_id = s.distributor_id and f.id = s.feed_id`

/** Sessions, the one heard last first. */
export const sessionsPage = (
  db: Db,
  asked: { distributorId: string; before: [at: string, id: string] | null; limit: number },
) =>
  prepared<SessionRow>(db, {
    name: 'exchange_sessions_page',
    text: `select ${SESSION} where s.distributor_id = $1
        and ($2::timestamptz is null or (s.heard_at, s.id) < ($2, $3))
      order by s.heard_at desc, s.id desc limit $4`,
    values: [asked.distributorId, ...(asked.before ?? [null, null]), asked.limit],
  })

export const sessionById = async (db: Db, distributorId: string, id: string) =>
  (
    await prepared<SessionRow>(db, {
      name: 'exchange_session_by_id',
      text: `select ${SESSION} where s.distributor_id = $1 and s.id = $2`,
      values: [distributorId, id],
    })
  )[0]

export type RequestRow = {
  no: number
  at: string
  type: string
  mode: string
  file: string
  bytes: number
  status: number
  answer: string
  ms: number
}

export const requestsOf = (
  db: Db,
  asked: { distributorId: string; sessionId: string; after: number; limit: number },
) =>
  prepared<RequestRow>(db, {
    name: 'exchange_requests_of',
    text: `select request_no as no, at, type, mode, file, bytes, status, answer, ms
      from exchange.request where distributor_id = $1 and session_id = $2 and request_no > $3
      order by request_no limit $4`,
    values: [asked.distributorId, asked.sessionId, asked.after, asked.limit],
  })

/** The runs that a session asked for. */
export const runsOfSession = (db: Db, distributorId: string, sessionId: string, limit: number) =>
  prepared<{ id: string; source: string }>(db, {
    name: 'runs_of_exchange_session',
    text: `select id, source from exchange.run where distributor_id = $1 and session_id = $2
      order by started_at limit $3`,
    values: [distributorId, sessionId, limit],
  })
