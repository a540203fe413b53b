import type { Cut } from './cut-records.ts'
import {
  CANCELLED_WORD,
  GOODS_REQUISITES,
  NAMES,
  ORDER_REQUISITES,
  SERVICE_WORDS,
} from './dictionary.ts'
import { child, children, type Element, textOf } from './element.ts'
import { readDay } from './number-rules.ts'
import {
  currencyOf,
  E4,
  MILLI,
  MINOR,
  type Note,
  numberOf,
  truthOf,
  unitNamed,
  unitsOf,
  vatOf,
} from './read-figures.ts'
import { idOf, requisitesOf, said, twoIds } from './read-goods.ts'
import type { DocumentLine, DocumentRecord, Place } from './records.ts'

type Requisites = { name: string; value: string }[]

/** An order as the ERP knows it; null when it has no id. */
export function readDocument({ element }: Cut, place: Place, note: Note): DocumentRecord | null {
  const id = idOf(element, note)
  if (id === null) return null
  const requisites = requisitesOf(element)
  const dated = (names: readonly string[]) => dayOf(said(requisites, names), element, note)
  const record: DocumentRecord = {
    ...place,
    kind: 'document',
    id,
    number: textOf(element, NAMES.number),
    day: dayOf(textOf(element, NAMES.day), element, note),
    time: textOf(element, NAMES.time),
    operation: textOf(element, NAMES.operation),
    role: textOf(element, NAMES.role),
    currency: currencyOf(element, note),
    sumMinor: numberOf(element, { decimals: MINOR, field: 'sum' }, note),
    comment: textOf(element, NAMES.comment),
    payer: payerOf(element),
    lines: children(child(element, NAMES.lines), NAMES.line).map((line) => lineOf(line, note)),
    requisites,
    erpNumber: said(requisites, ORDER_REQUISITES.erpNumber),
    erpDay: dated(ORDER_REQUISITES.erpDay),
    statusWord: said(requisites, ORDER_REQUISITES.status),
    posted: truthOf(said(requisites, ORDER_REQUISITES.posted)),
    cancelled: cancelledIn(requisites),
    paid: truthOf(said(requisites, ORDER_REQUISITES.paid)),
    shippedAt: dated(ORDER_REQUISITES.shippedAt),
    paidAt: dated(ORDER_REQUISITES.paidAt),
  }
  noteSum(record, note)
  return record
}

function cancelledIn(requisites: Requisites): boolean {
  const status = said(requisites, ORDER_REQUISITES.status) ?? ''
  return (
    truthOf(said(requisites, ORDER_REQUISITES.deleted)) === true ||
    truthOf(said(requisites, ORDER_REQUISITES.cancelled)) === true ||
    CANCELLED_WORD.test(status)
  )
}

function lineOf(element: Element, note: Note): DocumentLine {
  const id = textOf(element, NAMES.id)
  const ids = id === null ? null : twoIds(id)
  const unit = textOf(element, NAMES.unit)
  const { unit: base } = unitsOf(element, note)
  if (id === null) {
    const detail = textOf(element, NAMES.name) ?? ''
    note('missing_id', { line: element.line, detail, done: 'line kept without its product' })
  }
  return {
    line: element.line,
    id,
    productId: ids?.productId ?? null,
    characteristicId: ids?.characteristicId ?? textOf(element, NAMES.characteristicId),
    article: textOf(element, NAMES.article),
    name: textOf(element, NAMES.name),
    unit: unit === null ? base : unitNamed([unit], element.line, note),
    quantityMilli: numberOf(element, { decimals: MILLI, field: 'quantity' }, note),
    priceE4: numberOf(element, { decimals: E4, field: 'unitPrice' }, note),
    sumMinor: numberOf(element, { decimals: MINOR, field: 'sum' }, note),
    vatBp: vatOf(element, note).vatBp,
    service: isService(element),
  }
}

const isService = (element: Element): boolean =>
  requisitesOf(element).some(
    ({ name, value }) =>
      (GOODS_REQUISITES.kind as readonly string[]).includes(name) &&
      SERVICE_WORDS.has(value.toLowerCase()),
  )

function payerOf(element: Element): DocumentRecord['payer'] {
  const payer = child(child(element, NAMES.payers) ?? element, NAMES.payer)
  if (!payer) return null
  return {
    id: textOf(payer, NAMES.id),
    name: textOf(payer, NAMES.name) ?? textOf(payer, NAMES.fullName),
    taxNumber: textOf(payer, NAMES.taxNumber),
  }
}

// 0001-01-01 is how 1C writes that there is no day.
function dayOf(text: string | null, element: Element, note: Note): string | null {
  if (text === null || text.startsWith('0001-') || text.startsWith('01.01.0001')) return null
  const read = readDay(text)
  if (read) return read.time === null ? read.day : `${read.day}T${read.time}`
  const detail = text.slice(0, 40)
  note('unreadable_day', { line: element.line, detail, done: 'left empty' })
  return null
}

function noteSum(record: DocumentRecord, note: Note): void {
  if (record.sumMinor === null || record.lines.length === 0) return
  const lines = record.lines.map(({ sumMinor }) => sumMinor)
  if (lines.includes(null)) return
  const total = lines.reduce<number>((sum, minor) => sum + (minor ?? 0), 0)
  if (total === record.sumMinor) return
  const detail = `${record.sumMinor / 100} ≠ Σ ${total / 100}`
  note('sum_differs', { line: record.line, detail, done: 'both kept' })
}
