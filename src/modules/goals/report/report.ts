import type { Db } from '../../../platform/db.ts'
import {
  bonusesOfLaunch,
  habitStages,
  runningLaunch,
  wavesOfLaunch,
} from '../../rollout/rollout.ts'
import { decisionOfLaunch } from '../decision/decision.ts'
import { gaugeOf } from '../gauge.ts'
import { helpOf } from '../help/help.ts'
import { leaksOfLaunch } from '../leak/leaks.ts'
import { maturityOfChannels } from '../maturity/maturity.ts'
import type { WeeklyReport } from './report-facts-rules.ts'

/** Outlets to help that go on paper; the screen has them all. */
const HELP_LISTED = 40
/** Waves side by side on a page. */
const WAVES_LISTED = 5
const STAGES = ['seeded', 'forming', 'held', 'slipping', 'relapsed']

/** The week of the launch, by the same readings as its screens; null: no launch runs. */
export async function weeklyReport(db: Db, distributorId: string): Promise<WeeklyReport | null> {
  const goal = await runningLaunch(db, distributorId)
  if (!goal) return null
  const all = { distributorId, seen: null }
  const gauge = await gaugeOf(db, distributorId)
  const waves = await wavesOfLaunch(db, distributorId, goal.id)
  const counted = new Map(
    (await habitStages(db, distributorId)).map(({ stage, outlets }) => [stage as string, outlets]),
  )
  return {
    ...{ day: goal.today, throughDay: gauge?.throughDay ?? null, goal, gauge },
    decision: await decisionOfLaunch(db, distributorId, gauge),
    waves: waves.slice(0, WAVES_LISTED).toReversed(),
    leaks: await leaksOfLaunch(db, { ...all, limit: 0 }),
    help: await helpOf(db, { ...all, by: 'wave', limit: HELP_LISTED }),
    stages: STAGES.map((stage) => ({ stage, outlets: counted.get(stage) ?? 0 })),
    bonuses: await bonusesOfLaunch(db, distributorId, goal.id),
    maturity: (await maturityOfChannels(db, distributorId, null)).territories,
  }
}
