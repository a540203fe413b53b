import type { Db } from './db.ts'

/** What is known of a kept file. */
export const fileOf = (db: Db, distributorId: string, id: string) =>
  db
    .selectFrom('platform.file')
    .select(['media_type as mediaType', 'bytes'])
    .where('distributor_id', '=', distributorId)
    .where('id', '=', id)
    .executeTakeFirst()
