import { type Turn, turnOf } from '../../rollout/desk/queue-rules.ts'
import { DEFAULT_MINUTES } from '../../rollout/wave/wave-rules.ts'
import { ASSUMED } from './assumption-rules.ts'
import { placeOrder } from './order-rules.ts'
import { climb, instantOf, type Own, type State } from './state-rules.ts'
import { hasCue, nextCue } from './world-rules.ts'

/** The hours at which the team sits, day by day: so that it meets shops of every hour. */
const SITTINGS = [10, 14, 12, 16, 11]
const SHARE_OF_WEEK = 1 / SITTINGS.length
/** The last talks are all that the queue's rules look at: its cap counts two in seven days. */
const LAST_TALKS = 6
/** A call that nobody answers. */
const UNANSWERED_MINUTES = 1
const HOURS: number[][] = Array.from({ length: 24 }, (_, hour) =>
  Array.from({ length: 24 }, (_none, of) => (of === hour ? 1 : 0)),
)

type Sitting = { state: State; day: number; hour: number; at: string }

/** A working day of the focus team: the queue as the desk shows it, until the minutes are gone. */
export function workAtDesk(state: State, day: number): void {
  const hour = SITTINGS[day % 7]
  if (hour === undefined) return
  const sitting = { state, day, hour, at: instantOf(day, hour) }
  let left = state.world.asked.teamHours * 60 * SHARE_OF_WEEK
  for (const { own, turn } of queueOf(sitting)) {
    // Nothing is begun that the hours of the day do not carry.
    if (left < DEFAULT_MINUTES[turn.kind]) break
    const minutes = speak(sitting, own, turn.kind)
    left -= minutes
    state.tally.minutes += minutes
    state.tally.contacts += 1
  }
}

function queueOf({ state, day, hour, at }: Sitting): { own: Own; turn: Turn }[] {
  const queue = state.own.flatMap((own) => {
    if (own.part !== 'invited') return []
    const { outlet, ladder, talks } = own
    const turn = turnOf(
      {
        ...{ step: ladder.step, aside: ladder.aside, cadenceDays: outlet.cadenceDays },
        ...{
          contacts: talks.slice(-LAST_TALKS),
          orderHours: HOURS[outlet.hour] ?? [],
          answeredHours: [],
        },
        cutOffAt: hasCue(outlet, day) ? instantOf(day, ASSUMED.cutOffHour) : null,
      },
      at,
      hour,
    )
    return turn ? [{ own, turn }] : []
  })
  return queue.toSorted(
    (a, b) => b.turn.score - a.turn.score || a.own.outlet.index - b.own.outlet.index,
  )
}

function speak(sitting: Sitting, own: Own, kind: Turn['kind']): number {
  const { state, day, hour } = sitting
  const { chance } = state.world
  const { outlet, talks } = own
  const name = `talk ${outlet.index} ${talks.length}`
  const near = Math.abs(outlet.hour - hour) <= 1 ? ASSUMED.answersAtItsHour : 0
  const answered = chance(`${name} answers`) < ASSUMED.answers + near
  const outcome = answered ? outcomeOf(sitting, own, kind, name) : 'no_answer'
  const minutes = answered ? DEFAULT_MINUTES[kind] : UNANSWERED_MINUTES
  const until = instantOf(day, hour + minutes / 60)
  talks.push({
    ...{ id: `${outlet.id} ${talks.length}`, at: sitting.at, until, kind, place: 'desk' },
    ...{ outcome, objection: outcome === 'refused' ? 'no_trust' : null },
    callBackAt: outcome === 'call_back' ? instantOf(day + 2, outlet.hour) : null,
  })
  if (outcome === 'agreed') own.registeredAt ??= until
  if (outcome === 'taught') {
    own.registeredAt ??= sitting.at
    own.taughtDay = day
    if (own.selfOrders === 0 && own.waiting === null) {
      placeOrder(state, own, { day, hour, cueDay: nextCue(outlet, day), channel: 'portal' })
    }
  }
  climb(own, day)
  return minutes
}

function outcomeOf({ state }: Sitting, own: Own, kind: Turn['kind'], name: string): string {
  const { chance } = state.world
  if (kind === 'follow_up') return 'agreed'
  if (kind === 'first_order') return 'taught'
  const { always, proclivity, mood } = ASSUMED.agrees
  const agent = state.moods[own.outlet.agent] ?? 0
  const wish = always + proclivity * own.outlet.proclivity + mood * agent
  if (chance(`${name} agrees`) < wish * own.trust) return 'agreed'
  return chance(`${name} refuses`) < ASSUMED.refusesOfTheRest ? 'refused' : 'call_back'
}
