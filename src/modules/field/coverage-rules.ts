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

type Day = { day: string; weekday: number }
/** An outlet with the days of a week, by their places in it, on which it was due and got something. */
type Marked = { agentIds: string[]; due: boolean[]; got: boolean[] }

// Once for each outlet and day: an outlet is counted in all, and with each of its agents.
const marked = (
  { id, weekdays, agentIds }: CoveredOutlet,
  days: Day[],
  deliveries: ReadonlySet<string>,
): Marked => ({
  agentIds,
  due: days.map(({ weekday }) => weekdays.includes(weekday)),
  got: days.map(({ day }) => deliveries.has(`${id} ${day}`)),
})

function countOn(outlets: Marked[], nth: number): Served {
  const count = { due: 0, served: 0, besides: 0 }
  for (const { due, got } of outlets) {
    if (due[nth]) count.due += 1
    if (due[nth] && got[nth]) count.served += 1
    if (!due[nth] && got[nth]) count.besides += 1
  }
  return count
}

/** Counts who was due on a day, who of them was served, and who was served besides. */
export const servedOn = (
  outlets: CoveredOutlet[],
  day: Day,
  deliveries: ReadonlySet<string>,
): Served =>
  countOn(
    outlets.map((outlet) => marked(outlet, [day], deliveries)),
    0,
  )

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
  const all = outlets.map((outlet) => marked(outlet, days, deliveries))
  const countDays = (own: Marked[]) => days.map((_, nth) => countOn(own, nth))
  const line = (id: string | null, name: string | null, own: Marked[]) => ({
    id,
    name,
    outlets: own.length,
    served: own.filter(({ got }) => got.includes(true)).length,
    days: countDays(own),
  })
  const byAgent = new Map<string | null, Marked[]>()
  for (const outlet of all) {
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
    days: days.map((day, nth) => ({ ...day, ...countOn(all, nth) })),
    agents: vacant ? [...lines, line(null, null, vacant)] : lines,
  }
}
