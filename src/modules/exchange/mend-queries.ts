import { type Db, prepared } from '../../platform/db.ts'
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
