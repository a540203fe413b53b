import { createHash } from 'node:crypto'
import { ok, type Result, refuse } from '../../../platform/result.ts'
import { FileRefused } from '../commerceml/file-refused.ts'
import type { FileRefusal } from '../commerceml/records.ts'
import { needsOf, shapeOf, type TableForm, unsaidOf } from './form-rules.ts'
import {
  type Column,
  guessColumns,
  guessDates,
  guessHeader,
  guessNumbers,
  guessVat,
} from './guess-rules.ts'
import { FIELDS, type Field, type FieldType } from './kinds.ts'
import { KINDS, type Kind, Mapping } from './mapping.ts'
import { cellReader, type ReadCell } from './read-cell.ts'
import { columnNames, firstRows, type TableFile } from './table-file.ts'
import { tidied } from './transform-rules.ts'

// So many rows are looked at; the headers stand among the first of them.
const ROWS_SEEN = 60
const HEADER_ROWS = 30

/** The first rows of a table as they stand, or why the file is none. */
export async function openRows(file: TableFile): Promise<Result<string[][], FileRefusal>> {
  try {
    const rows = await firstRows(file, ROWS_SEEN)
    return ok(rows.map((cells) => cells.map(tidied)))
  } catch (error) {
    if (error instanceof FileRefused) return refuse(error.refusal)
    throw error
  }
}

/** Whether a text can be read as a field of a kind, days in either order. */
export function fitsIn(kind: Kind, country: string): (field: Field, text: string) => boolean {
  const known = new Map<Field, ReadCell[]>()
  const mappings = (['dmy', 'mdy'] as const).map((dates) =>
    Mapping.parse({ version: 1, kind, dates, fields: {} }),
  )
  return (field, text) => {
    const readers = known.get(field) ?? mappings.map((each) => cellReader(field, each, country))
    known.set(field, readers)
    return readers.some((read) => read(text).ok)
  }
}

/** What the columns of a table are called, with the cells below the headers. */
export function columnsOf(rows: string[][], header: number): Column[] {
  const body = rows.slice(header)
  const first = rows[Math.max(1, header) - 1] ?? []
  return columnNames(first, header).map((name, i) => ({
    name,
    values: body.map((cells) => cells[i] ?? ''),
  }))
}

/** What headers are remembered by. */
export const signatureOf = (columns: Column[]): string =>
  createHash('sha256')
    .update(shapeOf(columns.map(({ name }) => name)))
    .digest('hex')

/** The row where the headers of such a table seem to stand. */
export const headerIn = (kind: Kind, rows: string[][]): number =>
  guessHeader(kind, rows.slice(0, HEADER_ROWS))

/** How a table would be read, by its headers and values. */
export function guessForm(asked: {
  kind: Kind
  rows: string[][]
  header: number
  country: string
}): TableForm & { score: number } {
  const { kind, rows, header, country } = asked
  const columns = columnsOf(rows, header)
  const guess = guessColumns(kind, columns, { fields: FIELDS[kind], fits: fitsIn(kind, country) })
  const valuesOf = (types: FieldType[]) =>
    Object.entries(guess.columns)
      .filter(([key]) => types.includes(FIELDS[kind][key.split(':')[0] ?? '']?.type ?? 'text'))
      .flatMap(([, name]) => columns.find((column) => column.name === name)?.values ?? [])
  return {
    ...{ kind, header, columns: guess.columns, constants: {}, score: guess.score },
    numbers: guessNumbers(valuesOf(NUMBERS)),
    dates: guessDates(valuesOf(DAYS)),
    vatIncluded: guessVat(guess.columns),
  }
}

const NUMBERS: FieldType[] = ['quantity', 'money', 'amount', 'price', 'percent']
const DAYS: FieldType[] = ['day', 'moment', 'asAt']

/** A kind that such a table has all of, when the one that was said lacks something. */
export function likelierKind(form: TableForm, rows: string[][], country: string): Kind | null {
  const lacks = (other: TableForm) => {
    const constants = { ...other.constants, list: '' }
    return unsaidOf({ ...other, constants }, needsOf(other.kind, FIELDS[other.kind])).length > 0
  }
  if (!lacks(form)) return null
  const others = KINDS.filter((kind) => kind !== form.kind)
    .map((kind) => guessForm({ kind, rows, header: headerIn(kind, rows), country }))
    .filter((other) => !lacks(other))
    .sort((a, b) => b.score - a.score)
  return others[0]?.kind ?? null
}
