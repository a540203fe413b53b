import { type Db, prepared, type Tx } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import type { Feed } from './feed-queries.ts'
import type { Mend } from './mend-rules.ts'

/** Everything that people decided about odd rows of a feed. */
export const mendsOf = (db: Db, { distributorId, feed }: Feed) =>
  prepared<Mend>(db, {
    name: 'mends_of',
    text: `select kind, external_id as "externalId", field, value, mended_by as "mendedBy",
        mended_at as "mendedAt"
      from exchange.mend where distributor_id = $1 and feed = $2
      order by mended_at desc, kind, external_id, field limit $3`,
    values: [distributorId, feed, LIMITS.mendsMax],
  })

export const putMend = (tx: Tx, { distributorId, feed }: Feed, mend: Omit<Mend, 'mendedAt'>) =>
  prepared(tx, {
    name: 'put_mend',
    text: `insert into exchange.mend (distributor_id, feed, kind, external_id, field, value, mended_by)
      values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (distributor_id, feed, kind, external_id, field) do update
        set value = excluded.value, mended_by = excluded.mended_by, mended_at = platform.now()`,
    values: [
      distributorId,
      feed,
      mend.kind,
      mend.externalId,
      mend.field,
      mend.value,
      mend.mendedBy,
    ],
  })

/** Takes a decision back; true when there was one. */
export const deleteMend = async (
  tx: Tx,
  { distributorId, feed }: Feed,
  mend: Pick<Mend, 'kind' | 'externalId' | 'field'>,
) =>
  (
    await prepared(tx, {
      name: 'delete_mend',
      text: `delete from exchange.mend where distributor_id = $1 and feed = $2 and kind = $3
        and external_id = $4 and field = $5 returning kind`,
      values: [distributorId, feed, mend.kind, mend.externalId, mend.field],
    })
  ).length > 0
