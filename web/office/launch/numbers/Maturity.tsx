import { useQuery } from '@tanstack/react-query'
import { LEVEL_NAMES } from '../../../../src/modules/goals/number-words-rules.ts'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../../../kit/language.ts'
import { Badge, Card, Skeleton, type Tone } from '../../../kit/Parts.tsx'
import { Table } from '../../../kit/Table.tsx'
import { words } from './number-words.ts'

const TONES: Record<string, Tone> = {
  pilot: 'plain',
  additional: 'warn',
  parallel: 'accent',
  equal: 'good',
}

/** How far the portal has come in each territory, with the parts it is judged by. */
export function Maturity({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const asked = useQuery({
    queryKey: ['launch', distributor, 'maturity'],
    queryFn: () => call.goals.maturity({ distributor }),
  })
  if (asked.error) return <Failed error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Skeleton rows={2} />
  const { territories } = asked.data
  if (territories.length === 0) return null
  const percent = (bp: number) => `${f.number(Math.floor(bp / 100))} %`
  const figures = [t.outlets, t.orders, t.value].map((name) => ({ name, figure: true }))
  return (
    <Card className="space-y-3">
      <div>
        <h2 className="font-semibold">{t.maturity}</h2>
        <p className="text-sm text-soft">{t.maturityHow}</p>
      </div>
      <Table label={t.maturity} heads={[t.territory, t.level, ...figures]} testId="maturity">
        {territories.map((one) => (
          <tr key={one.territoryId}>
            <td>
              {one.name} {one.agentName && <span className="text-faint">{one.agentName}</span>}
            </td>
            <td className="whitespace-nowrap">
              {one.level ? (
                <Badge tone={TONES[one.level] ?? 'plain'}>
                  {LEVEL_NAMES[one.level]?.[language]}
                </Badge>
              ) : (
                <span className="text-faint">{t.few}</span>
              )}
            </td>
            <td className="figure whitespace-nowrap">
              {percent(one.outletsBp)}{' '}
              <span className="text-faint">
                {f.number(one.aloneOutlets)} {t.of} {f.number(one.outlets)}
              </span>
            </td>
            <td className="figure whitespace-nowrap">
              {percent(one.ordersBp)}{' '}
              <span className="text-faint">
                {f.number(one.aloneOrders)} {t.of} {f.number(one.orders)}
              </span>
            </td>
            <td className="figure">{percent(one.valueBp)}</td>
          </tr>
        ))}
      </Table>
    </Card>
  )
}
