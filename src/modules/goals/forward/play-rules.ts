import { lawsOf } from '../gauge-rules.ts'
import { ASSUMED } from './assumption-rules.ts'
import { meetCues } from './cue-day-rules.ts'
import { workAtDesk } from './desk-day-rules.ts'
import { inviteOnMonday } from './invite-rules.ts'
import { climb, emptyTally, type Own, type Policy, type State, stateOf } from './state-rules.ts'
import type { World } from './world-rules.ts'

/** What a launch has reached at the end of a week. */
export type Week = {
  week: number
  invited: number
  heldOut: number
  registered: number
  firstOrder: number
  thirdOrder: number
  regular: number
  held: number
  relapsed: number
  refused: number
  burned: number
  waves: number
  /** Of the orders of this week, in ten-thousandths. */
  selfBp: number
  independentBp: number
  slots: number
  orders: number
  missed: number
  minutes: number
  contacts: number
  /** Since the start. */
  minutesAll: number
  bonusesMinor: number
  keptMinor: number
}
export type Played = { policy: Policy; refusals: State['refusals']; weeks: Week[] }

/** Plays a launch forward by a policy, day by day; the same world and policy give the same weeks. */
export function play(world: World, policy: Policy): Played {
  const state = stateOf(world, policy)
  const weeks: Week[] = []
  for (let week = 0; week < world.asked.weeks; week += 1) {
    inviteOnMonday(state, week)
    read(state, week * 7, false)
    for (let day = week * 7; day < week * 7 + 7; day += 1) {
      workAtDesk(state, day)
      meetCues(state, day)
    }
    cool(state)
    read(state, week * 7 + 7, true)
    weeks.push(weekOf(state, weeks.at(-1), week))
    state.tally = emptyTally()
  }
  return { policy, refusals: state.refusals, weeks }
}

// Facts move a ladder, and so does time: who orders by himself is looked at every week.
function read(state: State, day: number, all: boolean): void {
  for (const own of state.own) {
    const timely = all && own.ladder.independentOrders > 0
    if (own.part === 'none' || (!timely && !state.moved.has(own))) continue
    climb(own, day)
    payBonus(state, own)
  }
  state.moved.clear()
}

// An invitation that nobody speaks about goes cold.
function cool(state: State): void {
  for (const own of state.own) {
    const waits = own.part === 'invited' && own.talks.length === 0 && own.registeredAt === null
    if (waits) own.trust *= ASSUMED.coldInvitation
  }
}

function payBonus(state: State, own: Own): void {
  const { reached } = own.ladder
  const { agent } = own.outlet
  const pay = (minor: number) => {
    state.tally.bonusesMinor += minor
    state.moods[agent] = Math.min(1, (state.moods[agent] ?? 0) + ASSUMED.moodOfBonus)
  }
  if (reached.regular && !own.paid.regular) {
    own.paid.regular = true
    pay(ASSUMED.bonusRegularMinor)
  }
  if (reached.held && !own.paid.held) {
    own.paid.held = true
    pay(ASSUMED.bonusHeldMinor)
  }
}

function weekOf({ own, tally, waves }: State, before: Week | undefined, week: number): Week {
  const invited = own.filter(({ part }) => part === 'invited')
  const many = (holds: (one: Own) => boolean) => invited.filter(holds).length
  const { selfBp, independentBp } = lawsOf({ ...tally, outlets: own.length, products: 0 })
  return {
    week: week + 1,
    invited: invited.length,
    heldOut: own.filter(({ part }) => part === 'held_out').length,
    registered: many(({ ladder }) => ladder.reached.registered !== undefined),
    firstOrder: many(({ ladder }) => ladder.reached.first_order !== undefined),
    thirdOrder: many(({ ladder }) => ladder.reached.third_order !== undefined),
    regular: many(({ ladder: { step } }) => step === 'regular' || step === 'held'),
    held: many(({ ladder: { step } }) => step === 'held'),
    relapsed: many(({ ladder }) => ladder.aside === 'relapsed'),
    refused: many(({ ladder }) => ladder.aside === 'refused'),
    burned: many(({ burned }) => burned),
    waves: waves.length,
    ...{ selfBp, independentBp, slots: tally.slots },
    ...{ orders: tally.orders, missed: tally.missed },
    ...{ minutes: tally.minutes, contacts: tally.contacts },
    minutesAll: (before?.minutesAll ?? 0) + tally.minutes,
    bonusesMinor: (before?.bonusesMinor ?? 0) + tally.bonusesMinor,
    keptMinor: (before?.keptMinor ?? 0) + tally.keptMinor,
  }
}
