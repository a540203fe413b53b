import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Language } from '../../../src/platform/language.ts'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Skeleton, TextField } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { words } from './coverage-words.ts'
import { weekdayName } from './map-names.ts'

type Coverage = Awaited<ReturnType<typeof call.field.coverage>>
type Served = Coverage['days'][number] | Coverage['agents'][number]['days'][number]

/** A week's numbers: who was due and served, by day and by agent. */
export function CoveragePanel({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const [until, setUntil] = useState('')
  const coverage = useQuery({
    queryKey: ['coverage', distributor, until],
    queryFn: () => call.field.coverage({ distributor, ...(until ? { until } : {}) }),
    placeholderData: keepPreviousData,
  })
  if (coverage.error) return <Failed error={coverage.error} retry={coverage.refetch} />
  if (!coverage.data) return <Skeleton rows={5} />
  return (
    <div className="space-y-3" data-testid="coverage">
      <TextField
        label={t.until}
        type="date"
        className="w-48"
        value={until || coverage.data.until}
        onChange={(event) => setUntil(event.target.value)}
      />
      <p className="text-sm text-soft">{t.lead}</p>
      <ByDay coverage={coverage.data} />
      <ByAgent coverage={coverage.data} />
      <p className="text-sm">
        {t.withoutZone}: {coverage.data.withoutZone} · {t.withoutPlace}:{' '}
        {coverage.data.withoutPlace}
      </p>
    </div>
  )
}

const shortDay = (language: Language, day: string) =>
  new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))

function ByDay({ coverage }: { coverage: Coverage }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const figures = [t.due, t.served, t.missed, t.besides].map((name) => ({ name, figure: true }))
  return (
    <Table label={t.byDay} heads={[t.day, ...figures]} testId="coverage-days">
      {coverage.days.map((day) => (
        <tr key={day.day}>
          <td>{shortDay(language, day.day)}</td>
          <td className="figure">{f.number(day.due)}</td>
          <td className="figure">{f.number(day.served)}</td>
          <td className="figure font-medium">{f.number(day.due - day.served)}</td>
          <td className="figure">{f.number(day.besides)}</td>
        </tr>
      ))}
    </Table>
  )
}

function ByAgent({ coverage }: { coverage: Coverage }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const f = useFormats()
  const days = coverage.days.map(({ weekday }) => ({
    name: weekdayName(language, weekday, 'short'),
    figure: true,
  }))
  return (
    <Table
      label={t.byAgent}
      heads={[t.agent, { name: t.week, figure: true }, ...days]}
      testId="coverage-agents"
    >
      {coverage.agents.map((agent) => (
        <tr key={agent.id ?? 'none'}>
          <td>{agent.name ?? t.noAgent}</td>
          <td className="figure">
            {f.number(agent.served)}/{f.number(agent.outlets)}
          </td>
          {agent.days.map((served, i) => (
            <td key={coverage.days[i]?.day} className="figure whitespace-nowrap">
              {shortly(served)}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  )
}

const shortly = ({ due, served, besides }: Served) =>
  due === 0 && besides === 0 ? '—' : `${served}/${due}${besides > 0 ? ` +${besides}` : ''}`
