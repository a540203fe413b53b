import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { REASON_NAMES, VERDICT_NAMES } from '../../../../src/modules/goals/number-words-rules.ts'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../../../kit/language.ts'
import { Badge, Card, Skeleton, type Tone } from '../../../kit/Parts.tsx'
import { words } from './number-words.ts'

type Told = NonNullable<Awaited<ReturnType<typeof call.goals.decision>>['decision']>
const TONES: Record<Told['verdict'], Tone> = {
  first: 'accent',
  go: 'good',
  wait: 'warn',
  stop: 'bad',
}

/** Whether the next wave goes, with all that speaks for it and against it. */
export function Decision({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const asked = useQuery({
    queryKey: ['launch', distributor, 'decision'],
    queryFn: () => call.goals.decision({ distributor }),
  })
  if (asked.error) return <Failed error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Skeleton rows={1} />
  const { decision } = asked.data
  if (!decision) return null
  return (
    <Card className="space-y-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-semibold">{t.decision}</h2>
        <Badge tone={TONES[decision.verdict]}>{VERDICT_NAMES[decision.verdict]?.[language]}</Badge>
        {decision.waveId && (
          <Link
            href={`/launch/waves/${decision.waveId}`}
            className="inline-flex min-h-11 items-center text-accent"
          >
            {t.gateOf} {decision.waveNumber}
          </Link>
        )}
      </div>
      <ul className="grid grid-cols-1 gap-2 text-sm md:grid-cols-2" data-testid="decision">
        {decision.reasons.map((reason) => (
          <li key={reason.code} className="flex items-baseline gap-2">
            <Badge tone={reason.holds ? 'good' : 'bad'}>{reason.holds ? t.yes : t.no}</Badge>
            <Reason decision={decision} reason={reason} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

type ReasonProps = { decision: Told; reason: Told['reasons'][number] }

function Reason({ decision, reason }: ReasonProps) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { code, holds, reachedBp, wantedBp } = reason
  const name = REASON_NAMES[code]?.[holds ? 'holds' : 'fails'][language]
  const percent = (bp: number) => `${f.number(Math.floor(bp / 100))} %`
  if (code === 'questions') {
    return (
      <Link href="/launch?view=covenant" className="inline-flex min-h-11 items-center text-accent">
        {name}: {f.number(decision.questions)}
      </Link>
    )
  }
  return (
    <span>
      {name}
      {reachedBp !== null && wantedBp !== null && (
        <>
          : {percent(reachedBp)}{' '}
          <span className="text-faint">
            ({t.wanted} {percent(wantedBp)})
          </span>
        </>
      )}
      {code === 'wave_ends' && decision.waveEndsOn && ` ${f.fullDay(decision.waveEndsOn)}`}
    </span>
  )
}
