import type { call } from '../../call.ts'

export type MapReply = Awaited<ReturnType<typeof call.field.map>>

/** An outlet of the map by name, as the short row of the reply unfolds. */
export type MapOutlet = {
  id: string
  code: string
  name: string
  city: string
  latitude: number | null
  longitude: number | null
  outletClass: 'A' | 'B' | 'C' | 'D'
  zone: number
  agents: number[]
  weekdays: number[]
  usualWeekday: number
  sharePercent: number
  daysSince: number
  vague: boolean
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]

export const outletsOf = (reply: MapReply): MapOutlet[] =>
  reply.outlets.map(
    ([
      id,
      code,
      name,
      city,
      latitude,
      longitude,
      outletClass,
      zone,
      agents,
      bits,
      usualWeekday,
      sharePercent,
      daysSince,
      vague,
    ]) => ({
      id,
      code,
      name,
      city: reply.cities[city] ?? '',
      latitude,
      longitude,
      outletClass,
      zone,
      agents,
      weekdays: WEEKDAYS.filter((day) => bits & (1 << (day - 1))),
      usualWeekday,
      sharePercent,
      daysSince,
      vague: vague === 1,
    }),
  )

/** What the address holds: what is shown, and by what it is coloured. */
export type Filters = {
  q: string
  weekday: string
  agent: string
  zone: string
  class: string
}

/** The outlets that fit all filters; ids of agents and zones are turned into their numbers first. */
export function fitting(outlets: MapOutlet[], filters: Filters, reply: MapReply): MapOutlet[] {
  const words = filters.q.toLowerCase().split(/\s+/).filter(Boolean)
  const number = (list: { id: string }[], id: string) =>
    id === 'none' ? -1 : list.findIndex((one) => one.id === id)
  const agent = number(reply.agents, filters.agent)
  const zone = number(reply.zones, filters.zone)
  const weekday = Number(filters.weekday)
  const tests: ((outlet: MapOutlet) => boolean)[] = []
  if (words.length > 0) {
    tests.push(({ name, code, city }) => {
      const text = `${name} ${code} ${city}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
  }
  if (filters.weekday) tests.push((outlet) => daysOf(outlet).includes(weekday))
  if (filters.agent) {
    tests.push(({ agents }) => (agent === -1 ? agents.length === 0 : agents.includes(agent)))
  }
  if (filters.zone) tests.push((outlet) => outlet.zone === zone)
  if (filters.class) tests.push(({ outletClass }) => outletClass === filters.class)
  return outlets.filter((outlet) => tests.every((fits) => fits(outlet)))
}

// The plan's days, and where there is no plan the day its orders show.
const daysOf = ({ weekdays, usualWeekday }: MapOutlet) =>
  weekdays.length > 0 ? weekdays : [usualWeekday]

type Box = { west: number; south: number; east: number; north: number }

/** Whether an outlet lies in a box; one without a place lies in none. */
export const inBox =
  ({ west, south, east, north }: Box) =>
  ({ latitude, longitude }: MapOutlet): boolean =>
    latitude !== null &&
    longitude !== null &&
    latitude >= south &&
    latitude <= north &&
    longitude >= west &&
    longitude <= east
