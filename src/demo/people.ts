import { makeOwner, nameOf, type Owner, phoneOf } from './owners.ts'
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
  digital: number
  size: number
}
export type DemoPerson = { id: string; phone: string; name: string; roles: string[] }

const ZONES = [
  { code: 'Z1', name: 'Центр', weekdays: [1, 2, 3, 4, 5, 6], days: 1, time: '17:00' },
  { code: 'Z2', name: 'Схід', weekdays: [2, 5], days: 1, time: '16:00' },
  { code: 'Z3', name: 'Захід', weekdays: [1, 4], days: 1, time: '16:00' },
  { code: 'Z4', name: 'Північ', weekdays: [3, 6], days: 1, time: '15:00' },
  { code: 'Z5', name: 'Південь', weekdays: [2, 4, 6], days: 1, time: '17:00' },
  { code: 'Z6', name: 'Далекі села', weekdays: [5], days: 2, time: '12:00' },
] as const

/** Teams, agents with one vacant territory, and the zones with their days. */
export function makeForce(ground: Ground, territoryCount: number, phoneBase: number) {
  const random = makeRandom(`${ground.seed} ${ground.distributorId} force`)
  const teams = ['general', 'exclusive'].map((code) => idOf(ground, 'team', code))
  put(ground, 'outlets.team', [
    { id: teams[0], code: 'general', name: 'Загальна команда', exclusive: false },
    { id: teams[1], code: 'exclusive', name: 'Команда «Степовик»', exclusive: true },
  ])
  const people: DemoPerson[] = []
  const supervisorId = idOf(ground, 'agent', 'supervisor')
  const person = (kind: string, index: number, roles: string[]) => {
    const made = {
      id: idOf(ground, 'person', `${kind}${index}`),
      phone: phoneOf(phoneBase + people.length),
      name: nameOf(random),
      roles,
    }
    people.push(made)
    return made
  }
  const boss = person('supervisor', 0, ['supervisor'])
  put(ground, 'outlets.agent', [
    {
      id: supervisorId,
      code: 'SV1',
      person_id: boss.id,
      name: boss.name,
      phone: boss.phone,
      team_id: teams[0],
      kind: 'supervisor',
      supervisor_id: null,
    },
  ])
  const from_day = addDays(ground.today, -720)
  for (let i = 0; i < territoryCount; i += 1) {
    const team_id = i >= territoryCount - 2 && territoryCount > 4 ? teams[1] : teams[0]
    const territory = idOf(ground, 'territory', i)
    put(ground, 'outlets.territory', [
      {
        id: territory,
        code: `T${i + 1}`,
        name: `Територія ${i + 1}`,
        team_id,
        supervisor_id: supervisorId,
      },
    ])
    // The last territory of the general team is vacant: its agent left, its shops go to the pool.
    if (i === territoryCount - 3) continue
    const agent = person('agent', i, ['agent'])
    const id = idOf(ground, 'agent', i)
    put(ground, 'outlets.agent', [
      {
        id,
        code: `A${i + 1}`,
        person_id: agent.id,
        name: agent.name,
        phone: agent.phone,
        team_id,
        kind: 'agent',
        supervisor_id: supervisorId,
      },
    ])
    put(ground, 'outlets.territory_agent', [{ territory_id: territory, agent_id: id, from_day }])
  }
  for (const [i, role] of (['operator', 'dispatcher', 'owner', 'admin'] as const).entries()) {
    person(role, i, [role])
  }
  makeZones(ground)
  return { teams, people, supervisorId }
}

function makeZones(ground: Ground) {
  put(
    ground,
    'delivery.zone',
    ZONES.map((zone, i) => ({
      id: idOf(ground, 'zone', i),
      code: zone.code,
      name: zone.name,
      weekdays: zone.weekdays,
      cut_off_days: zone.days,
      cut_off_time: zone.time,
      lock_minutes: 60,
      capacity_drops: null,
      minimum_minor: 60_000,
    })),
  )
  const year = Number(ground.today.slice(0, 4))
  put(ground, 'delivery.holiday', [
    { day: `${year}-12-25`, name: 'Різдво' },
    { day: `${year + 1}-01-01`, name: 'Новий рік' },
  ])
}

