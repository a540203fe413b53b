import type { Db } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import type { Member } from '../../platform/serve.ts'
import { type Box, onlyByTown } from '../outlets/outlets.ts'
import { coverageOf, type Named } from './coverage-rules.ts'
import type { MapRow } from './map-contract.ts'
import {
  agentsOfOutlets,
  coveredOutlets,
  deliveriesOfWeek,
  habitsOf,
  lastKnownDay,
  type MapOutlet,
  mapOutlets,
} from './map-queries.ts'

const DAY_MS = 86_400_000

/** The outlets of the map with everything they can be coloured by. */
export async function outletsOnMap(db: Db, member: Member, box: Box | null) {
  const { id, timeZone } = member.tenant
  const asOf = await lastKnownDay(db, id, timeZone)
  const found = await mapOutlets(db, member, { box, limit: LIMITS.mapOutletsMax + 1 })
  const rows = found.slice(0, LIMITS.mapOutletsMax)
  // What is shown is asked about, and nobody else.
  const shown = { distributorId: id, timeZone, outletIds: rows.map((row) => row.id) }
  const [habits, agents] = await Promise.all([
    habitsOf(db, { ...shown, until: asOf }),
    agentsOfOutlets(db, shown),
  ])
  const habitOf = new Map(habits.map((habit) => [habit.outletId, habit]))
  const cities = numbered()
  const zones = numbered()
  const force = numbered()
  const agentsOf = groupAgents(agents)
  const outlets = rows.map((row): MapRow => {
    const { orders = 0, own = 0, weekdayOrders = [], lastDay } = habitOf.get(row.id) ?? {}
    return [
      row.id,
      row.code,
      row.name,
      cities.of(row.city, row.city),
      row.latitude,
      row.longitude,
      row.class,
      row.zoneId ? zones.of(row.zoneId, row.zoneName ?? '') : -1,
      (agentsOf.get(row.id) ?? []).map((agent) => force.of(agent.id, agent.name)),
      bitsOf(row.weekdays ?? []),
      orders > 0 ? usualWeekday(weekdayOrders) : 0,
      orders > 0 ? Math.round((own / orders) * 100) : -1,
      lastDay ? Math.max(0, daysBetween(lastDay, asOf)) : -1,
      isOnlyByTown(row) ? 1 : 0,
    ]
  })
  return {
    asOf,
    cities: cities.list.map(({ name }) => name),
    zones: zones.list,
    agents: force.list,
    outlets,
    more: found.length > rows.length,
  }
}

/** Who was served in a week, by weekday and agent, and who cannot be. */
export async function coverageOfWeek(db: Db, member: Member, asked: string | undefined) {
  const { id, timeZone } = member.tenant
  const until = asked ?? (await lastKnownDay(db, id, timeZone))
  const [rows, agents, deliveries] = await Promise.all([
    coveredOutlets(db, member),
    agentsOfOutlets(db, { distributorId: id, timeZone, outletIds: null }),
    deliveriesOfWeek(db, id, until),
  ])
  const agentsOf = groupAgents(agents)
  const covered = rows.map((row) => ({
    id: row.id,
    weekdays: row.weekdays ?? [],
    agentIds: (agentsOf.get(row.id) ?? []).map((agent) => agent.id),
  }))
  const named = new Map(agents.map(({ agentId, name }) => [agentId, { id: agentId, name }]))
  const byName = [...named.values()].sort((a, b) => a.name.localeCompare(b.name, 'uk'))
  const served = new Set(deliveries.map(({ outletId, day }) => `${outletId} ${day}`))
  return {
    ...coverageOf(covered, byName, until, served),
    withoutPlace: rows.filter(({ placed }) => !placed).length,
    withoutZone: rows.filter((row) => row.weekdays === null).length,
  }
}

/** Names by number, in the order they were first met: long ids and names travel once. */
function numbered() {
  const numbers = new Map<string, number>()
  const list: Named[] = []
  const of = (id: string, name: string) => {
    const known = numbers.get(id)
    if (known !== undefined) return known
    numbers.set(id, list.length)
    return list.push({ id, name }) - 1
  }
  return { of, list }
}

function groupAgents(rows: { outletId: string; agentId: string; name: string }[]) {
  const groups = new Map<string, Named[]>()
  for (const { outletId, agentId, name } of rows) {
    const known = groups.get(outletId)
    if (known) known.push({ id: agentId, name })
    else groups.set(outletId, [{ id: agentId, name }])
  }
  return groups
}

// Of several that are as usual the first of the week.
const usualWeekday = (orders: number[]) => orders.indexOf(Math.max(...orders)) + 1

const bitsOf = (weekdays: number[]) => weekdays.reduce((bits, day) => bits | (1 << (day - 1)), 0)

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)

const isOnlyByTown = ({ latitude, longitude }: MapOutlet) =>
  latitude !== null && longitude !== null && onlyByTown(latitude, longitude)
