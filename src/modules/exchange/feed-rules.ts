import type { SaidCategory } from '../catalogue/catalogue.ts'
import type { SaidList } from '../pricing/pricing.ts'
import type { SaidWarehouse } from '../stock/stock.ts'
import type { GroupRecord, Oddity, PriceTypeRecord, WarehouseRecord } from './commerceml/records.ts'
import type { Classifier } from './commerceml/upload.ts'
import { type KnownNamed, type Match, matchNamed, type NewId } from './match-rules.ts'
import type { Mends } from './mend-rules.ts'

export type KnownList = KnownNamed & { currency: string; vatIncluded: boolean }

/** A list as the upload means it; silent about its currency, it takes that of its first price. */
export type FeedList = SaidList & { currencySaid: boolean }

/** Price types, warehouses and groups of an upload as ours. */
export type FeedNames = {
  /** By the feed's id. */
  lists: Map<string, FeedList>
  saidLists: Map<string, FeedList>
  warehouses: Map<string, string>
  saidWarehouses: SaidWarehouse[]
  warehouseLinks: { externalId: string; id: string }[]
  listLinks: { externalId: string; id: string }[]
  /** Where a figure over all warehouses lies, once one was told. */
  totalWarehouse: SaidWarehouse & { isNew: boolean; used: boolean }
  ownWarehouseIds: string[]
  ownListIds: string[]
  categories: SaidCategory[]
}

/** The feed's id for a figure over all warehouses. */
const OVER_ALL = ''

/** The stock of an ERP that names no warehouse. */
const ONLY_WAREHOUSE = { code: 'main', name: 'Основний склад' }

export type FeedGround = {
  classifier: Classifier
  lists: readonly KnownList[]
  warehouses: readonly KnownNamed[]
  mends: Mends
  currency: string
  newId: NewId
  oddity: (oddity: Oddity) => void
}

/** Finds what an upload's names mean with us, and says what was renamed or has a new id. */
export function feedNames(ground: FeedGround): FeedNames {
  const { classifier, mends, newId } = ground
  const types = [...classifier.priceTypes.values()]
  const places = [...classifier.warehouses.values()]
  const decided = { decided: mends.priceTypes, newId }
  const listMatches = matchNamed(types, ground.lists, decided)
  const placeMatches = matchNamed(places, ground.warehouses, { decided: mends.warehouses, newId })
  noteMatches(types, listMatches, ground.oddity)
  noteMatches(places, placeMatches, ground.oddity)
  const said = new Map(types.map((type) => [type.id, listSaid(type, listMatches, ground)]))
  const lists = new Map([...knownLists(ground), ...said])
  const saidWarehouses = places.map((place) => warehouseSaid(place, placeMatches))
  const there = new Set(ground.warehouses.map(({ id }) => id))
  const warehouses = new Map([
    ...externals(ground.warehouses).map(([external, row]) => [external, row.id] as const),
    ...[...mends.warehouses].filter(([, id]) => there.has(id)),
    ...places.map(({ id }) => [id, placeMatches.get(id)?.id ?? ''] as const),
  ])
  return {
    lists,
    saidLists: said,
    warehouses,
    saidWarehouses,
    warehouseLinks: linksOf(placeMatches),
    listLinks: linksOf(listMatches),
    totalWarehouse: totalWarehouse(ground, saidWarehouses),
    ownWarehouseIds: [...new Set(warehouses.values())],
    ownListIds: [...new Set([...lists.values()].map(({ id }) => id))],
    categories: categoriesSaid([...classifier.groups.values()], newId),
  }
}

const externals = <T extends KnownNamed>(known: readonly T[]) =>
  known.flatMap((row) => row.externalIds.map((external) => [external, row] as const))

function knownLists({ lists, mends }: FeedGround): [string, FeedList][] {
  const byId = new Map(lists.map((list) => [list.id, list]))
  const meant = (list: KnownList): FeedList => ({ ...list, currencySaid: true })
  const linked = externals(lists).map(([external, list]): [string, FeedList] => [
    external,
    meant(list),
  ])
  const decided = [...mends.priceTypes].flatMap(([external, id]): [string, FeedList][] => {
    const list = byId.get(id)
    return list ? [[external, meant(list)]] : []
  })
  return [...linked, ...decided]
}

