import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { RunRow } from './queries.ts'

/** How a run stands to the people who decide about its upload. */
export type Standing = {
  uploadId: string | null
  feed: string | null
  source: string
  status: RunRow['status']
  dryRun: boolean
  /** The files are there still. */
  kept: boolean
  /** No later run read the same files. */
  newest: boolean
  /** Another import was done, or rows were mended since: what the run saw may not hold any more. */
  outdated: boolean
}

const STANDING = `u.id as "uploadId", u.feed, r.source, r.status, r.dry_run as "dryRun",
  u.id is not null and u.purged_at is null as kept,
  not exists (select from exchange.run l where l.distributor_id = r.distributor_id
    and l.upload_id = r.upload_id and (l.started_at, l.id) > (r.started_at, r.id)) as newest,
  exists (select from exchange.run l join exchange.upload o on o.distributor_id = l.distributor_id
      and o.id = l.upload_id
    where l.distributor_id = r.distributor_id and o.feed = u.feed and not l.dry_run
      and l.status = 'done' and (l.started_at, l.id) > (r.started_at, r.id))
    or exists (select from exchange.mend m where m.distributor_id = r.distributor_id
      and m.feed = u.feed and greatest(m.mended_at, m.settled_at) > r.started_at) as outdated`

export const standingOf = async (db: Db, distributorId: string, runId: string) =>
  (
    await prepared<Standing>(db, {
      name: 'run_standing',
      text: `select ${STANDING} from exchange.run r
        left join exchange.upload u on u.distributor_id = r.distributor_id and u.id = r.upload_id
        where r.distributor_id = $1 and r.id = $2`,
      values: [distributorId, runId],
    })
  )[0] ?? null

export type UploadRow = {
  id: string
  receivedAt: string
  receivedBy: string
  files: number
  bytes: number
  names: string[]
  table: boolean
  runId: string | null
  run: Standing | null
}

const NAMES_SHOWN = 5

/** The kept uploads, the newest first, each with its newest run. */
export const keptUploads = (db: Db, distributorId: string, limit: number) =>
  prepared<UploadRow>(db, {
    name: 'kept_uploads',
    text: `select u.id, u.received_at as "receivedAt", u.received_by as "receivedBy",
        f.files, f.bytes, f.names, u.feed = 'table' and r.mapping is null as "table", r.id as "runId", r.run
      from exchange.upload u
      cross join lateral (select count(*)::int as files, coalesce(sum(bytes), 0)::float8 as bytes,
          coalesce(array_agg(name order by no) filter (where no <= ${NAMES_SHOWN}), '{}') as names
        from exchange.upload_file
        where distributor_id = u.distributor_id and upload_id = u.id) f
      left join lateral (select r.id, r.mapping, (select to_jsonb(s) from (select ${STANDING}) s) as run
        from exchange.run r where r.distributor_id = u.distributor_id and r.upload_id = u.id
        order by r.started_at desc, r.id desc limit 1) r on true
      where u.distributor_id = $1 and u.purged_at is null
      order by u.received_at desc, u.id desc limit $2`,
    values: [distributorId, limit],
  })

/** A kept upload, locked: decisions about it come one by one. */
export const lockUpload = async (tx: Tx, distributorId: string, uploadId: string) =>
  (
    await prepared<{ feed: string; running: boolean; files: number; source: string }>(tx, {
      name: 'lock_upload',
      text: `select u.feed, exists (select from exchange.run r where r.distributor_id = $1
            and r.upload_id = u.id and r.status = 'running') as running,
          (select count(*)::int from exchange.upload_file f where f.distributor_id = $1
            and f.upload_id = u.id) as files,
          (select coalesce(string_agg(f.name, ', ' order by f.no), '') from exchange.upload_file f
            where f.distributor_id = $1 and f.upload_id = u.id and f.no <= ${NAMES_SHOWN}) as source
        from exchange.upload u
        where u.distributor_id = $1 and u.id = $2 and u.purged_at is null for update`,
      values: [distributorId, uploadId],
    })
  )[0] ?? null

/** Notes who decided about a run; false when somebody did before. */
export const decideRun = async (
  tx: Tx,
  run: { distributorId: string; id: string },
  decidedBy: string,
) =>
  (
    await prepared(tx, {
      name: 'decide_run',
      text: `update exchange.run set decided_by = $3, decided_at = platform.now()
        where distributor_id = $1 and id = $2 and decided_at is null returning id`,
      values: [run.distributorId, run.id, decidedBy],
    })
  ).length === 1

/** Nothing of an upload is wanted: its files go, what waited for a person waits no more. */
export async function declineUpload(
  tx: Tx,
  upload: { distributorId: string; id: string },
  decidedBy: string,
): Promise<void> {
  await prepared(tx, {
    name: 'decline_runs',
    text: `update exchange.run set status = 'declined', decided_by = $3, decided_at = platform.now()
      where distributor_id = $1 and upload_id = $2 and decided_at is null
        and (status = 'waiting_approval' or dry_run and status = 'done')`,
    values: [upload.distributorId, upload.id, decidedBy],
  })
  await prepared(tx, {
    name: 'drop_upload',
    text: `update exchange.upload set purged_at = platform.now()
      where distributor_id = $1 and id = $2`,
    values: [upload.distributorId, upload.id],
  })
}

/** Begins an upload whose files come one by one; a second time nothing. */
export const beginUpload = (
  tx: Tx,
  upload: { distributorId: string; id: string; feed: string; receivedBy: string },
) =>
  prepared(tx, {
    name: 'begin_upload',
    text: `insert into exchange.upload (distributor_id, id, feed, received_by)
      values ($1, $2, $3, $4) on conflict (distributor_id, id) do nothing`,
    values: [upload.distributorId, upload.id, upload.feed, upload.receivedBy],
  })

/** Adds a file to an upload, or puts it in the place of the one sent before. */
export const putUploadFile = async (
  tx: Tx,
  upload: { distributorId: string; id: string },
  file: { no: number; name: string; bytes: number; bytesMax: number },
) =>
  (
    await prepared(tx, {
      name: 'put_upload_file',
      text: `insert into exchange.upload_file (distributor_id, upload_id, no, name, bytes)
        select $1, $2, $3, $4::text, $5::bigint where not exists (select from exchange.run r
            where r.distributor_id = $1 and r.upload_id = $2)
          and not exists (select from exchange.upload_file f where f.distributor_id = $1
            and f.upload_id = $2 and f.name = $4::text and f.no <> $3)
          and $5::bigint + coalesce((select sum(f.bytes) from exchange.upload_file f
            where f.distributor_id = $1 and f.upload_id = $2 and f.no <> $3), 0) <= $6::bigint
        on conflict (distributor_id, upload_id, no) do update
          set name = excluded.name, bytes = excluded.bytes returning no`,
      values: [upload.distributorId, upload.id, file.no, file.name, file.bytes, file.bytesMax],
    })
  ).length === 1
