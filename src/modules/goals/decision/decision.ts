import type { Db } from '../../../platform/db.ts'
import { questionsWaiting, runningLaunch, wavesOfLaunch } from '../../rollout/rollout.ts'
import { type Gauge, gaugeOf } from '../gauge.ts'
import { decisionOf } from './decision-rules.ts'

/** Whether the next wave goes, with its reasons; null: no launch runs. */
export async function decisionOfLaunch(db: Db, distributorId: string, known?: Gauge | null) {
  const programme = await runningLaunch(db, distributorId)
  if (!programme) return null
  const [wave = null] = await wavesOfLaunch(db, distributorId, programme.id)
  const gauge = known === undefined ? await gaugeOf(db, distributorId) : known
  const invited = gauge?.parts.find(({ part }) => part === 'invited')
  const questions = await questionsWaiting(db, distributorId, programme.id)
  const decision = decisionOf({
    ...{ wave, gate: programme, questions, today: programme.today },
    warnings: invited && invited.now.orders > 0 ? invited.warnings : null,
  })
  const { id: waveId = null, number: waveNumber = null, endsOn: waveEndsOn = null } = wave ?? {}
  return { ...decision, waveId, waveNumber, waveEndsOn, questions }
}
