import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Oddity } from './commerceml/records.ts'

type Run = { distributorId: string; id: string }

/** Opens a run of an import; false when this run was opened before. */
export const openRun = async (
  tx: Tx,
  run: Run & {
    source: string
    startedBy: string
    dryRun: boolean
    uploadId: string
    replayOf: string | null
    sessionKey: string | null
    sessionId: string | null
  },
) => {
  const opened = await prepared(tx, {
    name: 'open_run',
    text: `insert into exchange.run (distributor_id, id, kind, source, status, started_by, dry_run,
        upload_id, replay_of, session_key, heard_at, session_id)
      values ($1, $2, 'catalogue', $3, 'running', $4, $5, $6, $7, $8, platform.now(), $9)
      on conflict (distributor_id, id) do nothing returning id`,
    values: [
      run.distributorId,
      run.id,
      run.source,
      run.startedBy,
      run.dryRun,
      run.uploadId,
      run.replayOf,
      run.sessionKey,
      run.sessionId,
    ],
  })
  return opened.length === 1
}

/** How far a run is; also the sign that its process lives. */
export const noteProgress = (tx: Tx, run: Run, progress: object) =>
  prepared(tx, {
    name: 'note_run_progress',
    text: `update exchange.run set progress = $3, heard_at = platform.now()
      where distributor_id = $1 and id = $2 and status = 'running'`,
    values: [run.distributorId, run.id, JSON.stringify(progress)],
  })

export type RunEnd = {
  status: 'done' | 'refused' | 'failed' | 'waiting_approval'
  counts: object
  refusal: object | null
  changes: object
  samples: object
}

export const endRun = (tx: Tx, run: Run, end: RunEnd) =>
  prepared(tx, {
    name: 'end_run',
    text: `update exchange.run set status = $3, counts = $4, refusal = $5, changes = $6,
        samples = $7, progress = null, finished_at = platform.now()
      where distributor_id = $1 and id = $2`,
    values: [
      run.distributorId,
      run.id,
      end.status,
      JSON.stringify(end.counts),
      end.refusal && JSON.stringify(end.refusal),
      JSON.stringify(end.changes),
      JSON.stringify(end.samples),
    ],
  })

/** Ends the runs whose process fell silent. */
export const failSilent = (tx: Tx, distributorId: string, silentSeconds: number) =>
  prepared(tx, {
    name: 'fail_silent_runs',
    text: `update exchange.run set status = 'failed', finished_at = platform.now(), progress = null,
        refusal = '{"code": "interrupted"}'
      where distributor_id = $1 and status = 'running' and heard_at is not null
        and heard_at < platform.now() - make_interval(secs => $2)`,
    values: [distributorId, silentSeconds],
  })

/** Full uploads of the feed that waited for a person: a newer full one takes their place. */
export const replaceWaiting = (tx: Tx, run: Run, feed: string) =>
  prepared(tx, {
    name: 'replace_waiting_runs',
    text: `update exchange.run r set status = 'replaced' from exchange.upload u
      where r.distributor_id = $1 and r.status = 'waiting_approval' and r.id <> $2
        and u.distributor_id = $1 and u.id = r.upload_id and u.feed = $3`,
    values: [run.distributorId, run.id, feed],
  })

export type SessionRun = {
  id: string
  status: string
  sessionKey: string
  counts: Record<string, number>
  refusal: Record<string, string | number> | null
  progress: Record<string, string | number> | null
}

/** The newest run that an open exchange asked for with just this content. */
export const runOfSession = async (db: Db, distributorId: string, sessionKey: string) =>
  (
    await prepared<SessionRun>(db, {
      name: 'run_of_session',
      text: `select id, status, session_key as "sessionKey", counts, refusal, progress
        from exchange.run where distributor_id = $1 and session_key = $2
          and started_at > platform.now() - interval '1 day'
        order by started_at desc limit 1`,
      values: [distributorId, sessionKey],
    })
  )[0] ?? null

/** Adds rows to the report of a run, numbered on from `from`. */
export const insertReported = (
  tx: Tx,
  run: Run,
  rows: (Oddity & { quarantined: boolean })[],
  from: number,
) =>
  prepared(tx, {
    name: 'insert_reported',
    text: `insert into exchange.oddity (distributor_id, run_id, row_no, file, line, external_id, code,
        detail, done, quarantined, subject)
      select $1, $2, $4 + r.ordinality, r.value ->> 'file', (r.value ->> 'line')::int,
        r.value ->> 'id', r.value ->> 'code', coalesce(r.value ->> 'detail', ''),
        coalesce(r.value ->> 'done', ''), (r.value ->> 'quarantined')::boolean,
        r.value ->> 'subject'
      from jsonb_array_elements($3::jsonb) with ordinality r`,
    values: [run.distributorId, run.id, JSON.stringify(rows), from],
  })
