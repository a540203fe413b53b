import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { STEP_NAMES } from '../../../../src/modules/rollout/ladder/step-words-rules.ts'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../../../kit/language.ts'
import { Alert, Button, Card, Skeleton } from '../../../kit/Parts.tsx'
import { Table } from '../../../kit/Table.tsx'
import { words } from './number-words.ts'

type Reply = Awaited<ReturnType<typeof call.goals.leaks>>
type Step = Reply['steps'][number]['step']

/** The step of the ladder that loses most against its expected pace, and the outlets behind it. */
export function Leaks({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const [step, setStep] = useState<Step | null>(null)
  const asked = useQuery({
    queryKey: ['launch', distributor, 'leaks', step],
    queryFn: () => call.goals.leaks({ distributor, ...(step && { step }) }),
    placeholderData: keepPreviousData,
  })
  if (asked.error) return <Failed error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Skeleton rows={2} />
  const { steps, list } = asked.data
  if (steps.length === 0) return null
  const due = steps.some((one) => one.due > 0)
  return (
    <Card className="space-y-3">
      <div>
        <h2 className="font-semibold">{t.leaks}</h2>
        <p className="text-sm text-soft">{t.leaksHow}</p>
      </div>
      {due ? <Worst reply={asked.data} /> : <p>{t.noData}</p>}
      {due && <Steps steps={steps} chosen={step} choose={setStep} />}
      {step && <Behind step={step} list={list} hide={() => setStep(null)} />}
    </Card>
  )
}

function Worst({ reply: { steps, worst } }: { reply: Reply }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const of = steps.find(({ step }) => step === worst?.step)
  if (!worst || !of) return <p>{t.noLeak}</p>
  return (
    <Alert tone={worst.sure ? 'bad' : 'warn'}>
      {t.worst} «{STEP_NAMES[worst.step]?.[language]}»: <strong>{f.number(of.short)}</strong> {t.of}{' '}
      {f.number(of.due)} — {worst.sure ? t.sure : t.unsure}
    </Alert>
  )
}

type StepsProps = { steps: Reply['steps']; chosen: Step | null; choose: (step: Step) => void }

function Steps({ steps, chosen, choose }: StepsProps) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const percent = (bp: number) => f.number(Math.round(bp / 100))
  const heads = [
    t.step,
    { name: t.lost, figure: true },
    { name: t.passed, figure: true },
    { name: t.interval, figure: true },
    { name: t.expected, figure: true },
  ]
  return (
    <Table label={t.leaks} heads={heads} testId="leaks">
      {steps.map((one) => (
        <tr key={one.step}>
          <td>{STEP_NAMES[one.step]?.[language]}</td>
          <td className="figure">
            {one.lost === 0 && f.number(0)}
            {one.lost > 0 && (
              <button
                type="button"
                aria-pressed={one.step === chosen}
                aria-label={`${t.behind}: ${STEP_NAMES[one.step]?.[language]}, ${f.number(one.lost)}`}
                className="min-h-11 min-w-11 font-semibold text-accent underline"
                onClick={() => choose(one.step)}
              >
                {f.number(one.lost)}
              </button>
            )}
          </td>
          <td className="figure whitespace-nowrap">
            {f.number(one.passed)} {t.of} {f.number(one.due)}
          </td>
          <td className="figure whitespace-nowrap">
            {one.due > 0
              ? `${percent(one.passedBp)} % (${percent(one.lowBp)}–${percent(one.highBp)})`
              : '—'}
          </td>
          <td className="figure">{percent(one.expectedBp)} %</td>
        </tr>
      ))}
    </Table>
  )
}

type BehindProps = { step: Step; list: Reply['list']; hide: () => void }

function Behind({ step, list, hide }: BehindProps) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  return (
    <section className="space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">
          {t.behind}: {STEP_NAMES[step]?.[language]}
        </h3>
        <Button look="quiet" onClick={hide}>
          {t.hide}
        </Button>
      </div>
      <ul className="divide-y divide-line text-sm" data-testid="leak-outlets">
        {list.map((row) => (
          <li key={row.outletId} className="flex flex-wrap items-center gap-x-2">
            <Link
              href={`/o/${row.outletId}`}
              className="inline-flex min-h-11 items-center font-medium text-accent"
            >
              {row.name}
            </Link>
            <span className="text-faint">
              {row.code} · {row.city} · {t.wave} {f.number(row.waveNumber)}
              {row.agentName && ` · ${row.agentName}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
