import { districtName } from './districts.ts'
import { nameOf, phoneOf } from './owners.ts'
import { makeRandom } from './random.ts'
import { addDays, type Ground, idOf, put } from './world.ts'

export type DemoPerson = { id: string; phone: string; name: string; roles: string[] }

export const ZONES = [
  { code: 'Z1', name: 'Центр', weekdays: [1, 2, 3, 4, 5, 6], days: 1, time: '17:00' },
  { code: 'Z2', name: 'Схід', weekdays: [2, 5], days: 1, time: '16:00' },
  { code: 'Z3', name: 'Захід', weekdays: [1, 4], days: 1, time: '16:00' },
  { code: 'Z4', name: 'Північ', weekdays: [3, 6], days: 1, time: '15:00' },
  { code: 'Z5', name: 'Південь', weekdays: [2, 4, 6], days: 1, time: '17:00' },
  { code: 'Z6', name: 'Далекі села', weekdays: [5], days: 2, time: '12:00' },
] as const

export type Size = { territoryCount: number; districts: number }

/** Teams, the people of each district, and the zones with their days. */
export function makeForce(ground: Ground, phoneBase: number, { territoryCount, districts }: Size) {
  const random = makeRandom(`${ground.seed} ${ground.distributorId} force`)
  const teams = ['general', 'exclusive'].map((code) => idOf(ground, 'team', code))
  put(ground, 'outlets.team', [
    { id: teams[0], code: 'general', name: 'Загальна команда', exclusive: false },
    { id: teams[1], code: 'exclusive', name: 'Команда «Степовик»', exclusive: true },
  ])
  const people: DemoPerson[] = []
  const person = (kind: string, index: number | string, roles: string[]) => {
    // The shops' phones begin soon after the first ones.
    const first = people.length < FIRST_PHONES ? phoneBase : phoneBase + FURTHER_PHONES
    const phone = phoneOf(first + people.length)
    const id = idOf(ground, 'person', `${kind}${index}`)
    people.push({ id, phone, name: nameOf(random), roles })
    return people.at(-1) as DemoPerson
  }
  for (let district = 0; district < districts; district += 1) {
    makeAgents(ground, { district, territoryCount, teams, person })
    const own = district === 0 ? '' : `d${district} `
    const desks = ['operator', 'dispatcher', ...(district === 0 ? ['owner', 'admin'] : [])]
    for (const [i, role] of desks.entries()) person(role, `${own}${i}`, [role])
    makeZones(ground, district)
  }
  makeHolidays(ground)
  return { teams, people }
}

const FIRST_PHONES = 50
const FURTHER_PHONES = 200_0000

type Crew = {
  district: number
  territoryCount: number
  teams: string[]
  person: (kind: string, index: number, roles: string[]) => DemoPerson
}

// A supervisor with his agents; one territory is vacant.
function makeAgents(ground: Ground, { district, territoryCount, teams, person }: Crew): void {
  const supervisorId = supervisorOf(ground, district)
  const boss = person('supervisor', district, ['supervisor'])
  put(ground, 'outlets.agent', [
    {
      id: supervisorId,
      code: `SV${district + 1}`,
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
    const index = district * territoryCount + i
    const team_id = i >= territoryCount - 2 && territoryCount > 4 ? teams[1] : teams[0]
    const territory = idOf(ground, 'territory', index)
    put(ground, 'outlets.territory', [
      {
        id: territory,
        code: `T${index + 1}`,
        name: `Територія ${index + 1}`,
        team_id,
        supervisor_id: supervisorId,
      },
    ])
    // The last territory of the general team is vacant: its agent left, its shops go to the pool.
    if (i === territoryCount - 3) continue
    const agent = person('agent', index, ['agent'])
    const id = idOf(ground, 'agent', index)
    put(ground, 'outlets.agent', [
      {
        id,
        code: `A${index + 1}`,
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
}

/** The agent who leads a district. */
export const supervisorOf = (ground: Ground, district: number) =>
  idOf(ground, 'agent', district === 0 ? 'supervisor' : `supervisor${district}`)

function makeZones(ground: Ground, district: number): void {
  put(
    ground,
    'delivery.zone',
    ZONES.map((zone, i) => ({
      id: idOf(ground, 'zone', district * ZONES.length + i),
      code: `Z${district * ZONES.length + i + 1}`,
      name: district === 0 ? zone.name : `${districtName(district)}, ${zone.name.toLowerCase()}`,
      weekdays: zone.weekdays,
      cut_off_days: zone.days,
      cut_off_time: zone.time,
      lock_minutes: 60,
      capacity_drops: null,
      minimum_minor: 60_000,
    })),
  )
}

function makeHolidays(ground: Ground): void {
  const year = Number(ground.today.slice(0, 4))
  put(ground, 'delivery.holiday', [
    { day: `${year}-12-25`, name: 'Різдво' },
    { day: `${year + 1}-01-01`, name: 'Новий рік' },
  ])
}

export type Force = ReturnType<typeof makeForce>

/** Weekday, cut-off days and time of a zone, as the history needs them. */
export const zoneTimes = (zone: number) => ZONES[zone % ZONES.length] ?? ZONES[0]
