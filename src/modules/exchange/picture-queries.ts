import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { Feed } from './feed-queries.ts'

export type KnownPicture = { path: string; fileId: string; sha256: string }

/** The pictures a feed has sent. */
export const picturesOf = (db: Db, { distributorId, feed }: Feed) =>
  prepared<KnownPicture>(db, {
    name: '',
    text: `select path, file_id as "fileId", encode(sha256, 'hex') as sha256
      from exchange.picture where distributor_id = $1 and feed = $2`,
    values: [distributorId, feed],
  })

/** Writes down pictures that came; one of the same path takes the place of the former. */
export const putPictures = (tx: Tx, { distributorId, feed }: Feed, rows: KnownPicture[]) =>
  prepared(tx, {
    name: '',
    text: `insert into exchange.picture (distributor_id, feed, path, file_id, sha256)
      select $1, $2, r.path, r."fileId", decode(r.sha256, 'hex')
      from jsonb_to_recordset($3::jsonb) r (path text, "fileId" uuid, sha256 text)
      on conflict (distributor_id, feed, path) do update
        set file_id = excluded.file_id, sha256 = excluded.sha256`,
    values: [distributorId, feed, JSON.stringify(rows)],
  })

/** Writes down which picture an item names; what is the same is not touched. */
export const putItemPictures = (
  tx: Tx,
  { distributorId, feed }: Feed,
  rows: { code: string; path: string }[],
) =>
  prepared(tx, {
    name: '',
    text: `insert into exchange.item_picture as i (distributor_id, feed, external_id, path)
      select $1, $2, r.code, r.path from jsonb_to_recordset($3::jsonb) r (code text, path text)
      where not exists (select 1 from exchange.item_picture k where k.distributor_id = $1
        and k.feed = $2 and k.external_id = r.code and k.path = r.path)
      on conflict (distributor_id, feed, external_id) do update set path = excluded.path`,
    values: [distributorId, feed, JSON.stringify(rows)],
  })

/** Items that named one of these pictures before, with the picture; not those named now. */
export const itemsNaming = (tx: Tx, { distributorId, feed }: Feed, paths: string[]) =>
  prepared<{ code: string; path: string }>(tx, {
    name: '',
    text: `select i.external_id as code, i.path from exchange.item_picture i
      join catalogue.product p on p.distributor_id = $1 and p.code = i.external_id
      where i.distributor_id = $1 and i.feed = $2 and i.path = any($3::text[])
        and not exists (select 1 from pg_temp.said_item s where s.code = i.external_id)`,
    values: [distributorId, feed, paths],
  })
