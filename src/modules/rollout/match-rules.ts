/** An outlet as matching sees it: what is written on the door, who pays, when it was delivered to. */
export type Place = {
  id: string
  name: string
  address: string
  city: string
  latitude: number | null
  longitude: number | null
  phones: string[]
  taxIds: string[]
  /** First and last day of delivery; null: never. */
  firstDay: string | null
  lastDay: string | null
}

export type MatchReason =
  | 'same_address'
  | 'near'
  | 'same_phone'
  | 'same_payer'
  | 'similar_name'
  | 'took_turns'
  | 'both_active'
  | 'other_number'

/** Two rows that look like one selling place; the one delivered to first comes first. */
export type SamePlace = { outletIds: [string, string]; score: number; reasons: MatchReason[] }

// What speaks for one place and what against it; 70 of these is worth a person's look.
const WEIGHT: Record<MatchReason, number> = {
  same_address: 45,
  near: 30,
  same_phone: 40,
  same_payer: 25,
  similar_name: 25,
  took_turns: 25,
  both_active: -50,
  other_number: -40,
}
const SCORE_MIN = 70
const NEAR_METRES = 60
const TURN_DAYS_MAX = 60
const NAME_LIKENESS_MIN = 0.5
/** Places that share a block (a phone, a payer, an address) beyond this are a chain, not one place. */
const BLOCK_MAX = 40

/** Pairs of outlets that may be one place under two codes; nothing is ever joined by itself. */
export function samePlaces(places: readonly Place[]): SamePlace[] {
  const found = new Map<string, SamePlace>()
  for (const block of blocksOf(places)) {
    for (const [i, one] of block.entries()) {
      for (const other of block.slice(i + 1)) {
        const pair = inOrder(one, other)
        const key = `${pair[0].id} ${pair[1].id}`
        if (found.has(key)) continue
        const match = compare(...pair)
        if (match.score >= SCORE_MIN) found.set(key, match)
      }
    }
  }
  return [...found.values()].toSorted((a, b) => b.score - a.score)
}

// Only places that share something are compared: the work grows with the base, not with its square.
function blocksOf(places: readonly Place[]): Place[][] {
  const blocks = new Map<string, Place[]>()
  const add = (key: string, place: Place) => {
    const block = blocks.get(key)
    if (block) block.push(place)
    else blocks.set(key, [place])
  }
  for (const place of places) {
    const address = addressKey(place)
    if (address) add(`a ${address}`, place)
    for (const phone of place.phones) add(`p ${phone}`, place)
    for (const taxId of place.taxIds) add(`t ${taxId} ${plain(place.city)}`, place)
    for (const cell of cellsOf(place)) add(`c ${cell}`, place)
  }
  return [...blocks.values()].filter((block) => block.length > 1 && block.length <= BLOCK_MAX)
}

const CELLS_A_DEGREE = 500

// Each place stands in its own cell of about 200 m and in the next ones: neighbours meet somewhere.
function cellsOf({ latitude, longitude }: Place): string[] {
  if (latitude === null || longitude === null) return []
  const y = latitude * CELLS_A_DEGREE
  const x = longitude * CELLS_A_DEGREE
  const rows = [...new Set([Math.floor(y - 0.5), Math.floor(y)])]
  const columns = [...new Set([Math.floor(x - 0.5), Math.floor(x)])]
  return rows.flatMap((row) => columns.map((column) => `${row} ${column}`))
}

const inOrder = (one: Place, other: Place): [Place, Place] =>
  (one.firstDay ?? '9999') <= (other.firstDay ?? '9999') ? [one, other] : [other, one]

function compare(earlier: Place, later: Place): SamePlace {
  const address = addressKey(earlier)
  const sameAddress = address !== '' && address === addressKey(later)
  const reasons: MatchReason[] = []
  const note = (holds: boolean, reason: MatchReason) => void (holds && reasons.push(reason))
  note(sameAddress, 'same_address')
  note(!sameAddress && metresBetween(earlier, later) <= NEAR_METRES, 'near')
  note(share(earlier.phones, later.phones), 'same_phone')
  note(share(earlier.taxIds, later.taxIds), 'same_payer')
  note(likeness(earlier, later) >= NAME_LIKENESS_MIN, 'similar_name')
  const turn = turnOf(earlier, later)
  note(turn === 'took_turns', 'took_turns')
  note(turn === 'both_active', 'both_active')
  note(otherNumber(earlier.name, later.name), 'other_number')
  const score = reasons.reduce((sum, reason) => sum + WEIGHT[reason], 0)
  return { outletIds: [earlier.id, later.id], score, reasons }
}

const share = (some: string[], others: string[]) => some.some((one) => others.includes(one))

function turnOf(earlier: Place, later: Place): 'took_turns' | 'both_active' | null {
  if (!earlier.lastDay || !later.firstDay || !earlier.firstDay) return null
  const days = (Date.parse(later.firstDay) - Date.parse(earlier.lastDay)) / 86_400_000
  if (days <= 0) return 'both_active'
  return days <= TURN_DAYS_MAX ? 'took_turns' : null
}

