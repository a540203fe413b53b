import { open } from 'node:fs/promises'
import { FileRefused } from '../commerceml/file-refused.ts'
import { FILE_LIMITS } from '../commerceml/limits.ts'
import { unpack } from '../commerceml/unpack.ts'
import { csvSplitter, type Row, sniffCsv } from './csv-rules.ts'
import type { Mapping } from './mapping.ts'
import { readText } from './read-text.ts'
import { workbookRows } from './workbook.ts'

export type TableFile = { name: string; path: string }
type Form = Mapping['file'] & Pick<Mapping, 'numbers'>

const HEAD_CHARS = 65_536

/** The rows of a CSV file (packed or not), some at a time, with the line each begins on. */
async function* rowsOf(file: TableFile, form: Form): AsyncGenerator<Row[]> {
  const bytes = unpack(file.path, file.name, FILE_LIMITS)
  let head = ''
  let splitter: ReturnType<typeof csvSplitter> | null = null
  const here = () => splitter?.line() ?? head.split('\n').length
  for await (const piece of lined(readText(bytes, file.name, form.encoding), here)) {
    if (splitter) {
      yield splitter.write(piece)
      continue
    }
    head += piece
    if (head.length < HEAD_CHARS) continue
    splitter = csvSplitter(formOf(head, form))
    yield splitter.write(head)
  }
  if (!splitter) {
    if (head.trim() === '') throw new FileRefused('empty', at(file, 'nothing in it'))
    splitter = csvSplitter(formOf(head, form))
    yield splitter.write(head)
  }
  yield splitter.end()
}

// Whoever unpacks and decodes knows the line within his own piece only, from 0 on.
async function* lined(pieces: AsyncIterable<string>, here: () => number): AsyncGenerator<string> {
  try {
    yield* pieces
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    const { code, line, ...at } = error.refusal
    throw new FileRefused(code, { ...at, line: here() + line })
  }
}

const at = (file: TableFile, detail: string, line = 1) => ({ file: file.name, line, detail })

function formOf(head: string, form: Form) {
  const sniffed = sniffCsv(head)
  return { delimiter: form.delimiter ?? sniffed.delimiter, quote: form.quote ?? sniffed.quote }
}

const ZIP = Buffer.from('PK\u0003\u0004')
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const GZIP = Buffer.from([0x1f, 0x8b])
const MARKS = ['fffe', 'feff'].map((hex) => Buffer.from(hex, 'hex'))

/** What a file cannot be by its first bytes; null: it may be a table. */
export function wrongTable(head: Buffer): 'table_old_workbook' | 'upload_not_table' | null {
  const begins = (bytes: Buffer) => head.subarray(0, bytes.length).equals(bytes)
  if (begins(OLE)) return 'table_old_workbook'
  if ([ZIP, GZIP, ...MARKS].some(begins)) return null
  // A page or a document that is called a table; a table's own text has no such signs.
  const isDocument = /^(?:\ufeff)?\s*(?:<|%PDF-|\{\\rtf)/.test(head.toString('utf8'))
  return isDocument || head.includes(0) ? 'upload_not_table' : null
}

// What a file is, its first bytes say; its name may be any.
async function rowsIn(file: TableFile, form: Form): Promise<AsyncGenerator<Row[]>> {
  const head = await headOf(file)
  if (head.subarray(0, OLE.length).equals(OLE)) throw oldOrLocked(file, head)
  if (!head.subarray(0, ZIP.length).equals(ZIP)) return rowsOf(file, form)
  return workbookRows(file, {
    sheet: form.sheet ?? null,
    headerRow: form.header,
    decimalMark: form.numbers === 'comma' ? ',' : '.',
  })
}

async function headOf({ path }: TableFile): Promise<Buffer> {
  const handle = await open(path)
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_CHARS), 0, HEAD_CHARS, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

// A locked workbook is a file of the old kind that holds a packet of this name.
function oldOrLocked(file: TableFile, head: Buffer): FileRefused {
  const locked = head.includes(Buffer.from('EncryptedPackage', 'utf16le'))
  return locked
    ? new FileRefused('unreadable', at(file, 'locked by a password: save it without one'))
    : new FileRefused('not_a_table', at(file, 'an old workbook (.xls) or locked: save it as .xlsx'))
}

/** The first rows, blank ones among them where the file counts them: the header is yet to be found. */
export async function firstRows(file: TableFile, max: number): Promise<string[][]> {
  const rows: string[][] = []
  for await (const batch of await rowsIn(file, { header: max, numbers: 'auto' })) {
    rows.push(...batch.map(({ cells }) => cells))
    if (rows.length >= max) break
  }
  return rows.slice(0, max)
}

/** What a table's columns are called; without a header by their places. */
export const columnNames = (row: string[], header: number): string[] =>
  header === 0 ? row.map((_, i) => `#${i + 1}`) : named(row)

/** The rows below the header, and the header; refused when the file has fewer rows than that. */
export async function openTable(
  file: TableFile,
  form: Form,
): Promise<{ header: string[]; rows: AsyncGenerator<Row[]> }> {
  const batches = await rowsIn(file, form)
  const before: Row[] = []
  while (before.length < Math.max(1, form.header)) {
    const next = await batches.next()
    if (next.done) break
    before.push(...next.value)
  }
  const head = before[Math.max(1, form.header) - 1]
  if (!head) throw new FileRefused('not_a_table', at(file, `row ${form.header} is missing`))
  const rest = before.slice(form.header)
  return { header: columnNames(head.cells, form.header), rows: followed(rest, batches) }
}

async function* followed(first: Row[], rest: AsyncGenerator<Row[]>): AsyncGenerator<Row[]> {
  if (first.length > 0) yield first
  yield* rest
}

// A header without a name is known by its place; one that comes again, by its count.
function named(cells: string[]): string[] {
  const seen = new Map<string, number>()
  return cells.map((cell, i) => {
    const name = cell.replace(/\s+/gu, ' ').trim() || `#${i + 1}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name}#${times}`
  })
}
