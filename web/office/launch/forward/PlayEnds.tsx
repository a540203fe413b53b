import { POLICY_NAMES } from '../../../../src/modules/goals/forward/chart-rules.ts'
import type { Played, Week } from '../../../../src/modules/goals/forward/play-rules.ts'
import { useFormats, useLanguage, useWords } from '../../../kit/language.ts'
import { Card } from '../../../kit/Parts.tsx'
import { Table } from '../../../kit/Table.tsx'
import { ENDS, HOURS_ALL, words } from './forward-words.ts'

/** How both ways end, beside each other. */
export function PlayEnds({ plays }: { plays: Played[] }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const rows: [name: string, figure: (last: Week) => number][] = [
    ...(Object.keys(ENDS) as (keyof typeof ENDS)[]).map((key): [string, (w: Week) => number] => [
      ENDS[key][language],
      (week) => week[key],
    ]),
    [HOURS_ALL[language], ({ minutesAll }) => Math.round(minutesAll / 60)],
  ]
  const heads = plays.map(({ policy }) => ({ name: POLICY_NAMES[policy][language], figure: true }))
  return (
    <Card className="space-y-3">
      <Table label={t.end} heads={[t.end, ...heads]} testId="play-ends">
        {rows.map(([name, figure]) => (
          <tr key={name}>
            <td>{name}</td>
            {plays.map(({ policy, weeks }) => {
              const last = weeks.at(-1)
              return (
                <td key={policy} className="figure">
                  {last ? f.number(figure(last)) : '—'}
                </td>
              )
            })}
          </tr>
        ))}
      </Table>
      {plays.some(({ refusals }) => refusals.length > 0) && (
        <p className="text-sm text-soft">{t.refused}</p>
      )}
    </Card>
  )
}
