import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { MEASURE_NAMES, PART_NAMES } from '../../../src/modules/goals/number-words-rules.ts'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Alert, Badge, Card, Skeleton } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { WARNINGS, words } from './gauge-words.ts'

type Part = NonNullable<Awaited<ReturnType<typeof call.goals.gauge>>['gauge']>['parts'][number]
type Measure = keyof typeof MEASURE_NAMES
const LAWS: [law: 'law1' | 'law2', measures: Measure[]][] = [
  ['law1', ['outlets', 'dropMinor', 'linesPerOrder', 'productsPerOutlet']],
  ['law2', ['selfBp', 'independentBp', 'independentValueBp']],
]

/** Both laws side by side: all outlets, the invited, and those held out to compare. */
export function Gauge({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const gauge = useQuery({
    queryKey: ['launch', distributor, 'gauge'],
    queryFn: () => call.goals.gauge({ distributor }),
    refetchInterval: (query) => (query.state.data?.gauge?.waiting ? 2_000 : false),
  })
  if (gauge.error) return <Failed error={gauge.error} retry={gauge.refetch} />
  if (gauge.isPending) return <Skeleton rows={3} />
  const told = gauge.data?.gauge
  if (!told) return null
  const warnings = told.parts.find(({ part }) => part === 'invited')?.warnings ?? []
  return (
    <Card className="space-y-3">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="font-semibold">{t.laws}</h2>
        <p className="text-sm text-soft">
          {t.lead} ({t.through} {f.day(told.throughDay)})
          {told.waiting > 0 && (
            <>
              {' '}
              <Badge tone="warn">
                {t.waiting} {f.number(told.waiting)}
              </Badge>
            </>
          )}
        </p>
      </div>
      {warnings.length > 0 ? (
        <Alert tone="bad">
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>{WARNINGS[warning]?.[language]}</li>
            ))}
          </ul>
        </Alert>
      ) : (
        <p>
          <Badge tone="good">{t.good}</Badge>
        </p>
      )}
      {LAWS.map(([law, measures]) => (
        <Table
          key={law}
          label={t[law]}
          heads={[
            t[law],
            ...told.parts.map(({ part }) => ({ name: PART_NAMES[part][language], figure: true })),
          ]}
        >
          {measures.map((measure) => (
            <tr key={measure}>
              <td>{MEASURE_NAMES[measure][language]}</td>
              {told.parts.map((part) => (
                <td key={part.part} className="figure whitespace-nowrap">
                  <Said part={part} measure={measure} />
                </td>
              ))}
            </tr>
          ))}
        </Table>
      ))}
      <nav className="no-print flex flex-wrap gap-x-4 text-sm" aria-label={t.open}>
        {told.parts.map(({ part, now }) => (
          <Link
            key={part}
            href={part === 'all' ? '/launch/gauge' : `/launch/gauge?part=${part}`}
            className="inline-flex min-h-11 items-center text-accent"
          >
            {t.open}: {PART_NAMES[part][language].toLocaleLowerCase(language)} (
            {f.number(now.outlets)})
          </Link>
        ))}
      </nav>
    </Card>
  )
}

const INTERVALS: Partial<Record<Measure, (laws: Part['now']) => Part['now']['dropInterval']>> = {
  dropMinor: ({ dropInterval }) => dropInterval,
  independentBp: ({ independentInterval }) => independentInterval,
}

function Said({ part, measure }: { part: Part; measure: Measure }) {
  const t = useWords(words)
  const f = useFormats()
  const said = (value: number) =>
    measure === 'dropMinor'
      ? f.money(value)
      : measure.endsWith('Bp')
        ? `${f.number(Math.round(value / 100))} %`
        : f.number(Math.round(value * 10) / 10)
  // A group of nobody sold nothing for no reason: noughts would read as a failure.
  if (part.now.outlets === 0 && part.before.outlets === 0) return '—'
  const interval = INTERVALS[measure]?.(part.now) ?? null
  return (
    <>
      <strong>{said(part.now[measure])}</strong>{' '}
      <span className="text-faint">
        {t.before} {said(part.before[measure])}
      </span>
      {interval && (
        <span className="block text-xs text-faint">
          95 %: {said(interval.low)}–{said(interval.high)}
        </span>
      )}
    </>
  )
}
