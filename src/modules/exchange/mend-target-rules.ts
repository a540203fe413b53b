import { ok, type Result, refuse } from '../../platform/result.ts'
import { readDecimal, readRatio } from './commerceml/number-rules.ts'
import { type Asks, PRICE_BY, PRICE_OF, RATIO_OF } from './mend-field-rules.ts'
import type { Mend, Mends } from './mend-rules.ts'

/** Which decision mends an odd row; of a price by list the list is still to be chosen. */
export type MendTarget = Pick<Mend, 'kind' | 'externalId' | 'field'> & { asks: Asks }

export type OddRow = { code: string; externalId: string | null; subject: string | null }

/** The decision that mends an odd row; null: there is nothing that a person could say. */
export function targetOf({ code, externalId, subject }: OddRow): MendTarget | null {
  const word = WORDS[code]
  if (word) return { ...word, externalId: subject ?? externalId ?? '', field: '' }
  if (ROWS.has(code)) {
    return subject === null ? null : { kind: 'row', externalId: subject, field: 'id', asks: 'id' }
  }
  const asked = itemField(code, subject)
  return asked && externalId !== null ? { kind: 'item', externalId, ...asked } : null
}

const WORDS: Partial<Record<string, Pick<MendTarget, 'kind' | 'asks'>>> = {
  unknown_unit: { kind: 'unit', asks: 'unit' },
  unknown_currency: { kind: 'currency', asks: 'currency' },
  unknown_vat: { kind: 'vat', asks: 'vat' },
  without_vat: { kind: 'vat', asks: 'vat' },
  unknown_price_type: { kind: 'price_type', asks: 'list' },
  price_type_rekeyed: { kind: 'price_type', asks: 'list' },
  unknown_warehouse: { kind: 'warehouse', asks: 'warehouse' },
  warehouse_rekeyed: { kind: 'warehouse', asks: 'warehouse' },
}

const ROWS: ReadonlySet<string> = new Set(['missing_id', 'duplicate_id'])

function itemField(
  code: string,
  subject: string | null,
): Pick<MendTarget, 'field' | 'asks'> | null {
  switch (code) {
    case 'nameless':
      return { field: 'name', asks: 'name' }
    case 'without_price':
    case 'zero_price':
      return { field: PRICE_OF, asks: 'price_of_list' }
    case 'unit_without_ratio':
      return subject?.startsWith(RATIO_OF) ? { field: subject, asks: 'ratio' } : null
    case 'unreadable_number':
      return subject === null ? null : numberField(subject)
    default:
      return null
  }
}

function numberField(subject: string): Pick<MendTarget, 'field' | 'asks'> | null {
  if (subject.startsWith(PRICE_BY)) return { field: subject, asks: 'price' }
  if (subject === 'quantity' || subject === 'weight') return { field: subject, asks: subject }
  return null
}

/** True when a person decided about the row: then it is strange no more. */
export function isMended(row: OddRow, mends: Mends): boolean {
  const target = targetOf(row)
  if (!target) return false
  const { kind, externalId, field } = target
  if (kind === 'item') return hasField(mends.items.get(externalId), field)
  return DECIDED[kind](mends).get(externalId) !== undefined
}

type Decided = { get: (externalId: string) => string | number | undefined }
const DECIDED: Record<Exclude<Mend['kind'], 'item'>, (mends: Mends) => Decided> = {
  row: ({ rows }) => rows,
  unit: ({ units }) => units,
  currency: ({ currencies }) => currencies,
  vat: ({ vats }) => vats,
  price_type: ({ priceTypes }) => priceTypes,
  warehouse: ({ warehouses }) => warehouses,
  status: ({ statuses }) => statuses,
  // Tables are mended while their cells are read.
  cell: () => NONE,
  word: () => NONE,
}
const NONE = new Map<string, string>()

// Each is looked up, so that all of them count as used.
const hasField = (fields: ReadonlyMap<string, string> | undefined, field: string) =>
  field === PRICE_OF
    ? [...(fields?.keys() ?? [])].filter((own) => own.startsWith(PRICE_OF) && fields?.get(own))
        .length > 0
    : fields?.get(field) !== undefined

/** What may be chosen: ids of our lists and warehouses. */
export type Choices = { lists: ReadonlySet<string>; warehouses: ReadonlySet<string> }

/** A person's word as the import reads it; refused when it does not fit what is asked. */
export function valueSaid(
  asks: Asks,
  said: string,
  choices: Choices,
): Result<string, { code: 'does_not_fit' }> {
  const value = READ[asks](said.trim(), choices)
  return value === null ? refuse({ code: 'does_not_fit' as const }) : ok(value)
}

/** A decision to keep a new id apart from the one it looks like. */
const APART = 'new'

const READ: Record<Asks, (said: string, choices: Choices) => string | null> = {
  unit: (said) => textUpTo(said, 16),
  currency: (said) => (/^[A-Z]{3}$/i.test(said) ? said.toUpperCase() : null),
  vat: (said) => numberIn(said.replace('%', ''), 2, { least: 0, most: 10_000 }),
  list: (said, { lists }) => (lists.has(said) || said === APART ? said : null),
  warehouse: (said, { warehouses }) => (warehouses.has(said) || said === APART ? said : null),
  name: (said) => textUpTo(said, 200),
  price: (said) => numberIn(said, 4, PRICE),
  price_of_list: (said) => numberIn(said, 4, PRICE),
  quantity: (said) => numberIn(said, 3, { least: 0, most: Number.MAX_SAFE_INTEGER }),
  weight: (said) => numberIn(said, 3, { least: 1, most: 2_147_483_647 }),
  ratio: (said) => (readRatio(said) ? said : null),
  id: (said) => textUpTo(said, 64),
  cell: (said) => textUpTo(said, 200),
}

// A milliard is no price: somebody typed a barcode.
const PRICE = { least: 1, most: 10_000_000_000_000 }

const textUpTo = (said: string, chars: number) =>
  said !== '' && [...said].length <= chars ? said : null

function numberIn(
  said: string,
  decimals: number,
  { least, most }: { least: number; most: number },
): string | null {
  const read = readDecimal(said, decimals)
  if (!read || read.rounded || read.value < least || read.value > most) return null
  return String(read.value)
}