const numberIn = (name: string) => /(?:#|№)\s*(\d+)/.exec(name)?.[1] ?? null

function otherNumber(one: string, other: string): boolean {
  const [a, b] = [numberIn(one), numberIn(other)]
  return a !== null && b !== null && a !== b
}

function likeness(one: Place, other: Place): number {
  const [a, b] = [new Set(wordsOf(one)), new Set(wordsOf(other))]
  const common = [...a].filter((word) => b.has(word)).length
  const all = a.size + b.size - common
  return all === 0 ? 0 : common / all
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/['’ʼ`]/g, '')
    .replace(/[^\p{L}\p{N}#№]+/gu, ' ')
    .trim()

const withoutLegal = (text: string): string =>
  text
    .split(' ')
    .filter((word) => !LEGAL_WORDS.has(word))
    .join(' ')

const LEGAL_WORDS = new Set(
  'llc inc ltd co corp тов тзов фоп пп прат ооо ип чп магазин крамниця маркет'.split(' '),
)

const wordsOf = ({ name, city }: Place): string[] =>
  withoutLegal(withoutCity(plain(name), plain(city)))
    .split(' ')
    .filter((word) => word !== '')

const withoutCity = (name: string, city: string): string =>
  city !== '' && name.endsWith(city) ? name.slice(0, -city.length).trim() : name

// Words have no \b around Cyrillic letters in JavaScript: they are told by spaces.
const STREET_WORDS = new Set(
  (
    'street st avenue ave road rd drive dr boulevard blvd suite ste highway hwy north south east ' +
    'west n s e w вул вулиця ул улица просп проспект пл площа буд дом д м смт с'
  ).split(' '),
)

// The town, the words of the street and the house number, in any order.
function addressKey({ address, city }: Place): string {
  const words = plain(address).split(' ')
  const kept = words.filter((word) => word !== '' && !STREET_WORDS.has(word))
  const isExact = kept.some((word) => /\d/.test(word)) && kept.length > 1
  return isExact ? `${plain(city)}|${kept.toSorted().join(' ')}` : ''
}

const EARTH_METRES = 6_371_000

/** Great-circle distance by the haversine formula (R. W. Sinnott, 1984); infinite without places. */
function metresBetween(a: Place, b: Place): number {
  if (a.latitude === null || a.longitude === null) return Number.POSITIVE_INFINITY
  if (b.latitude === null || b.longitude === null) return Number.POSITIVE_INFINITY
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2
  const h =
    half(b.latitude - a.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(b.longitude - a.longitude)
  return 2 * EARTH_METRES * Math.asin(Math.sqrt(h))
}

export type OwnerGroup = { name: string; by: 'chain' | 'payer' | 'phone'; outletIds: string[] }

const CHAIN_MIN = 3

/** Outlets that seem to have one owner: a payer or phone in common, or the name of a chain. */
export function ownerGroups(places: readonly Place[]): OwnerGroup[] {
  const groups = new Map<string, OwnerGroup>()
  const add = (key: string, name: string, by: OwnerGroup['by'], place: Place) => {
    const group = groups.get(key) ?? { name, by, outletIds: [] }
    if (!group.outletIds.includes(place.id)) group.outletIds.push(place.id)
    groups.set(key, group)
  }
  for (const place of places) {
    for (const taxId of place.taxIds) add(`t ${taxId}`, place.name, 'payer', place)
    for (const phone of place.phones) add(`p ${phone}`, place.name, 'phone', place)
    const chain = chainOf(place)
    if (chain) add(`c ${chain}`, chain, 'chain', place)
  }
  const min = (group: OwnerGroup) => (group.by === 'chain' ? CHAIN_MIN : 2)
  const enough = [...groups.values()].filter((group) => group.outletIds.length >= min(group))
  return distinct(enough).toSorted((a, b) => b.outletIds.length - a.outletIds.length)
}

// The same outlets found by payer and by phone are one proposal; the payer says more.
function distinct(groups: OwnerGroup[]): OwnerGroup[] {
  const rank = { payer: 0, phone: 1, chain: 2 }
  const seen = new Map<string, OwnerGroup>()
  for (const group of groups.toSorted((a, b) => rank[a.by] - rank[b.by])) {
    const key = group.outletIds.toSorted().join()
    if (!seen.has(key)) seen.set(key, group)
  }
  return [...seen.values()]
}

const CHAIN_CHARS_MIN = 4

/** The chain in a name: what stands before the number of the shop, or before the town. */
function chainOf({ name, city }: Place): string | null {
  const bare = name.split(/#|№|\//)[0] ?? ''
  const chain = withoutLegal(withoutCity(plain(bare), plain(city))).replace(/\s*\d+$/, '')
  return chain.length >= CHAIN_CHARS_MIN ? chain : null
}
