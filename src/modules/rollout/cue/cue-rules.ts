import { isIndependent, isSelfService, type Presence } from '../ladder/presence-rules.ts'

export const STAGES = ['seeded', 'forming', 'held', 'slipping', 'relapsed'] as const
export type Stage = (typeof STAGES)[number]
export const OUTCOMES = ['kept', 'assisted', 'missed', 'excused'] as const
export type Outcome = (typeof OUTCOMES)[number]
const EXCUSES = ['closed', 'on_hold', 'out_of_stock', 'paused', 'stocked'] as const
/** Why nobody could or had to order: 'stocked' came sooner than the outlet's own rhythm asks. */
export type Excuse = (typeof EXCUSES)[number]

/** An order for the cue's slot, as far as the cue asks about it. */
export type CueOrder = {
  channel: string
  preparedBy: string
  status: string
  presence: Presence | null
}
export type CueFacts = {
  deliveryDay: string
  /** The cut-off has passed by the database's clock. */
  passed: boolean
  calledOff: boolean
  excuse: Excuse | null
  orders: CueOrder[]
}

const GONE = ['draft', 'cancelled', 'rejected']

/**
 * What became of a cue; null: not known yet. An order made alone keeps it, whatever else was against
 * it; an order that staff made, or were there for, is assisted. An order that we could not bring
 * excuses the shop (domain.md §8).
 */
export function outcomeOf({ passed, calledOff, excuse, orders }: CueFacts): Outcome | null {
  const standing = orders.filter(({ status }) => !GONE.includes(status))
  if (standing.some(isIndependent)) return 'kept'
  if (calledOff) return 'excused'
  if (standing.some((order) => isSelfService(order.channel) && order.presence === null)) return null
  if (standing.length > 0) return 'assisted'
  if (orders.some(({ status }) => status === 'rejected')) return 'excused'
  if (!passed) return null
  return excuse ? 'excused' : 'missed'
}

/** Strength is counted in ten-thousandths, so that it is the same on every machine. */
const WHOLE_BP = 10_000
/** A kept cue takes this share of what is missing; a missed or assisted one as much of what is there. */
const STEP_BP = 3_000
/** From here on a habit holds: four cues in a row reach it. */
const HELD_BP = 7_000
/** A new person at the shop has to learn it: no more than this stays. */
const NEWCOMER_BP = 3_500
const SLIPS_AFTER = 2
const RELAPSES_AFTER = 4

export type JudgedCue = { deliveryDay: string; outcome: Outcome | null }
export type Strength = {
  strengthBp: number
  stage: Stage
  streak: number
  bestStreak: number
  kept: number
  assisted: number
  missed: number
  excused: number
  /** The cue that brought it to its stage. */
  stageSince: string | null
}

/**
 * How strong an outlet's habit is: the same for the same cues and newcomers, in whatever order they
 * came in. A first miss after a kept cue is harmless; what is excused counts nowhere.
 */
export function strengthOf(cues: JudgedCue[], newcomerDays: string[]): Strength {
  const known = new Map(cues.map((cue) => [cue.deliveryDay, cue]))
  const inTurn = [...known.values()].toSorted((a, b) => (a.deliveryDay < b.deliveryDay ? -1 : 1))
  const waiting = newcomerDays.toSorted()
  const walk: Walk = { ...NOTHING, idle: 0, learnt: false }
  for (const { deliveryDay, outcome } of inTurn) {
    while (waiting[0] !== undefined && waiting[0] <= deliveryDay) {
      waiting.shift()
      welcome(walk)
    }
    if (outcome === null) continue
    count(walk, outcome)
    const stage = stageOf(walk)
    if (stage !== walk.stage) walk.stageSince = deliveryDay
    walk.stage = stage
  }
  if (waiting.length > 0) welcome(walk)
  const { idle: _idle, learnt: _learnt, ...strength } = walk
  return { ...strength, stage: stageOf(walk) }
}

const NOTHING: Strength = {
  ...{ strengthBp: 0, stage: 'seeded', streak: 0, bestStreak: 0 },
  ...{ kept: 0, assisted: 0, missed: 0, excused: 0, stageSince: null },
}

/** Idle: cues in a row without an order of its own. Learnt: somebody there has kept one. */
type Walk = Strength & { idle: number; learnt: boolean }

function welcome(walk: Walk): void {
  walk.strengthBp = Math.min(walk.strengthBp, NEWCOMER_BP)
  walk.idle = 0
}

function count(walk: Walk, outcome: Outcome): void {
  walk[outcome] += 1
  if (outcome === 'excused') return
  if (outcome === 'kept') {
    walk.strengthBp += Math.round(((WHOLE_BP - walk.strengthBp) * STEP_BP) / WHOLE_BP)
    walk.idle = 0
    walk.learnt = true
    walk.streak += 1
    walk.bestStreak = Math.max(walk.bestStreak, walk.streak)
    return
  }
  const harmless = outcome === 'missed' && walk.streak > 0
  if (!harmless) walk.strengthBp -= Math.round((walk.strengthBp * STEP_BP) / WHOLE_BP)
  walk.idle += 1
  walk.streak = 0
}

function stageOf(walk: Walk): Stage {
  if (!walk.learnt) return 'seeded'
  if (walk.idle >= RELAPSES_AFTER) return 'relapsed'
  if (walk.idle >= SLIPS_AFTER) return 'slipping'
  return walk.strengthBp >= HELD_BP ? 'held' : 'forming'
}
