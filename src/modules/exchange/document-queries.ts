import { type Db, prepared, type Tx } from '../../platform/db.ts'
import type { DocumentRecord } from './commerceml/records.ts'
import type { Feed } from './feed-queries.ts'

/** What the ERP last said of these documents, as hashes. */
export const knownDocuments = (db: Db, { distributorId, feed }: Feed, externalIds: string[]) =>
  prepared<{ externalId: string; hash: string }>(db, {
    name: 'known_documents',
    text: `select external_id as "externalId", encode(content_hash, 'hex') as hash
      from exchange.document
      where distributor_id = $1 and feed = $2 and external_id = any($3::text[])`,
    values: [distributorId, feed, externalIds],
  })

/** Orders of ours by their id or number. */
export const orderIdsOf = (db: Db, distributorId: string, ids: string[], numbers: string[]) =>
  prepared<{ id: string; number: string }>(db, {
    name: 'order_ids_of',
    text: `select id, number from ordering.order where distributor_id = $1
      and (id::text = any($2::text[]) or number = any($3::text[]))`,
    values: [distributorId, ids, numbers],
  })

/** Writes down what the ERP said of an order. */
export const putDocument = (
  tx: Tx,
  { distributorId, feed }: Feed,
  put: {
    document: DocumentRecord
    hash: string
    orderId: string | null
    body: DocumentRecord | null
  },
) =>
  prepared(tx, {
    name: 'put_document',
    text: `insert into exchange.document (distributor_id, feed, external_id, number, content_hash,
        order_id, body)
      values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7)
      on conflict (distributor_id, feed, external_id) do update set number = excluded.number,
        content_hash = excluded.content_hash, order_id = excluded.order_id, body = excluded.body,
        changed_at = platform.now()`,
    values: [
      distributorId,
      feed,
      put.document.id,
      put.document.number,
      put.hash,
      put.orderId,
      put.body && JSON.stringify(put.body),
    ],
  })

/** True when a file with these very bytes came before. */
export const isKnownFile = async (db: Db, { distributorId, feed }: Feed, sha256: string) =>
  (
    await prepared(db, {
      name: 'is_known_file',
      text: `select 1 from exchange.document_file
        where distributor_id = $1 and feed = $2 and sha256 = decode($3, 'hex')`,
      values: [distributorId, feed, sha256],
    })
  ).length > 0

export const noteFile = (tx: Tx, { distributorId, feed }: Feed, sha256: string) =>
  prepared(tx, {
    name: 'note_document_file',
    text: `insert into exchange.document_file (distributor_id, feed, sha256)
      values ($1, $2, decode($3, 'hex')) on conflict do nothing`,
    values: [distributorId, feed, sha256],
  })
