import { gateOf } from '../../rollout/wave/gate-rules.ts'
import type { Warning } from '../gauge-rules.ts'

export type WaveSaid = {
  id: string
  number: number
  outlets: number
  firstOrder: number
  thirdOrder: number
  endsOn: string
  stoppedAt: string | null
}
export type Gate = { gateFirstOrderBp: number; gateThirdOrderBp: number }
export const VERDICTS = ['first', 'go', 'wait', 'stop'] as const
/**
 * first: put the first wave together; go: the next one may start; wait: the wave still runs and may
 * reach its gate; stop: mend first.
 */
export type Verdict = (typeof VERDICTS)[number]
export const REASONS = [
  'first_order',
  'third_order',
  'drop_falls',
  'breadth_falls',
  'nobody_alone',
  'wave_ends',
  'questions',
] as const
export type Reason = {
  code: (typeof REASONS)[number]
  /** It speaks for going on. */
  holds: boolean
  /** What was reached and what was wanted, in ten-thousandths; null where the reason has no measure. */
  reachedBp: number | null
  wantedBp: number | null
}
export type Decision = { verdict: Verdict; reasons: Reason[] }

const LAWS: Warning[] = ['drop_falls', 'breadth_falls', 'nobody_alone']

/**
 * Whether the next wave goes, by the gate of the last one and by both laws among the invited: success
 * needs both (domain.md §6). Warnings null: nothing was delivered yet, so that no law was measured.
 */
export function decisionOf(facts: {
  wave: WaveSaid | null
  gate: Gate
  warnings: Warning[] | null
  questions: number
  today: string
}): Decision {
  const { wave, gate, warnings, questions, today } = facts
  const plain = (code: Reason['code'], holds: boolean): Reason => ({
    ...{ code, holds, reachedBp: null, wantedBp: null },
  })
  const open = questions > 0 ? [plain('questions', false)] : []
  if (!wave) return { verdict: 'first', reasons: open }
  const { said, open: gateOpen } = gateOf(wave, gate)
  const running = wave.stoppedAt === null && today <= wave.endsOn
  const reasons: Reason[] = [
    measured('first_order', said.firstOrderBp, said.wantedFirstOrderBp),
    measured('third_order', said.thirdOrderBp, said.wantedThirdOrderBp),
    ...(warnings === null ? [] : LAWS.map((law) => plain(law, !warnings.includes(law)))),
    ...(running && !gateOpen ? [plain('wave_ends', false)] : []),
    ...open,
  ]
  const starves = (warnings ?? []).length > 0
  if (gateOpen && !starves) return { verdict: 'go', reasons }
  return { verdict: running && !starves ? 'wait' : 'stop', reasons }
}

const measured = (code: Reason['code'], reachedBp: number, wantedBp: number): Reason => ({
  ...{ code, holds: reachedBp >= wantedBp, reachedBp, wantedBp },
})
