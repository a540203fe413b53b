import type { Merged } from '../../../platform/merge-queries.ts'
import type { Mapping } from './mapping.ts'
import type { TableRecord } from './read-records.ts'
import type { Put, Told } from './table-ground.ts'

type Cell = string | number | boolean | null
/** A record's cell; a field that the mapping lacks is empty. */
export const of = (record: TableRecord, field: string): Cell => record[field] ?? null

/** The records, each laid out as a staged row. */
export async function* laid<Row>(
  records: AsyncGenerator<TableRecord[]>,
  row: (record: TableRecord) => Row,
): AsyncGenerator<Row[]> {
  for await (const batch of records) yield batch.map(row)
}

/** The fields that a mapping speaks of. */
export const fieldsOf = (mapping: Mapping) => [
  ...new Set(Object.keys(mapping.fields).map((key) => key.split(':')[0] ?? key)),
]

/** Codes that nobody knew, made as placeholders. */
export const told = (rows: { line: number; code: string }[], code: string): Told[] =>
  rows.map(({ code: id, line }) => ({ line, id, code, done: 'made' }))

/** Rows that could not be laid. */
export const homeless = (rows: { line: number; code: string }[], code: string): Told[] =>
  rows.map(({ code: id, line }) => ({ line, id, code, done: 'quarantined' }))

/** What was laid, in the words of a report. */
export function put(merged: Merged & { alsoWritten?: number }, more: Told[] = []): Put {
  const { inserted, updated, unchanged, alsoWritten = 0, repeatedCount: repeated } = merged
  const again = merged.repeated.map(({ line, key }) => ({
    line,
    id: key,
    code: 'repeated',
    done: 'later_counts' as const,
  }))
  return {
    counts: { inserted, updated, unchanged, repeated, written: inserted + updated + alsoWritten },
    samples: merged.samples,
    told: [...more, ...again],
  }
}
