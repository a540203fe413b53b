import { type Db, prepared, type Tx } from '../../platform/db.ts'

export const insertUpload = (
  tx: Tx,
  upload: { distributorId: string; id: string; feed: string; receivedBy: string },
) =>
  prepared(tx, {
    name: 'insert_upload',
    text: `insert into exchange.upload (distributor_id, id, feed, received_by)
      values ($1, $2, $3, $4)`,
    values: [upload.distributorId, upload.id, upload.feed, upload.receivedBy],
  })

export type KeptFile = { no: number; name: string; bytes: number }

export const insertUploadFiles = (
  tx: Tx,
  distributorId: string,
  uploadId: string,
  files: KeptFile[],
) =>
  prepared(tx, {
    name: 'insert_upload_files',
    text: `insert into exchange.upload_file (distributor_id, upload_id, no, name, bytes)
      select $1, $2, r.no, r.name, r.bytes
      from jsonb_to_recordset($3::jsonb) r (no int, name text, bytes bigint)`,
    values: [distributorId, uploadId, JSON.stringify(files)],
  })

export const uploadFilesOf = (db: Db, distributorId: string, uploadId: string) =>
  prepared<KeptFile>(db, {
    name: 'upload_files_of',
    text: `select no, name, bytes from exchange.upload_file
      where distributor_id = $1 and upload_id = $2 order by no`,
    values: [distributorId, uploadId],
  })

/** Marks as purged the uploads beyond the newest, but those somebody must decide about. */
export const purgeUploads = async (tx: Tx, distributorId: string, keep: number) =>
  (
    await prepared<{ id: string }>(tx, {
      name: 'purge_uploads',
      text: `update exchange.upload u set purged_at = platform.now()
        where u.distributor_id = $1 and u.purged_at is null and u.id in (
          select n.id from exchange.upload n where n.distributor_id = $1 and n.purged_at is null
          order by n.received_at desc, n.id desc offset $2)
        and not exists (select 1 from exchange.run r where r.distributor_id = $1
          and r.upload_id = u.id and r.status in ('running', 'receiving', 'waiting_approval'))
        returning u.id`,
      values: [distributorId, keep],
    })
  ).map(({ id }) => id)
