import type { Benefit } from '../../promotions/benefit-rules.ts'
import type { JudgedCue } from '../../rollout/cue/cue-rules.ts'
import { addDays } from '../../rollout/day-rules.ts'
import type { Said } from '../../rollout/desk/cap-rules.ts'
import { type Ladder, type LadderOrder, ladderOf } from '../../rollout/ladder/ladder-rules.ts'
import type { WaveRefusal } from '../../rollout/wave/wave-rules.ts'
import { ASSUMED } from './assumption-rules.ts'
import type { HiddenOutlet, World } from './world-rules.ts'

export const POLICIES = ['all-at-once', 'waves'] as const
export type Policy = (typeof POLICIES)[number]

/** A Monday; the days of the model are counted from it. */
const FIRST_DAY = '2026-01-05'
const known = new Map<number, string>()

/** The calendar day of a day of the model; asked for so often that it is remembered. */
export function dayOf(day: number): string {
  const text = known.get(day) ?? addDays(FIRST_DAY, day)
  known.set(day, text)
  return text
}
/** An instant of a day; hours may have fractions. */
export const instantOf = (day: number, hour: number): string =>
  new Date(Date.parse(FIRST_DAY) + (day * 24 + hour) * 3_600_000).toISOString()

export type Talk = Said & { until: string; objection: string | null }
/** What became of one outlet under one policy. */
export type Own = {
  outlet: HiddenOutlet
  part: 'none' | 'invited' | 'held_out'
  wave: number
  invitedDay: number
  talks: Talk[]
  orders: LadderOrder[]
  /** Placed for a cue that has not come. */
  waiting: LadderOrder | null
  cues: JudgedCue[]
  cuesSinceInvited: number
  strengthBp: number
  trust: number
  burned: boolean
  registeredAt: string | null
  taughtDay: number | null
  selfOrders: number
  granted: number
  ladder: Ladder
  paid: { regular: boolean; held: boolean }
}
export type WaveRun = { number: number; startsDay: number; endsDay: number; asked: number }
/** What a week adds up to; the rest is counted from the outlets. */
export type Tally = {
  slots: number
  orders: number
  selfOrders: number
  independentOrders: number
  keptMinor: number
  independentMinor: number
  missed: number
  lines: number
  drops: number
  minutes: number
  contacts: number
  bonusesMinor: number
}
export type State = {
  world: World
  policy: Policy
  own: Own[]
  moods: number[]
  waves: WaveRun[]
  refusals: WaveRefusal[]
  benefit: Benefit
  tally: Tally
  /** Of those whose facts changed since their ladder was read. */
  moved: Set<Own>
}

export const emptyTally = (): Tally => ({
  ...{
    slots: 0,
    orders: 0,
    selfOrders: 0,
    independentOrders: 0,
    keptMinor: 0,
    independentMinor: 0,
  },
  ...{ missed: 0, lines: 0, drops: 0, minutes: 0, contacts: 0, bonusesMinor: 0 },
})

const NOBODY: Ladder = {
  ...{ step: 'universe', aside: null, objection: null },
  ...{ reached: {}, independentOrders: 0, accompaniedOrders: 0, aloneSince: null },
}

/** The first moment of a launch by a policy. */
export function stateOf(world: World, policy: Policy): State {
  const fear = policy === 'all-at-once' ? ASSUMED.fearOfAllAtOnce : 0
  return {
    ...{ world, policy, waves: [], refusals: [], tally: emptyTally(), moved: new Set() },
    moods: world.agents.map(({ mood }) => Math.max(-1, mood + fear)),
    benefit: {
      ...{ id: 'first', name: 'first', percentBp: ASSUMED.benefitPercentBp },
      firstOrders: ASSUMED.benefitFirstOrders,
      orderMaxMinor: ASSUMED.benefitOrderMaxMinor,
      leftMinor: ASSUMED.benefitBudgetMinor,
    },
    own: world.outlets.map((outlet) => ({
      ...{ outlet, part: 'none', wave: 0, invitedDay: 0, talks: [], orders: [], cues: [] },
      ...{
        waiting: null,
        cuesSinceInvited: 0,
        strengthBp: 0,
        trust: ASSUMED.trustAtFirst,
        burned: false,
      },
      ...{ registeredAt: null, taughtDay: null, selfOrders: 0, granted: 0, ladder: NOBODY },
      paid: { regular: false, held: false },
    })),
  }
}

/** Invites an outlet, or holds it out: from here on its yardstick is frozen. */
export function take(state: State, own: Own, wave: WaveRun, part: 'invited' | 'held_out'): void {
  own.part = part
  own.wave = wave.number
  own.invitedDay = wave.startsDay
  state.moved.add(own)
}

/** Reads the ladder of an outlet anew, by the product's own rule. */
export function climb(own: Own, day: number): void {
  const { outlet, talks, orders, registeredAt, invitedDay } = own
  const since = instantOf(invitedDay, 8)
  own.ladder = ladderOf({
    ...{ fitAt: since, plannedAt: since, registeredAt, orders, aside: null, today: dayOf(day) },
    contacts: talks,
    yard: {
      startDay: dayOf(invitedDay),
      cadenceDays: outlet.cadenceDays,
      medianDropMinor: outlet.medianDropMinor,
    },
  })
}
