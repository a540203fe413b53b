import type { Decision } from '../decision/decision-rules.ts'
import type { Laws } from '../gauge-rules.ts'
import type { Trouble } from '../help/help-rules.ts'
import type { LeakStep } from '../leak/leak-rules.ts'
import type { Maturity } from '../maturity/maturity-rules.ts'

type Counted = Laws & { outlets: number }

/** All that the weekly report tells, as the screens of the launch tell it. */
export type WeeklyReport = {
  day: string
  throughDay: string | null
  goal: {
    name: string
    regularOutlets: number
    goalOutlets: number
    invitedOutlets: number
    goalDropMinor: number
    endsOn: string
  }
  decision: Decision | null
  gauge: {
    parts: { part: 'all' | 'invited' | 'held_out'; now: Counted; before: Counted }[]
  } | null
  waves: {
    number: number
    outlets: number
    contacted: number
    agreed: number
    registered: number
    firstOrder: number
    thirdOrder: number
    regular: number
    held: number
  }[]
  leaks: { steps: LeakStep[]; worst: { step: string; sure: boolean } | null }
  help: {
    outlets: number
    stuck: number
    list: {
      name: string
      code: string
      city: string
      trouble: Trouble
      days: number
      agentName: string | null
    }[]
  }
  stages: { stage: string; outlets: number }[]
  bonuses: { kind: string; outlets: number; amountMinor: number }[]
  maturity: (Maturity & { name: string })[]
}
