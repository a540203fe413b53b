import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import type { RunRow } from '../queries.ts'
import type { TableForm } from './form-rules.ts'
import { type Reading, readingKept } from './reading.ts'
import type { NamedSample } from './table-ground.ts'

type Run = { distributorId: string; id: string }

/** Opens the run of a table of the office; false when it was opened before. */
export const openTableRun = async (
  tx: Tx,
  run: Run & {
    uploadId: string
    source: string
    startedBy: string
    dryRun: boolean
    replayOf: string | null
    reading: Reading
  },
) => {
  const opened = await prepared(tx, {
    name: 'open_table_run',
    text: `insert into exchange.run (distributor_id, id, kind, source, status, started_by, dry_run,
        upload_id, form, mapping, replay_of, heard_at)
      values ($1, $2, 'table', $3, 'running', $4, $5, $6, $7, $8, $9, platform.now())
      on conflict (distributor_id, id) do nothing returning id`,
    values: [
      ...[run.distributorId, run.id, run.source, run.startedBy, run.dryRun, run.uploadId],
      ...[
        jsonOf(run.reading.form),
        jsonOf(run.reading.form ? null : run.reading.mapping),
        run.replayOf,
      ],
    ],
  })
  return opened.length === 1
}

const jsonOf = (what: object | null) => what && JSON.stringify(what)

type KeptReading = { form: TableForm | null; mapping: unknown }

/** How the newest run that read a table read it; null: nobody did. */
export async function newestReading(db: Db, distributorId: string, uploadId: string) {
  const [kept] = await prepared<KeptReading>(db, {
    name: 'newest_reading',
    text: `select form, mapping from exchange.run
      where distributor_id = $1 and upload_id = $2 and coalesce(form, mapping) is not null
      order by started_at desc, id desc limit 1`,
    values: [distributorId, uploadId],
  })
  return kept ? readingKept(kept) : null
}

/** How a run read its table; null: it read files of an ERP. */
export async function readingOfRun(db: Db, distributorId: string, runId: string) {
  const [kept] = await prepared<KeptReading>(db, {
    name: 'reading_of_run',
    text: `select form, mapping from exchange.run
      where distributor_id = $1 and id = $2 and coalesce(form, mapping) is not null`,
    values: [distributorId, runId],
  })
  return kept ? readingKept(kept) : null
}

/** The sign that a run's process lives, while one long statement lasts. */
export const hearRun = (tx: Tx, run: Run) =>
  prepared(tx, {
    name: 'hear_run',
    text: `update exchange.run set heard_at = platform.now()
      where distributor_id = $1 and id = $2 and status = 'running'`,
    values: [run.distributorId, run.id],
  })

/** The newest run that read a table, with how it read it. */
export const newestForm = async (db: Db, distributorId: string, uploadId: string) =>
  (
    await prepared<{ runId: string; form: TableForm }>(db, {
      name: 'newest_form',
      text: `select id as "runId", form from exchange.run
        where distributor_id = $1 and upload_id = $2 and form is not null
        order by started_at desc, id desc limit 1`,
      values: [distributorId, uploadId],
    })
  )[0] ?? null

/** How tables of this kind were read before, by the signature of their headers. */
export const keptForms = (db: Db, distributorId: string, kind: string) =>
  prepared<{ signature: string; form: TableForm; keptBy: string }>(db, {
    name: 'kept_forms',
    text: `select signature, form, kept_by as "keptBy" from exchange.table_form
      where distributor_id = $1 and kind = $2 order by kept_at desc`,
    values: [distributorId, kind],
  })

/** Remembers how a table of such headers is read. */
export const keepForm = (
  tx: Tx,
  kept: { distributorId: string; signature: string; form: TableForm; keptBy: string },
) =>
  prepared(tx, {
    name: 'keep_form',
    text: `insert into exchange.table_form (distributor_id, kind, signature, form, kept_by)
      values ($1, $2, $3, $4, $5) on conflict (distributor_id, kind, signature)
      do update set form = excluded.form, kept_by = excluded.kept_by, kept_at = platform.now()`,
    values: [
      ...[kept.distributorId, kept.form.kind, kept.signature],
      ...[JSON.stringify(kept.form), kept.keptBy],
    ],
  })

/** A table that waits, by its upload; null when it is none, or was purged. */
export const keptTable = async (db: Db, distributorId: string, uploadId: string, feed: string) =>
  (
    await prepared<{ name: string; bytes: number }>(db, {
      name: 'kept_table',
      text: `select f.name, f.bytes::float8 as bytes from exchange.upload u
        join exchange.upload_file f on f.distributor_id = u.distributor_id and f.upload_id = u.id
        where u.distributor_id = $1 and u.id = $2 and u.feed = $3 and u.purged_at is null
        order by f.no limit 1`,
      values: [distributorId, uploadId, feed],
    })
  )[0] ?? null

/** Codes that a table's constant may name: the price lists and the warehouses. */
export const knownCodes = async (db: Db, distributorId: string) =>
  (
    await prepared<{ list: string[]; warehouse: string[] }>(db, {
      name: 'known_codes',
      text: `select
        (select coalesce(array_agg(code order by code), '{}') from pricing.price_list
          where distributor_id = $1) as list,
        (select coalesce(array_agg(code order by rank, code), '{}') from stock.warehouse
          where distributor_id = $1) as warehouse`,
      values: [distributorId],
    })
  )[0] ?? { list: [], warehouse: [] }

export type TableRunRow = Omit<RunRow, 'kind' | 'oddities'> & {
  uploadId: string | null
  form: TableForm
  samples: NamedSample[]
}

/** A run that read a table of the office. */
export const tableRunById = async (db: Db, distributorId: string, runId: string) =>
  (
    await prepared<TableRunRow>(db, {
      name: 'table_run_by_id',
      text: `select id, source, status, dry_run as "dryRun", started_at as "startedAt",
          finished_at as "finishedAt", started_by as "startedBy", counts, refusal,
          upload_id as "uploadId", form, samples
        from exchange.run where distributor_id = $1 and id = $2 and form is not null`,
      values: [distributorId, runId],
    })
  )[0] ?? null

export type FoundRow = {
  rowNo: number
  line: number | null
  field: string | null
  value: string | null
  externalId: string | null
  code: string
  done: string
  subject: string | null
  mended: string | null
}

/** What a run found, row by row; of the quarantined alone, or of all. */
export const findingsPage = (
  db: Db,
  asked: {
    distributorId: string
    runId: string
    after: number
    done: string | null
    limit: number
  },
) =>
  prepared<FoundRow>(db, {
    name: 'findings_page',
    text: `select row_no as "rowNo", line, field, value, external_id as "externalId", code, done,
        subject, mended
      from exchange.oddity where distributor_id = $1 and run_id = $2 and row_no > $3
        and ($4::text is null or done = $4) order by row_no limit $5`,
    values: [asked.distributorId, asked.runId, asked.after, asked.done, asked.limit],
  })

/** What people call the rows that ids in samples mean. */
export const namesOfIds = (db: Db, distributorId: string, ids: string[]) =>
  prepared<{ id: string; name: string }>(db, {
    name: 'names_of_ids',
    text: `select id, name from catalogue.product
        where distributor_id = $1 and id = any($2::uuid[])
      union all select id, name from pricing.price_list
        where distributor_id = $1 and id = any($2::uuid[])
      union all select id, name from stock.warehouse
        where distributor_id = $1 and id = any($2::uuid[])
      union all select id, name from outlets.agent
        where distributor_id = $1 and id = any($2::uuid[])`,
    values: [distributorId, ids],
  })
