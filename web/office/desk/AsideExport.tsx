import { STEP_NAMES } from '../../../src/modules/rollout/ladder/step-words-rules.ts'
import { call } from '../../call.ts'
import { useLanguage, useWords } from '../../kit/language.ts'
import { ExportButton } from '../ExportButton.tsx'
import { words } from './aside-words.ts'

export type AsideAsked = {
  state?: 'open' | 'waiting' | 'due' | 'ended'
  kind?: 'paused' | 'stays_with_agent'
  search?: string
}
type Props = { distributor: string; asked: AsideAsked }

/** Saves all that is set aside, as it is narrowed. */
export function AsideExport({ distributor, asked }: Props) {
  const t = useWords(words)
  const { language } = useLanguage()
  const heads = [
    ...[t.code, t.outlet, t.city, t.step, t.kind, t.reason, t.asked, t.since],
    ...[t.confirmed, t.reviewed, t.reviewOn, t.back],
  ]
  const load = async (after: number | null) => {
    const page = await call.rollout.asides({
      ...{ distributor, ...asked },
      ...{ offset: after ?? 0, limit: 200 },
    })
    const rows = page.asides.map((row) => [
      ...[row.code, row.name, row.city, STEP_NAMES[row.step]?.[language] ?? row.step],
      ...[t[row.kind], row.reason, row.askedName, row.since.slice(0, 10)],
      ...[row.confirmedName, row.reviewedName, row.reviewOn, row.endedName],
    ])
    return { rows, next: page.next }
  }
  return <ExportButton file="set-aside.csv" heads={heads} load={load} />
}
