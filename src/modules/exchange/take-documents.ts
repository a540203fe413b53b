import { createHash } from 'node:crypto'
import { type Pools, type Tx, writeTenant } from '../../platform/db.ts'
import type { Status } from '../ordering/contract.ts'
import { applyErpStatus } from '../ordering/ordering.ts'
import type { DocumentRecord, Oddity } from './commerceml/records.ts'
import type { ReadUpload } from './commerceml/upload.ts'
import { knownDocuments, orderIdsOf, putDocument } from './document-queries.ts'
import type { Feed } from './feed-queries.ts'
import type { Mends } from './mend-rules.ts'
import type { OddityReport } from './oddity-report.ts'
import { linesTold, statusTold } from './status-rules.ts'

export type TakenDocuments = {
  documents: number
  /** Orders whose state the ERP changed. */
  moved: number
  /** Said before, word for word. */
  repeated: number
  /** No orders of ours: kept whole. */
  foreignOrders: number
}

const AT_ONCE = 200

/** Takes the orders among an upload's files, in transactions of their own. */
export async function takeUploadDocuments(
  pools: Pools,
  feed: Feed,
  work: { upload: ReadUpload; mends: Mends; report: OddityReport; dryRun: boolean },
): Promise<TakenDocuments> {
  const taken = noDocuments()
  for await (const { documents } of work.upload.parts()) {
    const batch = [...documents.values()]
    if (work.dryRun) taken.documents += batch.length
    else await takeDocuments(pools, feed, batch, { ...work, find: work.report.find, taken })
    await work.report.breathe({ step: 'orders', rows: taken.documents })
  }
  return taken
}

export const noDocuments = (): TakenDocuments => ({
  documents: 0,
  moved: 0,
  repeated: 0,
  foreignOrders: 0,
})

type Taking = { mends: Mends; find: (oddity: Oddity) => void; taken: TakenDocuments }

/**
 * Takes orders as the ERP tells them: its statuses go onto the timelines of ours, those that are
 * not ours are kept whole. What it said before, word for word, costs one look and changes nothing.
 */
export async function takeDocuments(
  pools: Pools,
  feed: Feed,
  documents: DocumentRecord[],
  taking: Taking,
): Promise<void> {
  for (let at = 0; at < documents.length; at += AT_ONCE) {
    const batch = documents.slice(at, at + AT_ONCE)
    await writeTenant(pools.app, feed.distributorId, (tx) => takeBatch(tx, feed, batch, taking))
  }
}

async function takeBatch(
  tx: Tx,
  feed: Feed,
  batch: DocumentRecord[],
  taking: Taking,
): Promise<void> {
  const ids = batch.map(({ id }) => id)
  const hashes = new Map(
    (await knownDocuments(tx, feed, ids)).map(({ externalId, hash }) => [externalId, hash]),
  )
  const told = batch.map((document) => ({ document, hash: hashOf(document) }))
  const fresh = told.filter(({ document, hash }) => hashes.get(document.id) !== hash)
  taking.taken.documents += batch.length
  taking.taken.repeated += batch.length - fresh.length
  if (fresh.length === 0) return
  const orders = await ordersMeant(
    tx,
    feed.distributorId,
    fresh.map(({ document }) => document),
  )
  for (const { document, hash } of fresh) {
    const orderId = orders.get(document.id) ?? null
    const outcome = orderId ? await moveOrder(tx, feed, { document, orderId, taking }) : 'unknown'
    if (outcome === 'moved') taking.taken.moved += 1
    if (outcome === 'unknown') taking.taken.foreignOrders += 1
    const odd = outcome in DONE
    const body = odd ? document : null
    await putDocument(tx, feed, { document, hash, orderId, body })
    if (odd) taking.find(oddityOf(document, outcome as keyof typeof DONE))
  }
}

// Where it stands in a file says nothing of the order.
function hashOf({ file: _file, line: _line, lines, ...document }: DocumentRecord): string {
  const said = { ...document, lines: lines.map(({ line: _at, ...line }) => line) }
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}

async function ordersMeant(
  tx: Tx,
  distributorId: string,
  documents: DocumentRecord[],
): Promise<Map<string, string>> {
  const ids = documents.map(({ id }) => id.toLowerCase())
  const numbers = documents.flatMap(({ number }) => (number === null ? [] : [number]))
  const found = await orderIdsOf(tx, distributorId, ids, numbers)
  const byId = new Map(found.map((order) => [order.id, order.id]))
  const byNumber = new Map(found.map((order) => [order.number, order.id]))
  return new Map(
    documents.flatMap(({ id, number }) => {
      const orderId = byId.get(id.toLowerCase()) ?? byNumber.get(number ?? '')
      return orderId ? [[id, orderId] as const] : []
    }),
  )
}

type Outcome = Awaited<ReturnType<typeof applyErpStatus>> | 'wordless'

async function moveOrder(
  tx: Tx,
  { distributorId }: Feed,
  { document, orderId, taking }: { document: DocumentRecord; orderId: string; taking: Taking },
): Promise<Outcome> {
  const decided = taking.mends.statuses.get(document.statusWord ?? '') as Status | undefined
  const status = decided ?? statusTold(document)
  if (!status) return 'wordless'
  const word = document.statusWord ?? status
  const { erpNumber } = document
  const lines = linesTold(document)
  return applyErpStatus(tx, { distributorId, orderId, status, word, erpNumber, lines })
}

const DONE = {
  unknown: 'kept whole: it is none of our orders',
  wordless: 'left as it is: the status word is not known',
  refused: 'left as it is: an order’s life does not go that way',
} as const

const oddityOf = (document: DocumentRecord, outcome: keyof typeof DONE): Oddity => ({
  file: document.file,
  line: document.line,
  id: document.id,
  code: `status_${outcome}`,
  detail: [document.number, document.statusWord].filter(Boolean).join(': '),
  done: DONE[outcome],
  ...(outcome === 'wordless' && { subject: document.statusWord ?? '' }),
})
