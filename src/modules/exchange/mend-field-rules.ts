/** What a person may be asked for to mend an odd row. */
export const ASKS = [
  'unit',
  'currency',
  'vat',
  'list',
  'warehouse',
  'name',
  'price',
  'price_of_list',
  'quantity',
  'weight',
  'ratio',
  'id',
  'cell',
] as const
export type Asks = (typeof ASKS)[number]

/** What a decision about odd rows may be about. */
export const MEND_KINDS = [
  'item',
  'row',
  'unit',
  'currency',
  'vat',
  'price_type',
  'warehouse',
  'status',
  'cell',
  'word',
] as const

/** Which decisions are asked for: those the last run needed, the others, or those forgotten. */
export const MEND_USES = ['used', 'unused', 'forgotten'] as const
export type MendUse = (typeof MEND_USES)[number]

/** Of an item: what it costs by a list of ours, whose id follows. */
export const PRICE_OF = 'price of '
/** Of an item: what it costs by a price type of the feed, whose id follows, where that cannot be read. */
export const PRICE_BY = 'price by '
/** Of an item: how many base units one of the unit holds that follows. */
export const RATIO_OF = 'ratio of '

const NAME_CHARS_MAX = 100

/** How a row that its id does not tell apart is known again, in this file and in the next. */
export const rowKey = (kind: string, name: string | null, id: string | null): string =>
  [kind, (name ?? '').slice(0, NAME_CHARS_MAX), ...(id === null ? [] : [id])].join(' | ')
