import type { call } from '../../call.ts'

export type Reply = Awaited<ReturnType<typeof call.rollout.programme>>

export type Draft = {
  id: string
  name: string
  purpose: string
  startsOn: string
  endsOn: string
  goalOutlets: number
  goalDrop: number
  gateFirst: number
  gateThird: number
  bonusRegular: number
  bonusHeld: number
  team: Reply['team']
  pilotAgentIds: string[]
}

/** The launch as it is changed; a new one begins with the field's usual figures. */
export function draftOf({ programme, team, agents }: Reply): Draft {
  const pilotAgentIds = agents.filter(({ pilot }) => pilot).map(({ id }) => id)
  if (!programme) {
    return {
      ...{ id: crypto.randomUUID(), name: '', purpose: '', startsOn: '', endsOn: '' },
      ...{ goalOutlets: 100, goalDrop: 2500, gateFirst: 50, gateThird: 30 },
      ...{ bonusRegular: 0, bonusHeld: 0 },
      ...{ team, pilotAgentIds },
    }
  }
  const { id, name, purpose, startsOn, endsOn, goalOutlets } = programme
  return {
    ...{ id, name, purpose, startsOn, endsOn, goalOutlets, team, pilotAgentIds },
    goalDrop: programme.goalDropMinor / 100,
    gateFirst: programme.gateFirstOrderBp / 100,
    gateThird: programme.gateThirdOrderBp / 100,
    bonusRegular: programme.bonusRegularMinor / 100,
    bonusHeld: programme.bonusHeldMinor / 100,
  }
}
