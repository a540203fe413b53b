import { townOf } from './districts.ts'
import { type Force, type Size, supervisorOf, ZONES } from './force.ts'
import { makeOwner, type Owner } from './owners.ts'
import { makeRandom } from './random.ts'
import { SHOP_KINDS, SHOP_NAMES, STREETS, TOWNS } from './words.ts'
import { addDays, type Ground, idOf, put } from './world.ts'

export type DemoOutlet = {
  id: string
  zone: number
  weekday: number
  contractId: string
  limitMinor: number | null
  ownerPhone: string
  ownerName: string
  personId: string
  /** Per team: the general one, then the exclusive one. */
  agentIds: (string | null)[]
  /** Who visits it for the general team. */
  agentPersonId: string
  /** Who takes its calls. */
  operatorId: string
  digital: number
  size: number
}
type Wanted = Size & { count: number; sellerName: string; force: Force; phoneBase: number }

/**
 * Shops with owners, payers, contracts, balances; a tenth of the owners has several shops. They come in
 * batches, so that their rows can be written and forgotten.
 */
export function* makeOutlets(ground: Ground, wanted: Wanted): Generator<DemoOutlet[]> {
  const { count, sellerName, districts, phoneBase } = wanted
  const random = makeRandom(`${ground.seed} ${ground.distributorId} outlets`)
  const entity = idOf(ground, 'entity', 'vat')
  put(ground, 'accounts.selling_entity', [
    {
      id: entity,
      code: 'TD',
      name: `ТОВ «Торговий дім ${sellerName}»`,
      tax_id: '40000017',
      vat_payer: true,
      iban: 'UA213223130000026007233566001',
      rank: 1,
    },
  ])
  putHandLimits(ground)
  let outlets: DemoOutlet[] = []
  let owner: Owner | null = null
  for (let i = 0; i < count; i += 1) {
    if (!owner || owner.left === 0) owner = makeOwner(ground, random, { i, phoneBase, entity })
    owner = { ...owner, left: owner.left - 1 }
    const district = Math.floor((i * districts) / count)
    const nth = i - Math.ceil((district * count) / districts)
    outlets.push(makeOutlet(ground, random, { i, nth, district, owner, wanted }))
    if (outlets.length < OUTLETS_AT_ONCE && i + 1 < count) continue
    yield outlets
    outlets = []
  }
}

const OUTLETS_AT_ONCE = 2_000

type Place = { i: number; nth: number; district: number; owner: Owner; wanted: Wanted }

function makeOutlet(
  ground: Ground,
  random: ReturnType<typeof makeRandom>,
  place: Place,
): DemoOutlet {
  const { i, nth, district, owner } = place
  const id = idOf(ground, 'outlet', i)
  const kindOfZone = nth % ZONES.length
  const zone = district * ZONES.length + kindOfZone
  const town = placeOf(place, kindOfZone, random)
  const [type, kind] = random.pick(SHOP_KINDS)
  const size = random.next()
  put(ground, 'outlets.outlet', [
    {
      id,
      code: `M${String(i + 1).padStart(5, '0')}`,
      name: `${kind} «${random.pick(SHOP_NAMES)}»`,
      address: `${random.pick(STREETS)}, ${random.between(1, 120)}`,
      ...town,
      outlet_type: type,
      class: size > 0.9 ? 'A' : size > 0.65 ? 'B' : size > 0.25 ? 'C' : 'D',
      price_zone: size > 0.7 ? 'wholesale' : null,
      opened_at: `${addDays(ground.today, -600)}T09:00:00Z`,
    },
  ])
  const payer = { outlet_id: id, payer_id: owner.payer, from_day: addDays(ground.today, -400) }
  put(ground, 'outlets.outlet_payer', [payer])
  const buyer = {
    outlet_id: id,
    person_id: owner.person,
    name: owner.name,
    phone: owner.phone,
    position: 'owner',
    since: `${addDays(ground.today, -150)}T09:00:00Z`,
  }
  put(ground, 'outlets.buyer', [buyer])
  put(ground, 'delivery.outlet_zone', [{ outlet_id: id, zone_id: idOf(ground, 'zone', zone) }])
  const staff = staffOf(ground, id, place)
  return {
    id,
    zone,
    weekday: random.pick(ZONES[kindOfZone]?.weekdays ?? [1]),
    contractId: owner.contract,
    limitMinor: owner.limit,
    ownerPhone: owner.phone,
    ownerName: owner.name,
    personId: owner.person,
    ...staff,
    digital: random.next(),
    size,
  }
}

// Its territories, one of each team that serves it, and who visits it and types for it.
function staffOf(ground: Ground, outletId: string, { nth, district, wanted }: Place) {
  const { territoryCount, force } = wanted
  const general = territoryCount > 4 ? territoryCount - 2 : territoryCount
  const mine = nth % general
  const territories = [{ team: 0, index: mine }]
  if (territoryCount > 4 && nth % 2 === 0)
    territories.push({ team: 1, index: general + (nth % 4) / 2 })
  const first = district * territoryCount
  put(
    ground,
    'outlets.outlet_territory',
    territories.map(({ team, index }) => ({
      outlet_id: outletId,
      team_id: force.teams[team],
      territory_id: idOf(ground, 'territory', first + index),
      from_day: addDays(ground.today, -400),
    })),
  )
  const vacant = territoryCount - 3
  const agent = (index: number) =>
    index === vacant ? supervisorOf(ground, district) : idOf(ground, 'agent', first + index)
  const visitor = mine === vacant ? `supervisor${district}` : `agent${first + mine}`
  return {
    agentIds: [agent(mine), territories[1] ? agent(territories[1].index) : null],
    agentPersonId: idOf(ground, 'person', visitor),
    operatorId: idOf(ground, 'person', district === 0 ? 'operator0' : `operatord${district} 0`),
  }
}

// About every fortieth is not on the map yet: a real base has such, too.
const PLACELESS_EVERY = 41

function placeOf({ i, nth, district }: Place, zone: number, random: ReturnType<typeof makeRandom>) {
  const towns = district === 0 ? (TOWNS[zone] ?? []) : [townOf(district, zone)]
  const [city = '', north = 0, east = 0, about = 0] =
    towns[Math.floor(nth / ZONES.length) % towns.length] ?? []
  const latitude = Number((north + (random.next() - 0.5) * about).toFixed(5))
  const longitude = Number((east + (random.next() - 0.5) * about * 1.5).toFixed(5))
  const placeless = i % PLACELESS_EVERY === PLACELESS_EVERY - 1
  return { city, latitude: placeless ? null : latitude, longitude: placeless ? null : longitude }
}

// What is more than an agent may give waits for a supervisor.
function putHandLimits(ground: Ground): void {
  const changed_at = `${addDays(ground.today, -150)}T09:00:00Z`
  put(ground, 'ordering.hand_setting', [{ when_over: 'approval', propose_after: 3, changed_at }])
  put(ground, 'ordering.hand_limit', [
    { holder: 'agent', percent_bp: 500, budget_minor: 300_000, changed_at },
    { holder: 'supervisor', percent_bp: 1_500, budget_minor: 1_500_000, changed_at },
    { holder: 'office', percent_bp: 2_000, budget_minor: 5_000_000, changed_at },
  ])
}
