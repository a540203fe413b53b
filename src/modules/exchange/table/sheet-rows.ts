import { utf8Decoder } from '../commerceml/decode.ts'
import { FileRefused } from '../commerceml/file-refused.ts'
import { FILE_LIMITS, type WorkbookLimits } from '../commerceml/limits.ts'
import type { ZipMember } from '../commerceml/open-zip.ts'
import { type XmlEvents, xmlParser } from '../commerceml/parse-xml.ts'
import { type CellForm, columnOf, numberText } from './cell-rules.ts'
import type { Row } from './csv-rules.ts'
import type { SharedStrings } from './shared-strings.ts'

export type Sheet = {
  file: string
  form: CellForm
  strings: SharedStrings
  /** Blank rows are told up to this one: the headers' row is counted as the sheet counts. */
  headerRow: number
  limits: WorkbookLimits
}

/** Reads a part of a workbook to its end. */
export async function readPart(member: ZipMember, file: string, events: Heard): Promise<void> {
  for await (const _ of heard(member, file, events));
}

/** The rows of a sheet with something in them, some at a time, by the sheet's own numbers. */
export async function* sheetRows(member: ZipMember, sheet: Sheet): AsyncGenerator<Row[]> {
  let found: Row[] = []
  const events = listener(sheet, (row) => found.push(row))
  for await (const _ of heard(member, sheet.file, events)) {
    if (found.length === 0) continue
    yield found
    found = []
  }
  if (found.length > 0) yield found
}

/** As the parser tells it, with the name of what closes. */
export type Heard = {
  open: (name: string, attributes: Record<string, string>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

async function* heard(member: ZipMember, file: string, events: Heard): AsyncGenerator<void> {
  const names: string[] = []
  const told: XmlEvents = {
    open(name, attributes) {
      names.push(name)
      events.open(name, attributes)
    },
    text: events.text ?? (() => undefined),
    close() {
      const name = names.pop() ?? ''
      events.close?.(name)
    },
    controlCharacter: () => undefined,
  }
  const parser = xmlParser(file, FILE_LIMITS, told)
  const decoder = utf8Decoder(file, null)
  for await (const piece of await member.open()) {
    parser.write(decoder.write(piece as Buffer, parser.line()))
    yield
  }
  parser.write(decoder.end(parser.line()))
  parser.end()
}

type Cell = {
  reference: string
  type: string
  style: number
  formula: boolean
  valued: boolean
  /** Null: no text of the cell's own is open. */
  text: string | null
  read: string
  /** Within the reading aid of an East Asian text, which stands beside the cell's own. */
  aside: boolean
}

function listener(sheet: Sheet, found: (row: Row) => void): Heard {
  const at: At = { line: 0, cells: [], column: -1, told: 0 }
  let cell: Cell | null = null
  const count = counter(sheet.file, sheet.limits)
  return {
    open(name, attributes) {
      if (name === 'row') {
        Object.assign(at, { line: Number(attributes.r) || at.line + 1, cells: [], column: -1 })
        count.row(at.line)
      } else if (name === 'c') {
        at.column = columnOf(attributes.r) ?? at.column + 1
        cell = cellOf(attributes)
      } else if (cell) opens(cell, name)
    },
    text(piece) {
      if (cell && cell.text !== null) cell.text += piece
    },
    close(name) {
      if (name === 'row') at.told = tell(at, sheet.headerRow, found)
      else if (name === 'c' && cell) {
        put(at, cellText(cell, { ...sheet, line: at.line }), count)
        cell = null
      } else if (cell) closes(cell, name)
    },
  }
}

const cellOf = ({ r = '', t = 'n', s = '0' }: Record<string, string>): Cell => ({
  reference: r,
  type: t,
  style: Number(s),
  formula: false,
  valued: false,
  text: null,
  read: '',
  aside: false,
})

function opens(cell: Cell, name: string): void {
  if (name === 'rPh') cell.aside = true
  if (name === 'f') cell.formula = true
  if (name !== 'v' && (name !== 't' || cell.aside)) return
  cell.valued = true
  cell.text = ''
}

function closes(cell: Cell, name: string): void {
  if (name === 'rPh') cell.aside = false
  if (name !== 'v' && name !== 't') return
  cell.read += cell.text ?? ''
  cell.text = null
}

type At = { line: number; cells: string[]; column: number; told: number }

function put(at: At, text: string, count: ReturnType<typeof counter>): void {
  if (text === '') return
  count.cell(at.line, at.column, text)
  while (at.cells.length < at.column) at.cells.push('')
  at.cells[at.column] = text
}

// Returns the last row told.
function tell({ line, cells, told }: At, headerRow: number, found: (row: Row) => void): number {
  if (cells.length === 0) return told
  for (let blank = told + 1; blank < Math.min(line, headerRow + 1); blank += 1) {
    found({ line: blank, cells: [''] })
  }
  found({ line, cells })
  return Math.max(line, told)
}

function counter(file: string, limits: WorkbookLimits) {
  let cells = 0
  let rowChars = 0
  const refuse = (code: 'too_many_records' | 'record_too_large', line: number, detail: string) =>
    new FileRefused(code, { file, line, detail })
  return {
    row(line: number) {
      rowChars = 0
      if (line <= limits.rowsMax) return
      throw refuse('too_many_records', line, `more than ${limits.rowsMax} rows`)
    },
    cell(line: number, column: number, text: string) {
      cells += 1
      rowChars += text.length
      if (cells > limits.cellsMax) {
        throw refuse('too_many_records', line, `more than ${limits.cellsMax} cells`)
      }
      if (column >= limits.columnsMax) {
        throw refuse('record_too_large', line, `more than ${limits.columnsMax} columns`)
      }
      if (rowChars <= FILE_LIMITS.recordCharsMax) return
      throw refuse('record_too_large', line, `more than ${FILE_LIMITS.recordCharsMax} characters`)
    },
  }
}

function cellText(cell: Cell, sheet: Sheet & { line: number }): string {
  const { file, line, strings, form } = sheet
  const { read } = cell
  if (cell.formula && !cell.valued) {
    // Taken as empty, a whole column of sums would be lost without a word.
    const detail = `${cell.reference} is a formula never counted: open the file in Excel and save it`
    throw new FileRefused('unreadable', { file, line, detail })
  }
  switch (cell.type) {
    case 's': {
      const shared = read === '' ? '' : strings.at(Number(read))
      if (shared !== null) return shared
      const detail = `${cell.reference} names a text that is not there`
      throw new FileRefused('malformed', { file, line, detail })
    }
    case 'n':
      return numberText(read, cell.style, form)
    case 'd':
      return read.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '')
    default:
      return read
  }
}
