import { FileRefused } from '../commerceml/file-refused.ts'
import { type CellMends, type RowTexts, rowKeyOf, VALUE_CHARS_MAX } from './cell-mend-rules.ts'
import { missingOf, needsOf } from './form-rules.ts'
import { FIELDS, type Field } from './kinds.ts'
import type { Mapping, Source } from './mapping.ts'
import { cellReader, type ReadCell, type Value } from './read-cell.ts'
import { openTable, type TableFile } from './table-file.ts'
import { changed, tidied } from './transform-rules.ts'

/** What a row says, by field; a field of many columns makes one record each. */
export type TableRecord = { line: number } & Record<string, Value>
/** Something of a file that is not as it should be, and what was done about it. */
export type Finding = {
  file: string
  line: number
  code: string
  field: string | null
  value: string | null
  id: string | null
  /** How the row is known again, where a cell of it is told of. */
  subject?: string | null
  done: 'quarantined' | 'left_empty' | 'made' | 'kept' | 'later_counts'
  /** The row as it stood, where it was not taken. */
  cells: string[] | null
}
export type Finds = (finding: Finding) => void

type Reader = {
  /** As the mapping writes it: "price:RETAIL". */
  whole: string
  key: string
  suffix: string | null
  field: Field
  text(cells: string[]): string
  read: ReadCell
}

// Which field the column's own name fills: price:RETAIL says list RETAIL.
const FILLED: Record<string, string> = {
  price: 'list',
  quantity: 'warehouse',
  target: 'measure',
  agent: 'team',
}
// Who reads rests between batches while somebody orders: one takes some two milliseconds.
const BATCH = 250

export type Reading = {
  mapping: Mapping
  country: string
  finds: Finds
  /** What people said of such cells before; null: nothing. */
  mends: CellMends | null
  /** Told how many rows were read, whatever became of them. */
  read: (rows: number) => void
}

