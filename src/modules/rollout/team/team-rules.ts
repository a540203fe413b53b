/** Lines of a brand that an outlet bought and an agent is credited for. */
export type Sold = { outletId: string; brandId: string; agentId: string; lines: number }

/** Brands that look like the portfolio of an exclusive team, with what speaks for it. */
export type TeamFound = {
  brandIds: string[]
  /** Who sells them where others sell the rest. */
  agentIds: string[]
  /** Who sells them at each outlet that buys them, also where he sells the rest. */
  served: { outletId: string; agentId: string }[]
  /** Outlets where one agent sells these brands and another one the rest. */
  apartOutlets: number
  /** Lines of these brands at outlets that buy other brands too, and those not by who sells the rest. */
  lines: number
  apartLines: number
}

/** So much of the history is looked at. */
export const TEAM_WEEKS = 12
/** So much of the brands must be sold apart, and so much of the rest by others. */
const TEAM_SHARE_MIN = 0.9
const TEAM_OUTLETS_MIN = 5
const TEAM_AGENTS_MIN = 2
/** Brands sold by the same agent at so many of the outlets that buy both belong together. */
const TOGETHER_MIN = 0.75

type Lines = Map<string, number>
/** Of each outlet, of each brand: lines by agent. */
type Shops = Map<string, Map<string, Lines>>

/**
 * Proposes exclusive teams: groups of brands whose lines other agents sell than those who sell the
 * rest at the same outlets. The group that reaches the most outlets is the rest itself.
 */
export function teamsOf(sold: readonly Sold[]): TeamFound[] {
  const shops = shopsOf(sold)
  const groups = groupsOf(shops).map((brandIds) => ({
    brandIds,
    reach: [...shops.values()].filter((brands) => brandIds.some((id) => brands.has(id))).length,
  }))
  const [, ...others] = groups.toSorted(
    (a, b) =>
      b.reach - a.reach || b.brandIds.length - a.brandIds.length || byText(first(a), first(b)),
  )
  return others
    .map(({ brandIds }) => teamOf(shops, new Set(brandIds)))
    .filter((team) => team !== null)
    .toSorted((a, b) => b.apartLines - a.apartLines || byText(first(a), first(b)))
}

const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b))
const first = ({ brandIds }: { brandIds: string[] }) => brandIds[0] ?? ''

function shopsOf(sold: readonly Sold[]): Shops {
  const shops: Shops = new Map()
  for (const { outletId, brandId, agentId, lines } of sold) {
    const brands = shops.get(outletId) ?? new Map<string, Lines>()
    shops.set(outletId, brands.set(brandId, plus(brands.get(brandId), [[agentId, lines]])))
  }
  return shops
}

function plus(sum: Lines | undefined, more: Iterable<[string, number]>): Lines {
  const added: Lines = new Map(sum)
  for (const [agentId, lines] of more) added.set(agentId, (added.get(agentId) ?? 0) + lines)
  return added
}

// Of two with as many lines the first by id: the order of the facts decides nothing.
const sellerOf = (lines: Lines): string | null =>
  [...lines].toSorted((a, b) => b[1] - a[1] || byText(a[0], b[0]))[0]?.[0] ?? null

const count = (lines: Lines, by: (agentId: string) => boolean = () => true) =>
  [...lines].reduce((sum, [agentId, n]) => sum + (by(agentId) ? n : 0), 0)

/** Brands that the same agents sell at the same outlets, in order. */
function groupsOf(shops: Shops): string[][] {
  const group = new Map<string, string>()
  const root = (id: string): string => {
    const above = group.get(id) ?? id
    return above === id ? id : root(above)
  }
  for (const brands of shops.values()) for (const id of brands.keys()) group.set(id, id)
  for (const { one, other, both, same } of pairsOf(shops)) {
    if (both < TEAM_OUTLETS_MIN || same < both * TOGETHER_MIN) continue
    const [low = '', high = ''] = [root(one), root(other)].toSorted(byText)
    group.set(high, low)
  }
  const members = new Map<string, string[]>()
  for (const id of [...group.keys()].toSorted(byText)) {
    members.set(root(id), [...(members.get(root(id)) ?? []), id])
  }
  return [...members.values()]
}

type Pair = { one: string; other: string; both: number; same: number }

function pairsOf(shops: Shops): Pair[] {
  const pairs = new Map<string, Pair>()
  for (const brands of shops.values()) {
    const sellers = [...brands]
      .map(([brandId, lines]) => ({ brandId, seller: sellerOf(lines) }))
      .toSorted((a, b) => byText(a.brandId, b.brandId))
    for (const [i, { brandId: one, seller }] of sellers.entries()) {
      for (const { brandId: other, seller: otherSeller } of sellers.slice(i + 1)) {
        const key = `${one} ${other}`
        const pair = pairs.get(key) ?? { one, other, both: 0, same: 0 }
        pair.both += 1
        pair.same += Number(seller === otherSeller)
        pairs.set(key, pair)
      }
    }
  }
  return [...pairs.values()]
}

/** What speaks for a team of these brands; null: too little. */
function teamOf(shops: Shops, brandIds: ReadonlySet<string>): TeamFound | null {
  const served: TeamFound['served'] = []
  const agents = new Set<string>()
  const sums = { apartOutlets: 0, lines: 0, apartLines: 0, rest: 0, restOfOthers: 0 }
  for (const [outletId, brands] of [...shops].toSorted((a, b) => byText(a[0], b[0]))) {
    const { own, rest } = split(brands, brandIds)
    const seller = sellerOf(own)
    if (seller === null) continue
    served.push({ outletId, agentId: seller })
    const restSeller = sellerOf(rest)
    if (restSeller === null) continue
    sums.lines += count(own)
    sums.apartLines += count(own, (agentId) => agentId !== restSeller)
    sums.rest += count(rest)
    sums.restOfOthers += count(rest, (agentId) => agentId !== seller)
    if (seller === restSeller) continue
    sums.apartOutlets += 1
    agents.add(seller)
  }
  const { apartOutlets, lines, apartLines } = sums
  const isTeam =
    apartOutlets >= TEAM_OUTLETS_MIN &&
    agents.size >= TEAM_AGENTS_MIN &&
    apartLines >= lines * TEAM_SHARE_MIN &&
    sums.restOfOthers >= sums.rest * TEAM_SHARE_MIN
  const ids = [...brandIds].toSorted(byText)
  const agentIds = [...agents].toSorted(byText)
  return isTeam ? { brandIds: ids, agentIds, served, apartOutlets, lines, apartLines } : null
}

function split(brands: Map<string, Lines>, brandIds: ReadonlySet<string>) {
  let own: Lines = new Map()
  let rest: Lines = new Map()
  for (const [brandId, lines] of brands) {
    if (brandIds.has(brandId)) own = plus(own, lines)
    else rest = plus(rest, lines)
  }
  return { own, rest }
}
