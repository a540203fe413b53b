import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { v7 as uuidv7 } from 'uuid'
import { type Pools, readTenant, writeTenant } from '../../platform/db.ts'
import { tellAfterCommit } from '../../platform/facts.ts'
import { ok, type Result } from '../../platform/result.ts'
import type { Machine } from '../identity/identity.ts'
import { noteErpHasIt } from '../ordering/ordering.ts'
import { readUpload } from './commerceml/read-upload.ts'
import type { FileRefusal, Oddity } from './commerceml/records.ts'
import type { ReadUpload } from './commerceml/upload.ts'
import { type Place, uploadFiles } from './commerceml/upload-files.ts'
import { writeOrders } from './commerceml/write-orders.ts'
import { isKnownFile, noteFile } from './document-queries.ts'
import { FEED } from './feed.ts'
import type { Feed } from './feed-queries.ts'
import { noteCame } from './feeds/note-came.ts'
import { mendsNow } from './import-upload.ts'
import { confirmSent, finishRun, insertRun, markSent, ordersToSend } from './order-queries.ts'
import { insertReported } from './run-queries.ts'
import { noDocuments, type TakenDocuments, takeDocuments } from './take-documents.ts'

/** An ERP, and its session as the log of the protocol names it. */
type Asking = { machine: Machine; sessionId: string }

const ORDERS_AT_ONCE = 500

// What one open exchange carried is one batch: its success confirms just that.
const batchOf = (folder: string) => {
  const hash = createHash('sha256').update(folder).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

/** The orders that the ERP does not have yet, as CommerceML; sent again until it confirms. */
export async function orderDocuments(
  pools: Pools,
  machine: Machine,
  folder: string,
): Promise<string> {
  const { distributorId, timeZone } = machine
  return writeTenant(pools.app, distributorId, async (tx) => {
    const orders = await ordersToSend(tx, distributorId, timeZone, ORDERS_AT_ONCE)
    await markSent(tx, {
      distributorId,
      batchId: batchOf(folder),
      orderIds: orders.map((order) => order.id),
      versions: orders.map((order) => order.version),
    })
    return writeOrders(orders)
  })
}

/** The ERP has what the last answer carried: it leaves the queue and shows on the timelines. */
export function confirmOrders(
  pools: Pools,
  { machine, sessionId }: Asking,
  folder: string,
): Promise<void> {
  const { distributorId } = machine
  return writeTenant(pools.app, distributorId, async (tx) => {
    const confirmed = await confirmSent(tx, distributorId, batchOf(folder))
    if (machine.feedId) await noteCame(tx, distributorId, { feedId: machine.feedId })
    for (const order of confirmed) await noteErpHasIt(tx, distributorId, order)
    if (confirmed.length === 0) return
    const id = uuidv7()
    const run = { distributorId, id, source: 'sale query', sessionId }
    await insertRun(tx, { ...run, kind: 'orders', startedBy: 'ERP', dryRun: false })
    const counts = { sent: confirmed.length }
    await finishRun(tx, { distributorId, id, status: 'done', counts, refusal: null })
    tellAfterCommit(tx, distributorId, { kind: 'run', id: id })
  })
}

/**
 * Takes files of orders as the ERP sends them back. Bytes that came before cost one look; a run is
 * reported only when something moved or was odd.
 */
export async function takeOrderFiles(
  pools: Pools,
  { machine, sessionId }: Asking,
  places: Place[],
): Promise<Result<TakenDocuments, FileRefusal>> {
  const feed: Feed = { distributorId: machine.distributorId, feed: FEED }
  const hashed = await Promise.all(
    places.map(async (place) => ({ place, sha256: await hashOf(place.path) })),
  )
  const fresh: typeof hashed = []
  for (const file of hashed) {
    const known = await readTenant(pools.app, feed.distributorId, (db) =>
      isKnownFile(db, feed, file.sha256),
    )
    if (!known) fresh.push(file)
  }
  const taken = noDocuments()
  const { feedId } = machine
  if (fresh.length === 0) {
    if (feedId)
      await writeTenant(pools.app, feed.distributorId, (tx) =>
        noteCame(tx, feed.distributorId, { feedId }),
      )
    return ok(taken)
  }
  const oddities: Oddity[] = []
  const read = await readOrders(
    fresh.map(({ place }) => place),
    (odd) => oddities.push(odd),
  )
  if (!read.ok) return read
  try {
    const mends = await mendsNow(pools, feed)
    const find = (odd: Oddity) => void oddities.push(odd)
    for await (const { documents } of read.value.parts()) {
      await takeDocuments(pools, feed, [...documents.values()], { mends, find, taken })
    }
  } finally {
    await read.value.remove()
  }
  const source = fresh.map(({ place }) => place.name).join(', ')
  await writeTenant(pools.app, feed.distributorId, async (tx) => {
    for (const { sha256 } of fresh) await noteFile(tx, feed, sha256)
    if (feedId) await noteCame(tx, feed.distributorId, { feedId })
    if (taken.documents === taken.repeated && oddities.length === 0) return
    const run = { distributorId: feed.distributorId, id: uuidv7(), sessionId }
    await insertRun(tx, { ...run, kind: 'statuses', source, startedBy: 'ERP', dryRun: false })
    const rows = oddities.map((odd) => ({ ...odd, quarantined: false }))
    await insertReported(tx, run, rows, 0)
    const counts = { ...taken, oddities: oddities.length }
    await finishRun(tx, { ...run, status: 'done', counts, refusal: null })
    tellAfterCommit(tx, feed.distributorId, { kind: 'run', id: run.id })
  })
  return ok(taken)
}

async function readOrders(
  places: Place[],
  oddity: (odd: Oddity) => void,
): Promise<Result<ReadUpload, FileRefusal>> {
  const found = await uploadFiles(places)
  if (!found.ok) return found
  try {
    for (const odd of found.value.foreign) oddity(odd)
    return await readUpload(found.value.commerceml, { oddity })
  } finally {
    found.value.close()
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}
