import { daysBetween } from '../day-rules.ts'

/** Minutes of each kind of contact where none were measured (domain.md §7). */
export const DEFAULT_MINUTES = { presentation: 16, first_order: 15, follow_up: 2 } as const
export type Minutes = Record<keyof typeof DEFAULT_MINUTES, number>
/** Follow-ups before the cut-off that an outlet needs until its third order. */
const FOLLOW_UPS = 4

export type Candidate = {
  outletId: string
  fit: boolean
  readiness: number
  worth: number
  class: string
  /** Its territory has no agent: it is asked first. */
  vacant: boolean
  agentId: string | null
  cadenceDays: number | null
  medianDropMinor: number
  /** In a wave already, paused, or staying with its agent. */
  taken: boolean
  /** It came to its third independent order by itself: there is nothing to lead it to. */
  ordersAlone: boolean
}
export type WaveAsked = {
  number: number
  outlets: number
  startsOn: string
  endsOn: string
  /** Agents whose outlets are meant; null: of all. */
  agentIds: string[] | null
  holdOutBp: number
  readinessMin: number
  seed: string
}
export type Crowd = {
  activeOutlets: number
  activeAgents: number
  weeklyMinutes: number
  minutes: Minutes
}

export type WaveRefusal =
  | { code: 'all_at_once'; asked: number; most: number; activeOutlets: number }
  | { code: 'all_agents'; asked: number; most: number; activeAgents: number }
  | {
      code: 'over_capacity'
      neededMinutes: number
      capacityMinutes: number
      minutesEach: number
      most: number
    }
export type Chosen = Candidate & { part: 'invited' | 'held_out'; position: number }
export type LeftOut =
  | 'not_fit'
  | 'taken'
  | 'orders_alone'
  | 'not_ready'
  | 'other_agent'
  | 'no_history'
export type Compiled = {
  chosen: Chosen[]
  /** What was asked and could not be filled, and why candidates fell out. */
  short: number
  left: Record<LeftOut, number>
  neededMinutes: number
  capacityMinutes: number
  minutesEach: number
  refusals: WaveRefusal[]
}

/** A first wave takes the 100–200 most progressive and loyal (domain.md §7); never more than that. */
const FIRST_WAVE_MOST = 200
const LATER_WAVE_MOST_BP = 4000
const AGENTS_MOST_BP = 5000

/** Minutes of the focus team that one invited outlet takes until its third order. */
const minutesOf = (minutes: Minutes): number =>
  minutes.presentation + minutes.first_order + FOLLOW_UPS * minutes.follow_up

/** Minutes the focus team has between two days. */
const capacityOf = (weeklyMinutes: number, startsOn: string, endsOn: string): number =>
  Math.floor((weeklyMinutes * daysBetween(startsOn, endsOn)) / 7)

/**
 * Puts a wave together: of those fit to invite the readiest, outlets without an agent first, class A of
 * a present agent last; a share is held out by lot, and the invited get a random turn (domain.md §7).
 */
export function compileWave(candidates: Candidate[], asked: WaveAsked, crowd: Crowd): Compiled {
  const left: Compiled['left'] = {
    ...{ not_fit: 0, taken: 0, orders_alone: 0 },
    ...{ not_ready: 0, other_agent: 0, no_history: 0 },
  }
  const able = candidates.filter((candidate) => {
    const why = whyLeft(candidate, asked)
    if (why) left[why] += 1
    return why === null
  })
  const best = able
    .toSorted((a, b) => rankOf(b) - rankOf(a) || a.outletId.localeCompare(b.outletId))
    .slice(0, asked.outlets)
  const heldOut = Math.floor((best.length * asked.holdOutBp) / 10_000)
  // Who is held out is decided by lot, not by rank: both groups are alike.
  const drawn = best.toSorted((a, b) => lot(asked.seed, a.outletId) - lot(asked.seed, b.outletId))
  const chosen = drawn.map((candidate, i): Chosen => {
    const part = i < heldOut ? 'held_out' : 'invited'
    return { ...candidate, part, position: part === 'held_out' ? i + 1 : i - heldOut + 1 }
  })
  const minutesEach = minutesOf(crowd.minutes)
  const invited = chosen.length - heldOut
  const neededMinutes = invited * minutesEach
  const capacityMinutes = capacityOf(crowd.weeklyMinutes, asked.startsOn, asked.endsOn)
  const sums = { minutesEach, neededMinutes, capacityMinutes }
  const refusals = refusalsOf({ asked, crowd, chosen, ...sums })
  return { chosen, short: Math.max(0, asked.outlets - best.length), left, ...sums, refusals }
}

function whyLeft(candidate: Candidate, asked: WaveAsked): LeftOut | null {
  if (candidate.taken) return 'taken'
  if (candidate.ordersAlone) return 'orders_alone'
  const meant = asked.agentIds === null || candidate.vacant
  if (!meant && !asked.agentIds?.includes(candidate.agentId ?? '')) return 'other_agent'
  if (!candidate.fit) return 'not_fit'
  if (!candidate.cadenceDays) return 'no_history'
  return candidate.readiness < asked.readinessMin ? 'not_ready' : null
}

const VACANT_FIRST = 1000
const GOOD_AGENTS_BEST = -200

function rankOf({ readiness, worth, vacant, class: outletClass }: Candidate): number {
  const turn = vacant ? VACANT_FIRST : outletClass === 'A' ? GOOD_AGENTS_BEST : 0
  return turn + readiness + worth / 100
}

function refusalsOf(sums: {
  asked: WaveAsked
  crowd: Crowd
  chosen: Chosen[]
  minutesEach: number
  neededMinutes: number
  capacityMinutes: number
}): WaveRefusal[] {
  const { asked, crowd, chosen, minutesEach, neededMinutes, capacityMinutes } = sums
  const refusals: WaveRefusal[] = []
  const { activeOutlets, activeAgents } = crowd
  const share = Math.ceil((activeOutlets * LATER_WAVE_MOST_BP) / 10_000)
  const most = asked.number === 1 ? Math.min(FIRST_WAVE_MOST, share) : share
  if (asked.outlets > most) {
    refusals.push({ code: 'all_at_once', asked: asked.outlets, most, activeOutlets })
  }
  const agents = new Set(chosen.flatMap(({ agentId, vacant }) => (vacant ? [] : [agentId]))).size
  const agentsMost = Math.max(1, Math.floor((activeAgents * AGENTS_MOST_BP) / 10_000))
  if (asked.number === 1 && agents > agentsMost) {
    refusals.push({ code: 'all_agents', asked: agents, most: agentsMost, activeAgents })
  }
  if (neededMinutes > capacityMinutes) {
    const carried = Math.floor(capacityMinutes / minutesEach)
    const figures = { neededMinutes, capacityMinutes, minutesEach, most: carried }
    refusals.push({ code: 'over_capacity', ...figures })
  }
  return refusals
}

// FNV-1a over seed and id, finished as MurmurHash3 does: the same wave for the same seed, anywhere.
function lot(seed: string, id: string): number {
  let hash = 0x811c9dc5
  for (const sign of `${seed} ${id}`) {
    hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
