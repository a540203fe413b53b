import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { type Pools, transact, writeTenant } from '../../platform/db.ts'
import { tellAfterCommit } from '../../platform/facts.ts'
import { ok, type Result } from '../../platform/result.ts'
import type { Machine } from '../identity/identity.ts'
import { applyErpStatus, noteErpHasIt } from '../ordering/ordering.ts'
import { readCommerceml } from './commerceml/read-commerceml.ts'
import type { DocumentRecord, FileRefusal } from './commerceml/records.ts'
import { writeOrders } from './commerceml/write-orders.ts'
import {
  confirmSent,
  finishRun,
  insertOddities,
  insertRun,
  markSent,
  type NewOddity,
  orderIdOf,
  ordersToSend,
} from './order-queries.ts'
import { linesTold, statusTold } from './status-rules.ts'

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
export function confirmOrders(pools: Pools, machine: Machine, folder: string): Promise<void> {
  const { distributorId } = machine
  return writeTenant(pools.app, distributorId, async (tx) => {
    const confirmed = await confirmSent(tx, distributorId, batchOf(folder))
    for (const orderId of confirmed) await noteErpHasIt(tx, distributorId, orderId)
    if (confirmed.length === 0) return
    const id = uuidv7()
    const run = { distributorId, id, source: 'sale query' }
    await insertRun(tx, { ...run, kind: 'orders', startedBy: 'ERP', dryRun: false })
    const counts = { sent: confirmed.length }
    await finishRun(tx, { distributorId, id, status: 'done', counts, refusal: null })
    tellAfterCommit(tx, distributorId, 'run', id)
  })
}

/** Statuses coming back from the ERP go onto the orders' timelines; what is odd is reported. */
export async function takeStatuses(
  pools: Pools,
  machine: Machine,
  files: string[],
): Promise<Result<{ moved: number }, FileRefusal>> {
  const { distributorId } = machine
  const id = uuidv7()
  return transact(pools.app, distributorId, async (tx) => {
    const documents: DocumentRecord[] = []
    for (const file of files) {
      const record = (known: { kind: string }) => {
        if (known.kind === 'document') documents.push(known as DocumentRecord)
      }
      const read = await readCommerceml(file, fileName(file), { record, oddity: () => undefined })
      if (!read.ok) return read
    }
    const source = files.map(fileName).join(', ')
    await insertRun(tx, {
      distributorId,
      id,
      kind: 'statuses',
      source,
      startedBy: 'ERP',
      dryRun: false,
    })
    const counts = { documents: documents.length, moved: 0, kept: 0 }
    const oddities: NewOddity[] = []
    for (const document of documents) {
      const outcome = await takeDocument(tx, distributorId, document)
      if (outcome === 'moved') counts.moved += 1
      else if (outcome === 'kept') counts.kept += 1
      else oddities.push(oddityOf(document, outcome))
    }
    await insertOddities(tx, distributorId, id, oddities, 0)
    await finishRun(tx, { distributorId, id, status: 'done', counts, refusal: null })
    tellAfterCommit(tx, distributorId, 'run', id)
    return ok({ moved: counts.moved })
  })
}

const fileName = (path: string) => path.slice(path.lastIndexOf('/') + 1)

type Outcome = Awaited<ReturnType<typeof applyErpStatus>> | 'wordless'

async function takeDocument(
  tx: Parameters<typeof applyErpStatus>[0],
  distributorId: string,
  document: DocumentRecord,
): Promise<Outcome> {
  const orderId = await orderIdOf(tx, distributorId, document.id, document.number)
  if (!orderId) return 'unknown'
  const status = statusTold(document)
  if (!status) return 'wordless'
  const word = document.statusWord ?? status
  const { erpNumber } = document
  const lines = linesTold(document)
  return applyErpStatus(tx, { distributorId, orderId, status, word, erpNumber, lines })
}

const DONE = {
  unknown: 'left out: no such order',
  wordless: 'left as it is: the status word is not known',
  refused: 'left as it is: an order’s life does not go that way',
}

const oddityOf = (document: DocumentRecord, outcome: keyof typeof DONE): NewOddity => ({
  file: document.file,
  line: document.line,
  id: document.id,
  code: `status_${outcome}`,
  detail: document.statusWord ?? '',
  done: DONE[outcome],
})
