import type { Mend } from '../mend-rules.ts'
import type { Kind, Mapping } from './mapping.ts'

/** What a row's cells say, by the field's key as a mapping writes it: "price:RETAIL". */
export type RowTexts = ReadonlyMap<string, string>

// By what people know a row again in the next file.
const KNOWN_BY: Record<Kind, string[]> = {
  products: ['code'],
  outlets: ['code'],
  payers: ['code', 'outlet'],
  contracts: ['code'],
  prices: ['product', 'list', 'unit', 'fromQuantity'],
  stock: ['product', 'warehouse'],
  'order-lines': ['number', 'lineNumber', 'product'],
  plans: ['agent', 'month', 'measure', 'scope'],
  balances: ['contract', 'payer'],
  invoices: ['number'],
}

const KEY_CHARS_MAX = 200
/** So much is kept of what stands in a cell. */
export const VALUE_CHARS_MAX = 200
const APART = ' | '

/**
 * How a row is known again whose cell is mended: by its codes; where one of them is the cell
 * itself, or none is there, by all the rest of the row.
 */
export function rowKeyOf(kind: Kind, texts: RowTexts, mended: string): string {
  // Sorted: a mapping that was kept and read again has its fields in another order.
  const others = [...texts].filter(([key]) => key !== mended).sort(byKey)
  const isCode = (key: string) => KNOWN_BY[kind].includes(key.split(':')[0] ?? key)
  const codes = isCode(mended) ? [] : others.filter(([key]) => isCode(key))
  const known = codes.some(([, text]) => text !== '') ? codes : others
  const said = known.map(([, text]) => text)
  return said.join(APART).slice(0, KEY_CHARS_MAX)
}

const byKey = ([a]: [string, string], [b]: [string, string]) => (a < b ? -1 : 1)

/** A row of a table's report, as it is mended. */
export type OddCell = {
  code: string
  field: string | null
  /** What stood in the cell. */
  value: string | null
  externalId: string | null
  /** How the row is known again. */
  subject: string | null
}
export type CellTarget = Pick<Mend, 'kind' | 'externalId' | 'field'> & {
  asks: 'cell'
  /** What stands where it is laid; where something else stands, the file speaks for itself. */
  said: string
}

// Codes that nobody knows, which are told of the row and not of its cell.
const FIELD_OF: Partial<Record<string, string>> = {
  unknown_agent: 'agent',
  unknown_contract: 'contract',
  unknown_outlet: 'outlet',
  unknown_payer: 'payer',
  unknown_price_list: 'list',
  unknown_product: 'product',
  unknown_selling_entity: 'sellingEntity',
  unknown_unit: 'unit',
  unknown_warehouse: 'warehouse',
  unknown_zone: 'zone',
}

/** The decision that mends a row of a table; null: there is nothing that a person could say. */
export function cellTarget(
  { code, field, value, externalId, subject }: OddCell,
  { kind, fields }: Pick<Mapping, 'kind' | 'fields'>,
): CellTarget | null {
  const isRead = (key: string) => fields[key] !== undefined && fields[key].constant === undefined
  if (field !== null) {
    if (subject === null || !isRead(field)) return null
    return {
      kind: 'cell',
      externalId: about(kind, subject),
      field,
      asks: 'cell',
      said: value ?? '',
    }
  }
  const unknown = FIELD_OF[code]
  if (unknown === undefined || externalId === null || !isRead(unknown)) return null
  const of = { externalId: about(kind, externalId), field: unknown }
  return { kind: 'word', ...of, asks: 'cell', said: externalId }
}

const about = (kind: Kind, what: string) => `${kind}${APART}${what}`

export type CellMends = {
  /** What a cell says once it is mended; as it stands where nobody mended it. */
  textOf: (key: string, texts: RowTexts) => string
  /** Ids of the decisions that were laid so far. */
  used: ReadonlySet<string>
}

/** The decisions about a kind of table; null: there are none. */
export function cellMends(mends: readonly Mend[], kind: Kind): CellMends | null {
  const mine = mends.filter(({ externalId }) => externalId.startsWith(about(kind, '')))
  if (mine.length === 0) return null
  const keyOf = (field: string, externalId: string) => `${field}\n${externalId}`
  const of = (wanted: Mend['kind']) =>
    new Map(
      mine
        .filter((mend) => mend.kind === wanted)
        .map((mend) => [keyOf(mend.field, mend.externalId), mend] as const),
    )
  const [cells, words] = [of('cell'), of('word')]
  const fields = new Set([...cells.values()].map(({ field }) => field))
  const used = new Set<string>()
  const found = (key: string, texts: RowTexts, text: string): Mend | undefined => {
    const word = words.get(keyOf(key, about(kind, text)))
    if (!fields.has(key)) return word
    const cell = cells.get(keyOf(key, about(kind, rowKeyOf(kind, texts, key))))
    return cell?.said === text.slice(0, VALUE_CHARS_MAX) ? cell : word
  }
  return {
    used,
    textOf(key, texts) {
      const text = texts.get(key) ?? ''
      const mend = found(key, texts, text)
      if (!mend) return text
      used.add(mend.id)
      return mend.value
    },
  }
}
