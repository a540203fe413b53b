import { outcomeOf, strengthOf } from '../../rollout/cue/cue-rules.ts'
import { isHeldOut } from '../../rollout/cue/reminder-rules.ts'
import { ASSUMED } from './assumption-rules.ts'
import { placeOrder, takeWaiting } from './order-rules.ts'
import { dayOf, instantOf, type Own, type State } from './state-rules.ts'
import { hasCue, isDark, isFit } from './world-rules.ts'

const TAUGHT_DAYS = 7

/** Every outlet whose cut-off is on this day: it orders by itself, somebody takes its order, or nobody. */
export function meetCues(state: State, day: number): void {
  for (const own of state.own) if (hasCue(own.outlet, day)) meetCue(state, own, day)
}

function meetCue(state: State, own: Own, day: number): void {
  const { outlet } = own
  const { world } = state
  state.tally.slots += 1
  let order = takeWaiting(state, own, day)
  if (!order) {
    orderAtCue(state, own, day)
    order = takeWaiting(state, own, day)
  }
  if (own.part === 'none') return
  own.cuesSinceInvited += 1
  const orders = order ? [order] : []
  const paused = isDark(world, outlet.zone, day) && orders.length === 0
  const outcome = outcomeOf({
    ...{ deliveryDay: dayOf(day + 1), passed: true, calledOff: paused, excuse: null, orders },
  })
  own.cues.push({ deliveryDay: dayOf(day + 1), outcome })
  own.strengthBp = strengthOf(own.cues, []).strengthBp
}

function orderAtCue(state: State, own: Own, day: number): void {
  const { outlet } = own
  const { world, tally } = state
  const name = `cue ${outlet.index} ${day}`
  // Between two sittings of the desk, and never within 15 minutes of a call.
  const hour = outlet.hour >= 10 && outlet.hour < 12 ? 12 : Math.max(outlet.hour, 15)
  if (wishesAlone(state, own, day) && meetsPortal(state, own, day)) {
    placeOrder(state, own, { day, hour, cueDay: day, channel: 'portal' })
    return
  }
  const vacant = world.agents[outlet.agent]?.vacant ?? false
  if (world.chance(`${name} taken`) < (vacant ? ASSUMED.vacantTakes : ASSUMED.agentTakes)) {
    placeOrder(state, own, { ...{ day, hour, cueDay: day }, channel: vacant ? 'phone' : 'agent' })
  } else {
    tally.missed += 1
  }
}

function wishesAlone(state: State, own: Own, day: number): boolean {
  if (own.part !== 'invited') return false
  const { chance } = state.world
  const { outlet } = own
  const name = `cue ${outlet.index} ${day}`
  const light = isDark(state.world, outlet.zone, day) ? ASSUMED.blackoutLeaves : 1
  if (own.registeredAt === null) {
    const fades = ASSUMED.startsAloneFades ** own.cuesSinceInvited
    const starts = ASSUMED.startsAlone * outlet.proclivity * own.trust * fades * light
    if (chance(`${name} starts`) >= starts) return false
    own.registeredAt = instantOf(day, outlet.hour - 1)
    return true
  }
  const { always, proclivity, strength, taught, mood } = ASSUMED.alone
  const fresh = own.taughtDay !== null && day - own.taughtDay <= TAUGHT_DAYS
  const called = own.talks.some(({ at, kind, outcome }) => {
    const today = at.slice(0, 10) === dayOf(day)
    return today && kind === 'follow_up' && outcome !== 'no_answer'
  })
  const wish =
    always +
    proclivity * outlet.proclivity +
    (strength * own.strengthBp) / 10_000 +
    (own.taughtDay === null ? 0 : fresh ? taught : taught / 2) +
    mood * (state.moods[outlet.agent] ?? 0) +
    (isHeldOut(outlet.lot, own.cuesSinceInvited + 1) ? 0 : ASSUMED.reminderAdds) +
    (called ? ASSUMED.followUpCounts : 0)
  return chance(`${name} alone`) < Math.min(0.97, wish * own.trust) * light
}

// The portal as the shop finds it: true and trusted more, or wrong and left; its neighbours hear of it.
function meetsPortal(state: State, own: Own, day: number): boolean {
  const { outlet } = own
  const { chance } = state.world
  if (!isFit(outlet, Math.floor(day / 7))) {
    own.burned = true
    own.trust *= ASSUMED.burnedTo
    change(state.moods, outlet.agent, ASSUMED.moodOfBurn)
    for (const step of [-1, 1]) {
      const neighbour = state.own[outlet.index + step * state.world.agents.length]
      if (neighbour) neighbour.trust *= ASSUMED.neighboursHear
    }
    return false
  }
  const mood = state.moods[outlet.agent] ?? 0
  // Cancelled and typed again, so that it counts for him: an order that is no longer the shop's own.
  const retyped = mood < 0 && chance(`cue ${outlet.index} ${day} retyped`)
  if (retyped !== false && retyped < -mood * ASSUMED.hinderingRetypes) return false
  own.trust += (1 - own.trust) * ASSUMED.trustOfGoodOrder
  return true
}

function change(moods: number[], agent: number, by: number): void {
  moods[agent] = Math.min(1, Math.max(-1, (moods[agent] ?? 0) + by))
}
