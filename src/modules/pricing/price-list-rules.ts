/** A list as it takes part in pricing, the most specific first. */
export type PriceList = {
  id: string
  /** As people call it: what an ERP calls it may be an id. */
  name: string
  currency: string
  vatIncluded: boolean
  validFrom: string | null
  validTo: string | null
}
/** One price of a product in a list: per unit, from a quantity on, between two days (both in). */
export type PriceEntry = {
  priceListId: string
  productId: string
  unitCode: string
  fromQuantityMilli: number
  validFrom: string
  validTo: string | null
  unitPriceE4: number
}
/** Not valid until a day, or no longer after one. */
export type OutOfDay = { why: 'not_yet' | 'ended'; day: string }

/** One list of a chain on one day. */
export type CompiledList = {
  list: PriceList
  /** Why the whole list prices nothing. */
  unfit: OutOfDay | { why: 'other_currency' } | null
  /** The prices of a product in a unit, by quantity; none when the list is unfit. */
  breaksOf: (productId: string, unitCode: string) => readonly PriceEntry[]
  /** By product: why it has no price on this day, though it has one on another. */
  outOfDay: ReadonlyMap<string, OutOfDay>
}
export type CompiledPrices = { lists: readonly CompiledList[] }

/** The day that is priced, in the distributor's zone, and the document's currency. */
export type PriceDay = { day: string; currency: string }

/**
 * Sorts the entries of a chain of lists (most specific first) for one day. Of several entries for
 * the same break the one that became valid last wins, of these the lower price: the order in which
 * entries come says nothing.
 */
export function compilePrices(
  lists: readonly PriceList[],
  entries: readonly PriceEntry[],
  on: PriceDay,
): CompiledPrices {
  const byList = new Map<string, PriceEntry[]>()
  for (const entry of entries) {
    const ofList = byList.get(entry.priceListId)
    if (ofList) ofList.push(entry)
    else byList.set(entry.priceListId, [entry])
  }
  return { lists: lists.map((list) => compileList(list, byList.get(list.id) ?? NONE, on)) }
}

const NONE: readonly PriceEntry[] = []
const NO_DAYS: ReadonlyMap<string, OutOfDay> = new Map()

function compileList(list: PriceList, entries: readonly PriceEntry[], on: PriceDay): CompiledList {
  const unfit = unfitOf(list, on)
  if (entries.length === 0) return { list, unfit, breaksOf: () => NONE, outOfDay: NO_DAYS }
  const breaks = new Map<string, PriceEntry[]>()
  const outOfDay = new Map<string, OutOfDay>()
  for (const entry of entries) {
    const { productId } = entry
    const out = outOfDayOf(entry, on.day)
    if (out) outOfDay.set(productId, nearer(outOfDay.get(productId), out))
    else {
      const key = keyOf(productId, entry.unitCode)
      breaks.set(key, withEntry(breaks.get(key) ?? NONE, entry))
    }
  }
  return {
    list,
    unfit,
    breaksOf: (productId, unitCode) =>
      unfit ? NONE : (breaks.get(keyOf(productId, unitCode)) ?? NONE),
    outOfDay,
  }
}

const keyOf = (productId: string, unitCode: string) => `${productId} ${unitCode}`

const unfitOf = (list: PriceList, { day, currency }: PriceDay): CompiledList['unfit'] =>
  list.currency === currency ? outOfDayOf(list, day) : { why: 'other_currency' }

function outOfDayOf(
  { validFrom, validTo }: Pick<PriceList, 'validFrom' | 'validTo'>,
  day: string,
): OutOfDay | null {
  if (validFrom !== null && validFrom > day) return { why: 'not_yet', day: validFrom }
  if (validTo !== null && validTo < day) return { why: 'ended', day: validTo }
  return null
}

// What begins soonest is told before what ended last.
function nearer(known: OutOfDay | undefined, other: OutOfDay): OutOfDay {
  if (!known) return other
  if (known.why !== other.why) return known.why === 'not_yet' ? known : other
  const otherIsNearer = other.why === 'not_yet' ? other.day < known.day : other.day > known.day
  return otherIsNearer ? other : known
}

function withEntry(breaks: readonly PriceEntry[], entry: PriceEntry): PriceEntry[] {
  const same = breaks.find((b) => b.fromQuantityMilli === entry.fromQuantityMilli)
  if (same && beats(same, entry)) return [...breaks]
  return [...breaks.filter((b) => b !== same), entry].sort(
    (a, b) => a.fromQuantityMilli - b.fromQuantityMilli,
  )
}

const beats = (one: PriceEntry, other: PriceEntry) =>
  one.validFrom === other.validFrom
    ? one.unitPriceE4 <= other.unitPriceE4
    : one.validFrom > other.validFrom
