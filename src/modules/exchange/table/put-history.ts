import { createHash } from 'node:crypto'
import { type HistoryTaken, takeHistory } from '../../ordering/ordering.ts'
import { channelBy, preparedBy } from './channel-rules.ts'
import { historyLine } from './history-rules.ts'
import type { Mapping } from './mapping.ts'
import type { Value } from './read-cell.ts'
import type { TableRecord } from './read-records.ts'
import type { Ground, Put, Told } from './table-ground.ts'

type Judged = HistoryTaken['judged'][number]

/** Old orders and returns by their lines; the channel map says who entered them. */
export async function putHistory(ground: Ground): Promise<Put> {
  const { tx, distributorId, mapping, timeZone } = ground
  const refused: Told[] = []
  const taken = await takeHistory(tx, {
    distributorId,
    source: mapping.settings.source,
    currency: mapping.settings.currency ?? ground.currency,
    vatIncluded: mapping.settings.vatIncluded,
    timeZone,
    rows: rowsOf(ground, mapping, refused),
  })
  const sum = (what: 'documents' | 'lines' | 'totalMinor', fits: (row: Judged) => boolean) =>
    taken.judged.filter(fits).reduce((total, row) => total + row[what], 0)
  const of = (document: Judged['document']) => (row: Judged) => row.document === document
  const state = (wanted: Judged['state']) => (row: Judged) => row.state === wanted
  const isWritten = (row: Judged) => row.state !== 'unchanged'
  const made = taken.productsMade.length + taken.outletsMade.length + taken.warehousesMade.length
  return {
    counts: {
      orders: sum('documents', of('order')),
      orderLines: sum('lines', of('order')),
      orderMinor: sum('totalMinor', of('order')),
      returns: sum('documents', of('return')),
      returnLines: sum('lines', of('return')),
      returnMinor: sum('totalMinor', of('return')),
      exchanges: sum('documents', of('exchange')),
      exchangeLines: sum('lines', of('exchange')),
      exchangeMinor: sum('totalMinor', of('exchange')),
      inserted: sum('documents', state('insert')),
      updated: sum('documents', state('update')),
      unchanged: sum('documents', state('unchanged')),
      repeated: taken.repeated.length,
      written: sum('documents', isWritten) + sum('lines', isWritten) + made,
    },
    samples: taken.samples,
    told: [...refused, ...toldOf(taken)],
  }
}

function toldOf(taken: HistoryTaken): Told[] {
  const tell = (rows: { line: number; code: string }[], code: string, done: Told['done']) =>
    rows.map((row) => ({ line: row.line, id: row.code, code, done }))
  return [
    ...tell(taken.outletsMade, 'unknown_outlet', 'made'),
    ...tell(taken.productsMade, 'unknown_product', 'made'),
    ...tell(taken.warehousesMade, 'unknown_warehouse', 'made'),
    ...tell(taken.sellersMade, 'unknown_selling_entity', 'made'),
    ...tell(taken.contractsUnknown, 'unknown_contract', 'kept'),
    ...tell(taken.unitsUnknown, 'unknown_unit', 'kept'),
    ...tell(taken.exchanges, 'given_in_return', 'kept'),
    ...tell(taken.channelsKept, 'channel_kept', 'kept'),
    ...tell(taken.disagreeing, 'order_disagrees', 'quarantined'),
    ...tell(taken.repeated, 'repeated', 'later_counts'),
  ]
}

async function* rowsOf(ground: Ground, mapping: Mapping, refused: Told[]) {
  const docOf = documentIds()
  for await (const batch of ground.records()) {
    yield batch.flatMap((record) => rowOf(record, { mapping, refused, docOf }))
  }
}

// Lines of a document mostly follow each other: the last one's id is not made again.
function documentIds() {
  let last = { key: '', id: '' }
  return (key: string) => {
    if (key !== last.key) {
      const hash = createHash('md5').update(key).digest('hex')
      last = { key, id: hash }
    }
    return last.id
  }
}

const text = (value: Value | undefined): string | null =>
  value === null || value === undefined ? null : String(value)

type Laying = { mapping: Mapping; refused: Told[]; docOf: (key: string) => string }

function rowOf(record: TableRecord, { mapping, refused, docOf }: Laying) {
  const line = historyLine({
    quantityMilli: Number(record.quantity),
    sumMinor: record.total === null || record.total === undefined ? null : Number(record.total),
    priceE4: record.price === null || record.price === undefined ? null : Number(record.price),
    document: record.document === 'order' || record.document === 'return' ? record.document : null,
  })
  const number = String(record.number)
  if (!line.ok) {
    refused.push({ line: record.line, id: number, code: line.reason, done: 'quarantined' })
    return []
  }
  const signs = { author: text(record.author), number, attribute: text(record.attribute) }
  const channel = channelBy(mapping.channels ?? null, signs)
  const moment = String(record.day)
  return [
    {
      line: record.line,
      doc: docOf(JSON.stringify([line.document, text(record.sellingEntity), number])),
      document: line.document,
      number,
      line_no: record.lineNumber ?? null,
      return_kind: text(record.returnKind),
      placed: moment,
      day: text(record.deliveryDay) ?? moment.slice(0, 10),
      outlet: text(record.outlet),
      outlet_name: text(record.outletName),
      product: text(record.product),
      product_name: text(record.productName),
      unit: text(record.unit),
      quantity_milli: line.quantityMilli,
      delivered_milli: record.delivered ?? null,
      price_e4: line.priceE4,
      sum_minor: line.sumMinor,
      vat_bp: record.vat ?? null,
      warehouse: text(record.warehouse),
      contract: text(record.contract),
      selling_entity: text(record.sellingEntity),
      agent: text(record.agent),
      channel,
      prepared_by: preparedBy(channel),
      status: text(record.status),
    },
  ]
}
