import { join } from 'node:path'
import { sql } from 'kysely'
import { type Db, prepared, type Tx } from './db.ts'

/** What is known of a kept file. */
export const fileOf = (db: Db, distributorId: string, id: string) =>
  db
    .selectFrom('platform.file')
    .select(['media_type as mediaType', 'bytes', sql<string>`encode(sha256, 'hex')`.as('sha256')])
    .where('distributor_id', '=', distributorId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Where a file's bytes lie: by tenant, then by id. */
export const filePath = (dataFolder: string, distributorId: string, id: string): string =>
  join(dataFolder, 'files', distributorId, id.slice(0, 2), id)

/** Writes down files whose bytes are in the store. */
export const insertFiles = (
  tx: Tx,
  distributorId: string,
  files: { id: string; mediaType: string; bytes: number; sha256: string }[],
) =>
  prepared(tx, {
    name: 'insert_files',
    text: `insert into platform.file (distributor_id, id, media_type, bytes, sha256)
      select $1, r.id, r."mediaType", r.bytes, decode(r.sha256, 'hex')
      from jsonb_to_recordset($2::jsonb) r (id uuid, "mediaType" text, bytes bigint, sha256 text)`,
    values: [distributorId, JSON.stringify(files)],
  })
