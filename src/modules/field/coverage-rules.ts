/** An outlet as coverage looks at it: when it is due, when it got something, whose it is. */
export type CoveredOutlet = { id: string; weekdays: number[]; agentIds: string[] }
export type Served = { due: number; served: number; besides: number }
export type Named = { id: string; name: string }

const DAY_MS = 86_400_000

/** The seven days that end on a day, each with its weekday; Monday is 1. */
export function weekUntil(until: string): { day: string; weekday: number }[] {
  const end = Date.parse(`${until}T00:00:00Z`)
  return Array.from({ length: 7 }, (_, i) => {
    const at = new Date(end - (6 - i) * DAY_MS)
    return { day: at.toISOString().slice(0, 10), weekday: at.getUTCDay() || 7 }
  })
}

/** Counts who was due on a day, who of them was served, and who was served besides. */
export function servedOn(
  outlets: CoveredOutlet[],
  day: { day: string; weekday: number },
  deliveries: ReadonlySet<string>,
): Served {
  const count = { due: 0, served: 0, besides: 0 }
  for (const outlet of outlets) {
    const due = outlet.weekdays.includes(day.weekday)
    const got = deliveries.has(`${outlet.id} ${day.day}`)
    if (due) count.due += 1
    if (due && got) count.served += 1
    if (!due && got) count.besides += 1
  }
  return count
}

/**
 * Coverage of a week by day and by agent. An outlet of two teams counts for both agents; one
 * without an agent stands in a line of its own, so that nobody is lost.
 */
export function coverageOf(
  outlets: CoveredOutlet[],
  agents: Named[],
  until: string,
  deliveries: ReadonlySet<string>,
) {
  const days = weekUntil(until)
  const countDays = (own: CoveredOutlet[]) => days.map((day) => servedOn(own, day, deliveries))
  const got = (outlet: CoveredOutlet) =>
    days.some(({ day }) => deliveries.has(`${outlet.id} ${day}`))
  const line = (id: string | null, name: string | null, own: CoveredOutlet[]) => ({
    id,
    name,
    outlets: own.length,
    served: own.filter(got).length,
    days: countDays(own),
  })
  const byAgent = new Map<string | null, CoveredOutlet[]>()
  for (const outlet of outlets) {
    for (const id of outlet.agentIds.length > 0 ? outlet.agentIds : [null]) {
      const own = byAgent.get(id)
      if (own) own.push(outlet)
      else byAgent.set(id, [outlet])
    }
  }
  const lines = agents
    .filter(({ id }) => byAgent.has(id))
    .map(({ id, name }) => line(id, name, byAgent.get(id) ?? []))
  const vacant = byAgent.get(null)
  return {
    from: days[0]?.day ?? until,
    until,
    days: days.map((day) => ({ ...day, ...servedOn(outlets, day, deliveries) })),
    agents: vacant ? [...lines, line(null, null, vacant)] : lines,
  }
}
