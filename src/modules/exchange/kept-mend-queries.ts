import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { MendUse } from './mend-field-rules.ts'
import type { Mend } from './mend-rules.ts'

type Run = { distributorId: string; id: string }

/** Notes which decisions a run needed. */
export const noteUsed = (tx: Tx, run: Run, mendIds: readonly string[]) =>
  prepared(tx, {
    name: 'note_mends_used',
    text: `update exchange.mend set used_at = platform.now(), used_run_id = $2
      where distributor_id = $1 and id = any($3::uuid[])`,
    values: [run.distributorId, run.id, mendIds],
  })

export type KeptMend = {
  id: string
  kind: Mend['kind']
  externalId: string
  field: string
  code: string | null
  said: string | null
  becomes: string
  mendedBy: string
  mendedAt: string
  runId: string | null
  usedAt: string | null
  usedRunId: string | null
  usedByLast: boolean
  forgottenAt: string | null
  forgottenBy: string | null
}

export type MendsAsked = {
  distributorId: string
  kind: string | null
  use: MendUse | null
  /** Part of an id, of what stood there, of what it becomes, or of a name. */
  text: string | null
  before: string | null
  limit: number
}

// A list or a warehouse of ours was kept by its id before it was kept as people read it.
const KEPT = `m.id, m.kind, m.external_id as "externalId", m.field, m.code, m.said,
  coalesce(m.shown, l.name, w.name, m.value) as becomes,
  m.mended_by as "mendedBy", m.mended_at as "mendedAt", m.run_id as "runId", m.used_at as "usedAt",
  m.used_run_id as "usedRunId", m.used_run_id is not null and m.used_run_id = last.id as "usedByLast",
  m.forgotten_at as "forgottenAt", m.forgotten_by as "forgottenBy"`

/** Decisions of people about odd rows, the newest first; those forgotten only when asked for. */
export const keptMends = (db: Db, asked: MendsAsked) =>
  prepared<KeptMend>(db, {
    name: 'kept_mends',
    text: `with last as materialized (
        select distinct on (u.feed) u.feed, r.id from exchange.run r
        join exchange.upload u on u.distributor_id = r.distributor_id and u.id = r.upload_id
        where r.distributor_id = $1 and r.status in ('done', 'waiting_approval', 'replaced', 'declined')
        order by u.feed, r.started_at desc, r.id desc)
      select ${KEPT} from exchange.mend m
      left join last on last.feed = m.feed
      left join pricing.price_list l on l.distributor_id = m.distributor_id
        and m.kind = 'price_type' and l.id::text = m.value
      left join stock.warehouse w on w.distributor_id = m.distributor_id
        and m.kind = 'warehouse' and w.id::text = m.value
      where m.distributor_id = $1 and ($2::text is null or m.kind = $2)
        and case coalesce($3::text, '')
          when 'used' then m.forgotten_at is null and m.used_run_id = last.id
          when 'unused' then m.forgotten_at is null
            and (m.used_run_id is null or m.used_run_id is distinct from last.id)
          when 'forgotten' then m.forgotten_at is not null
          else m.forgotten_at is null end
        and ($4::text is null or strpos(lower(concat_ws(' ', m.external_id, m.said, m.shown, m.value,
          m.mended_by)), lower($4)) > 0)
        and ($5::uuid is null or (m.mended_at, m.id) < (select b.mended_at, b.id
          from exchange.mend b where b.distributor_id = $1 and b.id = $5))
      order by m.mended_at desc, m.id desc limit $6`,
    values: [
      ...[asked.distributorId, asked.kind, asked.use, asked.text, asked.before, asked.limit],
    ],
  })

export type Settled = { runId: string | null; rowNo: number | null; shown: string | null }

/** Forgets a decision; null: there is none. */
export const forgetKept = async (
  tx: Tx,
  mend: { distributorId: string; mendId: string },
  forgottenBy: string,
) =>
  (
    await prepared<Settled>(tx, {
      name: 'forget_mend',
      text: `update exchange.mend set forgotten_at = coalesce(forgotten_at, platform.now()),
          forgotten_by = coalesce(forgotten_by, $3),
          settled_at = case when forgotten_at is null then platform.now() else settled_at end
        where distributor_id = $1 and id = $2
        returning run_id as "runId", row_no as "rowNo", shown`,
      values: [mend.distributorId, mend.mendId, forgottenBy],
    })
  )[0] ?? null

/** Holds a forgotten decision again; null: there is none. */
export const recallKept = async (tx: Tx, mend: { distributorId: string; mendId: string }) =>
  (
    await prepared<Settled>(tx, {
      name: 'recall_mend',
      text: `update exchange.mend set forgotten_at = null, forgotten_by = null,
          settled_at = case when forgotten_at is null then settled_at else platform.now() end
        where distributor_id = $1 and id = $2
        returning run_id as "runId", row_no as "rowNo", shown`,
      values: [mend.distributorId, mend.mendId],
    })
  )[0] ?? null