type Force = ReturnType<typeof makeForce>

/** Shops with owners, payers, contracts, balances; a tenth of the owners has several shops. */
export function makeOutlets(
  ground: Ground,
  options: {
    count: number
    sellerName: string
    territoryCount: number
    force: Force
    phoneBase: number
  },
): DemoOutlet[] {
  const { count, sellerName, territoryCount, force, phoneBase } = options
  const random = makeRandom(`${ground.seed} ${ground.distributorId} outlets`)
  const general = territoryCount > 4 ? territoryCount - 2 : territoryCount
  const entities = ['vat', 'fop'].map((code) => idOf(ground, 'entity', code))
  put(ground, 'accounts.selling_entity', [
    {
      id: entities[0],
      code: 'TD',
      name: `ТОВ «Торговий дім ${sellerName}»`,
      tax_id: '40000017',
      vat_payer: true,
      iban: 'UA213223130000026007233566001',
      rank: 1,
    },
  ])
  putHandLimits(ground)
  const outlets: DemoOutlet[] = []
  let owner: Owner | null = null
  for (let i = 0; i < count; i += 1) {
    if (!owner || owner.left === 0) {
      owner = makeOwner(ground, random, { i, phoneBase, entity: entities[0] ?? '' })
    }
    owner = { ...owner, left: owner.left - 1 }
    outlets.push(makeOutlet(ground, random, { i, owner, general, territoryCount, force }))
  }
  return outlets
}

function makeOutlet(
  ground: Ground,
  random: ReturnType<typeof makeRandom>,
  place: { i: number; owner: Owner; general: number; territoryCount: number; force: Force },
): DemoOutlet {
  const { i, owner, general, territoryCount, force } = place
  const id = idOf(ground, 'outlet', i)
  const zone = i % ZONES.length
  const town = placeOf(i, zone, random)
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
  const from_day = addDays(ground.today, -400)
  put(ground, 'outlets.outlet_payer', [{ outlet_id: id, payer_id: owner.payer, from_day }])
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
  const mine = i % general
  const territories = [{ team: 0, index: mine }]
  if (territoryCount > 4 && i % 2 === 0) territories.push({ team: 1, index: general + (i % 4) / 2 })
  put(
    ground,
    'outlets.outlet_territory',
    territories.map(({ team, index }) => ({
      outlet_id: id,
      team_id: force.teams[team],
      territory_id: idOf(ground, 'territory', index),
      from_day,
    })),
  )
  const agent = (index: number) =>
    index === territoryCount - 3 ? force.supervisorId : idOf(ground, 'agent', index)
  return {
    id,
    zone,
    weekday: random.pick(ZONES[zone]?.weekdays ?? [1]),
    contractId: owner.contract,
    limitMinor: owner.limit,
    ownerPhone: owner.phone,
    ownerName: owner.name,
    personId: owner.person,
    agentIds: [agent(mine), territories[1] ? agent(territories[1].index) : null],
    agentPersonId:
      mine === territoryCount - 3
        ? idOf(ground, 'person', 'supervisor0')
        : idOf(ground, 'person', `agent${mine}`),
    digital: random.next(),
    size,
  }
}

// About every fortieth is not on the map yet: a real base has such, too.
const PLACELESS_EVERY = 41

function placeOf(i: number, zone: number, random: ReturnType<typeof makeRandom>) {
  const towns = TOWNS[zone] ?? []
  const [city = '', north = 0, east = 0, about = 0] =
    towns[Math.floor(i / ZONES.length) % towns.length] ?? []
  const latitude = Number((north + (random.next() - 0.5) * about).toFixed(5))
  const longitude = Number((east + (random.next() - 0.5) * about * 1.5).toFixed(5))
  const placeless = i % PLACELESS_EVERY === PLACELESS_EVERY - 1
  return { city, latitude: placeless ? null : latitude, longitude: placeless ? null : longitude }
}

/** Weekday, cut-off days and time of a zone, as the history needs them. */
export const zoneTimes = (zone: number) => ZONES[zone] ?? ZONES[0]

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