function listSaid(
  type: PriceTypeRecord,
  matches: ReadonlyMap<string, Match>,
  { lists, mends, currency }: FeedGround,
): FeedList {
  const match = matches.get(type.id)
  const known = lists.find(({ id }) => id === match?.id)
  const said = type.currency === null ? null : isoOf(type.currency, mends)
  return {
    id: match?.id ?? '',
    code: match?.code ?? type.id,
    // A list that a person chose for it keeps the name he knows it by.
    name: match?.how === 'mended' && known ? known.name : type.name || type.id,
    currency: said ?? known?.currency ?? currency,
    vatIncluded: type.vatIncluded ?? known?.vatIncluded ?? true,
    currencySaid: said !== null,
  }
}

/** A currency in ISO 4217: as decided by a person, as written when it is a code; else null. */
export function isoOf(word: string, { currencies }: Mends): string | null {
  const decided = currencies.get(word)
  if (decided !== undefined) return decided
  return /^[A-Z]{3}$/.test(word) ? word : null
}

function warehouseSaid(place: WarehouseRecord, matches: ReadonlyMap<string, Match>): SaidWarehouse {
  const match = matches.get(place.id)
  const name = match?.how === 'mended' ? (match.knownName ?? place.name) : place.name || place.id
  return { id: match?.id ?? '', code: match?.code ?? place.id, name }
}

function totalWarehouse(
  { warehouses, mends, newId }: FeedGround,
  said: SaidWarehouse[],
): FeedNames['totalWarehouse'] {
  const decided =
    warehouses.find(({ id }) => id === mends.warehouses.get(OVER_ALL)) ??
    warehouses.find(({ externalIds }) => externalIds.includes(OVER_ALL))
  const main = warehouses.find(({ code }) => code === ONLY_WAREHOUSE.code)
  const [first] = warehouses
  const alone = warehouses.length === 1 && said.length === 0 && first?.externalIds.length === 0
  const known = decided ?? main ?? (alone ? first : undefined)
  if (known) return { id: known.id, code: known.code, name: known.name, isNew: false, used: false }
  return { id: newId(), ...ONLY_WAREHOUSE, isNew: true, used: false }
}

/** A warehouse that figures name and nobody defines is kept, named by its id. */
export function addWarehouse(names: FeedNames, externalId: string, newId: NewId): void {
  const id = newId()
  names.warehouses.set(externalId, id)
  names.saidWarehouses.push({ id, code: externalId, name: externalId })
  names.warehouseLinks.push({ externalId, id })
}

/** A figure over all warehouses was told: from now on it lies there. */
export function useTotal(names: FeedNames): void {
  const { totalWarehouse: total } = names
  if (total.used) return
  total.used = true
  names.warehouseLinks.push({ externalId: OVER_ALL, id: total.id })
  if (total.isNew) names.saidWarehouses.push({ id: total.id, code: total.code, name: total.name })
}

const linksOf = (matches: ReadonlyMap<string, Match>) =>
  [...matches].map(([externalId, { id }]) => ({ externalId, id }))

type Named = PriceTypeRecord | WarehouseRecord

function noteMatches(
  said: readonly Named[],
  matches: ReadonlyMap<string, Match>,
  oddity: (oddity: Oddity) => void,
): void {
  for (const { id, name, kind, file, line } of said) {
    const match = matches.get(id)
    if (match?.how === 'rekeyed') {
      const code = kind === 'price_type' ? 'price_type_rekeyed' : 'warehouse_rekeyed'
      const done = 'taken for the one of that name; its figures follow'
      oddity({ file, line, id, code, detail: `${name}: ${match.code} → ${id}`, done, subject: id })
    }
    const renamed = match?.how === 'linked' && match.knownName !== null && match.knownName !== name
    if (!renamed) continue
    const detail = `${kind}: ${match.knownName?.slice(0, 80)} → ${name.slice(0, 80)}`
    oddity({ file, line, id, code: 'renamed', detail, done: 'the later name is kept' })
  }
}

const categoriesSaid = (groups: readonly GroupRecord[], newId: NewId): SaidCategory[] =>
  groups.map(({ id, parentId, name }) => ({
    id: newId(),
    code: id,
    parentCode: parentId,
    name: name || id,
  }))
