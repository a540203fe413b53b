import type { TableForm } from '../../../../src/modules/exchange/table/form-rules.ts'

/** What a column is: its field, and of which list or warehouse when the field has many. */
export type Chosen = { field: string; of: string }
const NOTHING: Chosen = { field: '', of: '' }

/** What a form says of each column, in the columns' order. */
export const chosenIn = (form: TableForm, columns: string[]): Chosen[] =>
  columns.map((name) => {
    const key = Object.entries(form.columns).find(([, column]) => column === name)?.[0]
    const [field = '', of = ''] = key?.split(/:(.*)/su) ?? []
    return key ? { field, of } : NOTHING
  })

/** One column chosen anew; a field that only one column may have leaves the other one. */
export function chooseField(
  chosen: Chosen[],
  at: number,
  next: { field: string; many: boolean; name: string },
): Chosen[] {
  const { field, many, name } = next
  const others = chosen.some((other, i) => i !== at && other.field === field)
  return chosen.map((other, i) => {
    if (i === at) return { field, of: many && others && field !== '' ? name : '' }
    return !many && field !== '' && other.field === field ? NOTHING : other
  })
}

/** The columns of a form, by field. */
export const columnsBy = (chosen: Chosen[], columns: string[]): TableForm['columns'] =>
  Object.fromEntries(
    chosen.flatMap(({ field, of }, i) => {
      const column = columns[i]
      if (field === '' || column === undefined) return []
      return [[of === '' ? field : `${field}:${of}`, column]]
    }),
  )

/** What is often the same for all rows and stands in no column, by kind. */
const FOR_ALL: Record<string, string[]> = {
  products: ['category', 'brand', 'vat', 'unit'],
  prices: ['list', 'from'],
  stock: ['warehouse'],
  outlets: ['city', 'zone'],
  contracts: ['sellingEntity', 'paymentForm', 'priceList'],
  balances: ['asAt'],
  invoices: ['asAt'],
  'order-lines': ['warehouse', 'sellingEntity'],
  plans: ['month', 'measure'],
}

/** The fields that no column says and a person may say once. */
export const saidForAll = (kind: string, chosen: Chosen[]): string[] =>
  (FOR_ALL[kind] ?? []).filter(
    (name) =>
      !chosen.some(({ field }) => field === name) &&
      !(name === 'list' && chosen.some(({ field, of }) => field === 'price' && of !== '')) &&
      !(name === 'warehouse' && chosen.some(({ field, of }) => field === 'quantity' && of !== '')),
  )
