import { gateOf } from '../../rollout/wave/gate-rules.ts'
import { type Candidate, compileWave, DEFAULT_MINUTES } from '../../rollout/wave/wave-rules.ts'
import { ASSUMED } from './assumption-rules.ts'
import { dayOf, type State, take, type WaveRun } from './state-rules.ts'
import { isFit } from './world-rules.ts'

/** On a Monday: the next wave where the gate lets it, or everybody at once in the first week. */
export function inviteOnMonday(state: State, week: number): void {
  if (state.policy === 'all-at-once') {
    if (week === 0) inviteAll(state)
    return
  }
  const last = state.waves.at(-1)
  if (last && (last.endsDay > week * 7 || !gateOf(reachedBy(state, last), GATE).open)) return
  inviteWave(state, week)
}

const GATE = {
  gateFirstOrderBp: ASSUMED.gateFirstOrderBp,
  gateThirdOrderBp: ASSUMED.gateThirdOrderBp,
}

function reachedBy({ own }: State, { number }: WaveRun) {
  const invited = own.filter(({ part, wave }) => part === 'invited' && wave === number)
  const has = (step: 'first_order' | 'third_order') =>
    invited.filter(({ ladder }) => ladder.reached[step]).length
  return {
    ...{ number, outlets: invited.length },
    ...{ firstOrder: has('first_order'), thirdOrder: has('third_order') },
  }
}

// What the compiler refuses is remembered with its arithmetic, and passed over with the owner's reason.
function inviteAll(state: State): void {
  const asked = state.own.length
  const { refusals } = compile(state, { week: 0, number: 1, outlets: asked, agentIds: null })
  state.refusals.push(...refusals)
  const wave = waveOn(state, 0, asked)
  for (const own of state.own) take(state, own, wave, 'invited')
}

function inviteWave(state: State, week: number): void {
  const { agents } = state.world
  const number = state.waves.length + 1
  const there = agents.filter(({ vacant }) => !vacant)
  const pilots = there.slice(0, Math.max(1, Math.floor(there.length / 2))).map(({ id }) => id)
  const wanted = { week, number, agentIds: number === 1 ? pilots : null }
  // Asked for more than it carries, the compiler says how many it carries.
  let outlets: number = ASSUMED.waveOutlets
  for (const refusal of compile(state, { ...wanted, outlets }).refusals) {
    if (refusal.code === 'all_agents') continue
    const share = 10_000 / (10_000 - ASSUMED.holdOutBp)
    const most = refusal.code === 'over_capacity' ? refusal.most * share : refusal.most
    outlets = Math.min(outlets, Math.floor(most))
  }
  if (outlets < 1) return
  const { chosen, refusals } = compile(state, { ...wanted, outlets })
  if (chosen.length === 0) return
  state.refusals.push(...refusals)
  const wave = waveOn(state, week, chosen.length)
  const byId = new Map(state.own.map((own) => [own.outlet.id, own]))
  for (const { outletId, part } of chosen) {
    const own = byId.get(outletId)
    if (own) take(state, own, wave, part)
  }
}

function waveOn(state: State, week: number, asked: number): WaveRun {
  const startsDay = week * 7
  const endsDay = startsDay + ASSUMED.waveWeeks * 7
  const wave = { number: state.waves.length + 1, startsDay, endsDay, asked }
  state.waves.push(wave)
  return wave
}

type Wanted = { week: number; number: number; outlets: number; agentIds: string[] | null }

function compile(state: State, { week, number, outlets, agentIds }: Wanted) {
  const { asked, agents } = state.world
  const [first, second, later] = ASSUMED.readinessMin
  const readinessMin = number === 1 ? first : number === 2 ? second : later
  const crowd = {
    activeOutlets: state.own.length,
    activeAgents: agents.filter(({ vacant }) => !vacant).length,
    weeklyMinutes: asked.teamHours * 60,
    minutes: DEFAULT_MINUTES,
  }
  const wave = {
    ...{ number, outlets, agentIds, holdOutBp: ASSUMED.holdOutBp, readinessMin },
    ...{ startsOn: dayOf(week * 7), endsOn: dayOf((week + ASSUMED.waveWeeks) * 7) },
    seed: `${asked.seed} ${number}`,
  }
  return compileWave(candidatesOf(state, week), wave, crowd)
}

const candidatesOf = ({ own, world }: State, week: number): Candidate[] =>
  own.map(({ outlet, part }) => ({
    ...{ outletId: outlet.id, fit: isFit(outlet, week), taken: part !== 'none' },
    // Nobody orders by himself before he is invited.
    ordersAlone: false,
    ...{ readiness: outlet.readiness, worth: outlet.worth, class: outlet.class },
    vacant: world.agents[outlet.agent]?.vacant ?? false,
    agentId: world.agents[outlet.agent]?.id ?? null,
    cadenceDays: outlet.cadenceDays,
    medianDropMinor: outlet.medianDropMinor,
  }))