/** The records of a file's rows; a row that cannot be read is found, and not among them. */
export async function* readRecords(
  file: TableFile,
  { mapping, country, finds, mends, read }: Reading,
): AsyncGenerator<TableRecord[]> {
  const { header, rows } = await openTable(file, { ...mapping.file, numbers: mapping.numbers })
  const readers = readersOf(file.name, header, mapping, country)
  let batch: TableRecord[] = []
  for await (const some of rows) {
    read(some.length)
    for (const { line, cells } of some) {
      const texts = mends && textsOf(cells, readers)
      const found: Found = (finding) => {
        const taken = finding.done !== 'quarantined'
        const id = cells[0] ?? null
        const { field } = finding
        const subject = rowKeyOf(mapping.kind, texts ?? textsOf(cells, readers), field)
        finds({ file: file.name, line, id, cells: taken ? null : cells, subject, ...finding })
      }
      const mended = mends && texts ? (key: string) => mends.textOf(key, texts) : null
      for (const record of recordsOf({ line, cells, mended }, readers, found)) batch.push(record)
      if (batch.length < BATCH) continue
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

function readersOf(file: string, header: string[], mapping: Mapping, country: string): Reader[] {
  const places = new Map(header.map((name, i) => [folded(name), i]))
  const place = (column: string): number => {
    const at = places.get(folded(column))
    if (at !== undefined) return at
    const detail = `"${column}"; the file has: ${header.slice(0, 30).join(', ')}`
    throw new FileRefused('unknown_column', { file, line: mapping.file.header, detail })
  }
  const fields = FIELDS[mapping.kind]
  refuseUnmapped(file, mapping)
  return Object.entries(mapping.fields).map(([key, source]) => {
    const [name = '', suffix = null] = key.split(/:(.*)/su)
    const field = fields[name]
    if (!field || (suffix !== null && !field.many)) {
      const detail = `${mapping.kind} have no field ${key}; they have: ${Object.keys(fields).join(', ')}`
      throw new FileRefused('unknown_column', { file, line: 0, detail })
    }
    return {
      whole: key,
      key: name,
      suffix,
      field,
      text: textOf(source, place),
      read: cellReader(field, mapping, country),
    }
  })
}

function refuseUnmapped(file: string, { kind, fields }: Mapping): void {
  const missing = missingOf(needsOf(kind, FIELDS[kind]), Object.keys(fields)).map(([name]) => name)
  if (missing.length === 0) return
  const detail = `${kind} need: ${missing.join(', ')}`
  throw new FileRefused('unknown_column', { file, line: 0, detail })
}

const folded = (name: string) => name.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase()

function textOf(source: Source, place: (column: string) => number): (cells: string[]) => string {
  const raw = rawText(source, place)
  const { transforms, empty } = source
  if (transforms.length === 0 && empty.length === 0) return raw
  return (cells) => {
    const text = raw(cells)
    return changed(empty.includes(text) ? '' : text, transforms)
  }
}

function rawText(source: Source, place: (column: string) => number): (cells: string[]) => string {
  const { column, columns, template, constant, join } = source
  if (constant !== undefined) return () => constant
  if (column !== undefined) {
    const at = place(column)
    return (cells) => tidied(cells[at] ?? '')
  }
  if (columns) {
    const at = columns.map(place)
    return (cells) =>
      at
        .map((i) => tidied(cells[i] ?? ''))
        .filter(Boolean)
        .join(join)
  }
  const parts = (template ?? '').split(/\{([^{}]+)\}/u)
  const at = parts.map((part, i) => (i % 2 === 1 ? place(part) : -1))
  return (cells) =>
    parts.map((part, i) => (i % 2 === 1 ? tidied(cells[at[i] ?? 0] ?? '') : part)).join('')
}

const textsOf = (cells: string[], readers: Reader[]): RowTexts =>
  new Map(readers.map(({ whole, text }) => [whole, text(cells)]))

type Found = (finding: { field: string } & Pick<Finding, 'code' | 'value' | 'done'>) => void
type Row = { line: number; cells: string[]; mended: ((key: string) => string) | null }

function recordsOf({ line, cells, mended }: Row, readers: Reader[], found: Found): TableRecord[] {
  const record: TableRecord = { line }
  const many: TableRecord[] = []
  let sound = true
  for (const { whole, key, suffix, field, text: textIn, read } of readers) {
    const raw = textIn(cells)
    const text = mended ? mended(whole) : raw
    const value = cellValue({ text, raw }, { whole, field, read, suffix }, found)
    if (value === undefined) sound = false
    else if (suffix === null) record[key] = value
    else if (value !== null) many.push({ line, [key]: value, [FILLED[key] ?? 'of']: suffix })
  }
  if (!sound) return []
  if (!readers.some(({ suffix }) => suffix !== null)) return [record]
  if (many.length > 0) return many.map((own) => ({ ...record, ...own }))
  const needed = readers.find(({ suffix, field }) => suffix !== null && field.required)
  if (!needed) return [record]
  found({ code: 'empty', field: needed.key, value: '', done: 'quarantined' })
  return []
}

// Undefined: the row cannot be taken.
function cellValue(
  { text, raw }: { text: string; raw: string },
  { whole, field, read, suffix }: Omit<Reader, 'text' | 'key'>,
  found: Found,
): Value | undefined {
  if (text === '') {
    if (!field.required || suffix !== null) return null
    found({ code: 'empty', field: whole, value: '', done: 'quarantined' })
    return undefined
  }
  const cell = read(text)
  if (cell.ok) return cell.value
  const shown = raw.slice(0, VALUE_CHARS_MAX)
  if (field.soft) {
    found({ code: cell.reason, field: whole, value: shown, done: 'left_empty' })
    return null
  }
  found({ code: cell.reason, field: whole, value: shown, done: 'quarantined' })
  return undefined
}
