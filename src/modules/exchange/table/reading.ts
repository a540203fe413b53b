import { mappingOf, type TableForm } from './form-rules.ts'
import { FIELDS } from './kinds.ts'
import { Mapping } from './mapping.ts'
import { cellReader } from './read-cell.ts'

/** How a table is read: by a form of the office, or by a mapping of the console. */
export type Reading = { form: TableForm | null; mapping: Mapping }

/** A form as it is read. */
export const readingBy = (form: TableForm): Reading => ({
  form,
  mapping: Mapping.parse(mappingOf(form)),
})

const NO_FIELDS = { columns: {}, constants: {} }

/** How a run read its table, as it was kept; null: it read none, or one of an older version. */
export function readingKept(kept: { form: TableForm | null; mapping: unknown }): Reading | null {
  const form = kept.form && { ...NO_FIELDS, ...kept.form }
  const read = Mapping.safeParse(form ? mappingOf(form) : kept.mapping)
  return read.success ? { form: kept.form, mapping: read.data } : null
}

/** Whether a text can stand in a field of the table. */
export function fitsField(mapping: Mapping, key: string, text: string, country: string): boolean {
  const field = FIELDS[mapping.kind][key.split(':')[0] ?? key]
  return field !== undefined && text !== '' && cellReader(field, mapping, country)(text).ok
}
