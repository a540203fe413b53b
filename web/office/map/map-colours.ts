import type { MapOutlet } from './map-rows.ts'

/** What the outlets may be coloured by. */
export const COLOUR_BY = ['weekday', 'agent', 'zone', 'class', 'share', 'days'] as const
export type ColourBy = (typeof COLOUR_BY)[number]

/** One line of the legend; `key` is what the address calls it. */
export type Group = { key: string; name: string; colour: string; count: number }
export type Names = {
  weekday(day: number): string
  agents: { id: string; name: string }[]
  zones: { id: string; name: string }[]
  none: Record<ColourBy, string>
  others: string
  share: Record<string, string>
  days: Record<string, string>
}

// Told apart also by eyes that see no red or green; 3 : 1 or more on land and card.
const PALETTE = [
  '#1b6ca8',
  '#c2410c',
  '#2f7d32',
  '#8e3b9e',
  '#a16207',
  '#0f766e',
  '#be185d',
  '#4f46e5',
  '#7f1d1d',
  '#475569',
]
const NONE = '#6b7280'
const OTHERS = '#17211d'
// From what is wanted to what is not.
const GOOD_TO_BAD = ['#15552c', '#4d7c0f', '#a16207', '#c2410c', '#9d211b']
const SHARES = ['76', '51', '26', '1', '0'] as const
const DAYS = ['7', '14', '30', '60', 'more'] as const

type Sorted = { groups: Group[]; groupOf: (outlet: MapOutlet) => number }

/** The legend's groups and to which of them each outlet belongs. */
export function groupsBy(by: ColourBy, outlets: MapOutlet[], names: Names): Sorted {
  const keyOf = KEYS[by](names)
  const counts = new Map<string, number>()
  for (const outlet of outlets) {
    const key = keyOf(outlet)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const groups = GROUPS[by](names, counts)
  const numbers = new Map(groups.map(({ key }, i) => [key, i]))
  const rest = numbers.get('others') ?? 0
  return { groups, groupOf: (outlet) => numbers.get(keyOf(outlet)) ?? rest }
}

type Key = (outlet: MapOutlet) => string

const KEYS: Record<ColourBy, (names: Names) => Key> = {
  weekday: () => (outlet) => String(dayOf(outlet) || 'none'),
  agent: (names) => (outlet) => names.agents[outlet.agents[0] ?? -1]?.id ?? 'none',
  zone: (names) => (outlet) => names.zones[outlet.zone]?.id ?? 'none',
  class: () => (outlet) => outlet.outletClass,
  share: () => (outlet) => shareOf(outlet.sharePercent),
  days: () => (outlet) => daysOf(outlet.daysSince),
}

// The day its orders show; without orders the only day of its plan.
const dayOf = ({ usualWeekday, weekdays }: MapOutlet) =>
  usualWeekday || (weekdays.length === 1 ? (weekdays[0] ?? 0) : 0)

const shareOf = (percent: number) =>
  percent < 0 ? 'none' : (SHARES.find((from) => percent >= Number(from)) ?? '0')

const daysOf = (days: number) =>
  days < 0 ? 'none' : (DAYS.find((until) => until === 'more' || days <= Number(until)) ?? 'more')

type Make = (names: Names, counts: ReadonlyMap<string, number>) => Group[]

const GROUPS: Record<ColourBy, Make> = {
  weekday: (names, counts) => [
    ...[1, 2, 3, 4, 5, 6, 7].map((day, i) =>
      group(String(day), names.weekday(day), PALETTE[i], counts),
    ),
    group('none', names.none.weekday, NONE, counts),
  ],
  agent: (names, counts) => namedGroups(names.agents, names.none.agent, names.others, counts),
  zone: (names, counts) => namedGroups(names.zones, names.none.zone, names.others, counts),
  class: (_, counts) =>
    ['A', 'B', 'C', 'D'].map((name, i) => group(name, name, PALETTE[i], counts)),
  share: (names, counts) => [
    ...SHARES.map((from, i) => group(from, names.share[from] ?? from, GOOD_TO_BAD[i], counts)),
    group('none', names.none.share, NONE, counts),
  ],
  days: (names, counts) => [
    ...DAYS.map((until, i) => group(until, names.days[until] ?? until, GOOD_TO_BAD[i], counts)),
    group('none', names.none.days, NONE, counts),
  ],
}

const group = (
  key: string,
  name: string,
  colour: string | undefined,
  counts: ReadonlyMap<string, number>,
): Group => ({ key, name, colour: colour ?? NONE, count: counts.get(key) ?? 0 })

// As many as there are colours, the largest first; the rest share one.
function namedGroups(
  list: { id: string; name: string }[],
  none: string,
  others: string,
  counts: ReadonlyMap<string, number>,
): Group[] {
  const sorted = list
    .filter(({ id }) => counts.has(id))
    .sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0))
  const own = sorted.slice(0, PALETTE.length)
  const rest = sorted.slice(PALETTE.length)
  const sum = rest.reduce((total, { id }) => total + (counts.get(id) ?? 0), 0)
  return [
    ...own.map(({ id, name }, i) => group(id, name, PALETTE[i], counts)),
    ...(rest.length > 0 ? [{ key: 'others', name: others, colour: OTHERS, count: sum }] : []),
    group('none', none, NONE, counts),
  ]
}
