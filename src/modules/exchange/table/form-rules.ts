import type { ChannelRule } from './channel-rules.ts'
import type { Kind, Mapping } from './mapping.ts'

/** How a person says a table is read: which column is which field, and what holds for all rows. */
export type TableForm = {
  kind: Kind
  /** Row of the headers; 0: there is none. */
  header: number
  numbers: Mapping['numbers']
  dates: Mapping['dates']
  vatIncluded: boolean
  /** Columns by field, as in "price:RETAIL". */
  columns: Record<string, string>
  /** One value for all rows, by field. */
  constants: Record<string, string>
  /** Who entered an order; the first rule that fits, else unknown. */
  channels?: ChannelRule[] | undefined
}

const SOURCE = 'table'

/** The form in the words of a mapping file. */
export const mappingOf = (form: TableForm) => ({
  version: 1,
  kind: form.kind,
  file: { header: form.header },
  numbers: form.numbers,
  dates: form.dates,
  settings: { source: SOURCE, vatIncluded: form.vatIncluded },
  fields: Object.fromEntries([
    ...Object.entries(form.constants).map(([field, constant]) => [field, { constant }]),
    ...Object.entries(form.columns).map(([field, column]) => [field, { column }]),
  ]),
  ...(form.channels && form.channels.length > 0 && { channels: { rules: form.channels } }),
})

// Of these kinds one of several fields will do; the first is what a refusal names.
const ONE_OF: Partial<Record<Kind, string[][]>> = {
  'order-lines': [['total', 'price']],
  balances: [['contract', 'payer']],
  invoices: [['contract', 'payer']],
}

/** What a kind of table cannot do without: of each group one field. */
export const needsOf = (
  kind: Kind,
  fields: Record<string, { required?: true | undefined }>,
): string[][] => [
  ...Object.entries(fields).flatMap(([name, field]) => (field.required ? [[name]] : [])),
  ...(ONE_OF[kind] ?? []),
]

/** The groups of which no field is mapped. */
export function missingOf(needs: string[][], keys: string[]): string[][] {
  const mapped = new Set(keys.map((key) => key.split(':')[0]))
  return needs.filter((group) => !group.some((field) => mapped.has(field)))
}

/** What a table of the office has to say besides: prices are of a list that somebody named. */
export function unsaidOf(form: TableForm, needs: string[][]): string[][] {
  const keys = [...Object.keys(form.columns), ...Object.keys(form.constants)]
  const missing = missingOf(needs, keys)
  if (form.kind !== 'prices' || keys.includes('list')) return missing
  return keys.includes('price') || !keys.some((key) => key.startsWith('price:'))
    ? [...missing, ['list']]
    : missing
}

/** Headers as a shape is known by: neither case nor spacing makes another. */
export const shapeOf = (header: string[]): string =>
  header.map((name) => name.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase()).join('\n')

/** Whether two forms read a table alike, in whatever order their fields stand. */
export const sameForm = (a: TableForm, b: TableForm): boolean => flat(a) === flat(b)

const flat = ({ columns, constants, channels = [], ...rest }: TableForm): string => {
  const parts = [columns, constants, rest].map((part) => Object.entries(part).sort(byName))
  const rules = channels.map(({ of, is, begins, channel }) => [of, is, begins, channel])
  return JSON.stringify([...parts, rules])
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1)
