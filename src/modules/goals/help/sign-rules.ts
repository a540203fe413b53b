import { shareOf } from '../share-rules.ts'

export const SIGNS = ['retyped', 'near_cut_off', 'falls'] as const
export type SignName = (typeof SIGNS)[number]

/** An order that somebody of us typed for an outlet that had been ordering alone. */
export type TypedOrder = {
  personId: string
  /** Known of those only whom a sign points at. */
  name?: string
  outletId: string
  near: boolean
  retyped: boolean
}
/** An invited outlet with who serves it, and whether it fell back on the ladder. */
export type Served = { outletId: string; personId: string | null; name: string; fell: boolean }
export type Sign = {
  sign: SignName
  id: string
  name: string
  count: number
  of: number
  /** The others' share, in ten-thousandths. */
  peersBp: number
  outletIds: string[]
}

/** One order before the cut-off rescues a shop that is missing: that is help. Twice is a habit. */
const NEAR_TIMES = 2
/** Once or twice happens to anybody: nobody is pointed at for that. */
const TIMES_MIN = 3

/** Where somebody may need help: only what is above the others' share by more than chance. */
export function signsOf(typed: TypedOrder[], served: Served[]): Sign[] {
  const near = nearTwice(typed)
  return signsInOrder([
    ...above('retyped', typed, ({ retyped }) => retyped),
    ...above('near_cut_off', typed, (order) => near.has(keyOf(order)) && order.near),
    ...above(
      'falls',
      served.flatMap(({ personId, ...one }) => (personId ? [{ ...one, personId }] : [])),
      ({ fell }) => fell,
    ),
  ])
}

/** The most first, then by name. */
export const signsInOrder = (signs: Sign[]): Sign[] =>
  signs.toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name))

const keyOf = ({ personId, outletId }: TypedOrder) => `${personId} ${outletId}`

function nearTwice(typed: TypedOrder[]): Set<string> {
  const times = new Map<string, number>()
  for (const order of typed.filter(({ near }) => near)) {
    times.set(keyOf(order), (times.get(keyOf(order)) ?? 0) + 1)
  }
  return new Set([...times].flatMap(([key, n]) => (n >= NEAR_TIMES ? [key] : [])))
}

type Row = { personId: string; name?: string; outletId: string }

function above<R extends Row>(sign: SignName, rows: R[], hit: (row: R) => boolean): Sign[] {
  const hits = rows.filter(hit)
  return [...byPerson(rows)].flatMap(([id, own]) => {
    const found = own.filter(hit)
    const peers = rows.length - own.length
    const share = peers > 0 ? (hits.length - found.length) / peers : 0
    const peersBp = Math.round(share * 10_000)
    if (peers === 0 || found.length < TIMES_MIN) return []
    // Both shares are of few: only what their intervals part is more than chance.
    const others = shareOf(hits.length - found.length, peers)
    if (shareOf(found.length, own.length).lowBp <= others.highBp) return []
    const name = own.find((row) => row.name)?.name ?? ''
    const outletIds = [...new Set(found.map(({ outletId }) => outletId))]
    return [{ sign, id, name, count: found.length, of: own.length, peersBp, outletIds }]
  })
}

// Taken apart once: of a large base there are hundreds of people and many thousands of orders.
function byPerson<R extends Row>(rows: R[]): Map<string, R[]> {
  const people = new Map<string, R[]>()
  for (const row of rows) {
    const own = people.get(row.personId)
    if (own) own.push(row)
    else people.set(row.personId, [row])
  }
  return people
}
