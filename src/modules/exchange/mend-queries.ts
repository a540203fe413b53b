import { type Db, prepared, type Tx } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import type { Feed } from './feed-queries.ts'
import { PRICE_OF } from './mend-field-rules.ts'
import type { Mend } from './mend-rules.ts'

/** Everything that people decided about odd rows of a feed. */
export const mendsOf = (db: Db, { distributorId, feed }: Feed) =>
  prepared<Mend>(db, {
    name: 'mends_of',
    text: `select id, kind, external_id as "externalId", field, value, said, mended_by as "mendedBy",
        mended_at as "mendedAt"
      from exchange.mend where distributor_id = $1 and feed = $2 and forgotten_at is null
      order by mended_at desc, kind, external_id, field limit $3`,
    values: [distributorId, feed, LIMITS.mendsMax],
  })

export type OddityFound = {
  code: string
  externalId: string | null
  subject: string | null
  detail: string
  /** Of a row of a table: the field, and what stood in its cell. */
  field: string | null
  value: string | null
}

/** A row of a run's report, as it is mended. */
export const oddityById = async (
  db: Db,
  { distributorId, runId, rowNo }: { distributorId: string; runId: string; rowNo: number },
) =>
  (
    await prepared<OddityFound>(db, {
      name: 'oddity_by_id',
      text: `select code, external_id as "externalId", subject, detail, field, value from exchange.oddity
        where distributor_id = $1 and run_id = $2 and row_no = $3`,
      values: [distributorId, runId, rowNo],
    })
  )[0] ?? null

type NewMend = Pick<Mend, 'kind' | 'externalId' | 'field' | 'value' | 'mendedBy'> & {
  /** The row that it is said about. */
  row: { runId: string; rowNo: number; code: string }
  said: string
  shown: string
}

/** Keeps a decision in place of the one before it; false: there are too many of them. */
export const putMend = async (tx: Tx, feed: Feed, { row, ...mend }: NewMend): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'put_mend',
      text: `insert into exchange.mend (distributor_id, feed, kind, external_id, field, value, mended_by,
          run_id, row_no, code, said, shown)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
        where (select count(*) from exchange.mend where distributor_id = $1 and feed = $2
          and forgotten_at is null) < $13
        on conflict (distributor_id, feed, kind, external_id, field) do update
          set value = excluded.value, mended_by = excluded.mended_by, mended_at = platform.now(),
            run_id = excluded.run_id, row_no = excluded.row_no, code = excluded.code,
            said = excluded.said, shown = excluded.shown, used_at = null, used_run_id = null,
            forgotten_at = null, forgotten_by = null
        returning field`,
      values: [
        ...[feed.distributorId, feed.feed, mend.kind, mend.externalId, mend.field],
        ...[mend.value, mend.mendedBy, row.runId, row.rowNo, row.code, mend.said, mend.shown],
        LIMITS.mendsMax,
      ],
    })
  ).length === 1

/** Takes a decision back; of prices by list those of every list. */
export const dropMends = (
  tx: Tx,
  feed: Feed,
  mend: Pick<Mend, 'kind' | 'externalId' | 'field'> & { forgottenBy: string },
) =>
  prepared(tx, {
    name: 'drop_mends',
    text: `update exchange.mend
      set forgotten_at = platform.now(), settled_at = platform.now(), forgotten_by = $7
      where distributor_id = $1 and feed = $2 and kind = $3 and forgotten_at is null
        and external_id = $4 and (field = $5 or $5 = $6 and starts_with(field, $6))`,
    values: [
      ...[feed.distributorId, feed.feed, mend.kind, mend.externalId, mend.field, PRICE_OF],
      mend.forgottenBy,
    ],
  })

/** Marks all rows of a run that one decision mends, or is taken back from; returns how many. */
export const markMended = async (
  tx: Tx,
  run: { distributorId: string; runId: string },
  odd: OddityFound & { byId: boolean },
  mended: string | null,
): Promise<number> =>
  (
    await prepared(tx, {
      name: 'mark_mended',
      text: `update exchange.oddity set mended = $6
        where distributor_id = $1 and run_id = $2 and code = $3 and subject is not distinct from $4
          and (external_id is not distinct from $5 or not $7::boolean)
          and field is not distinct from $8 and value is not distinct from $9
        returning row_no`,
      values: [
        ...[run.distributorId, run.runId, odd.code, odd.subject, odd.externalId, mended],
        ...[odd.byId, odd.field, odd.value],
      ],
    })
  ).length

/** How many rows of a run were mended since. */
export const mendedOf = async (db: Db, distributorId: string, runId: string): Promise<number> =>
  (
    await prepared<{ rows: number }>(db, {
      name: 'mended_of_run',
      text: `select count(*)::int as rows from exchange.oddity
        where distributor_id = $1 and run_id = $2 and mended is not null`,
      values: [distributorId, runId],
    })
  )[0]?.rows ?? 0
