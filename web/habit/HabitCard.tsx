import { useQuery } from '@tanstack/react-query'
import { STAGE_NAMES } from '../../src/modules/rollout/cue/stage-words-rules.ts'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { Badge, Card, Skeleton } from '../kit/Parts.tsx'
import { CueRow, StrengthBar } from './HabitPicture.tsx'
import { words } from './habit-words.ts'

/** One outlet's habit for those who care for it: stage, strength, streak, its last cues. */
export function HabitCard({ distributor, outletId }: { distributor: string; outletId: string }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const asked = useQuery({
    queryKey: ['habit', distributor, outletId],
    queryFn: () => call.rollout.outletHabit({ distributor, outletId }),
  })
  if (asked.error) return <Failed error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Skeleton rows={2} />
  const { habit, cues } = asked.data
  return (
    <Card>
      <div className="flex items-baseline justify-between gap-2">
        <h2 className="font-semibold">{t.title}</h2>
        {habit && <Badge tone={toneOf(habit.stage)}>{STAGE_NAMES[habit.stage]?.[language]}</Badge>}
      </div>
      {!habit && <p className="mt-2 text-sm text-soft">{t.none}</p>}
      {habit && (
        <div className="mt-2 space-y-3">
          <StrengthBar strengthBp={habit.strengthBp} />
          <p className="text-sm">
            <strong>{f.number(habit.streak)}</strong> {t.streak}{' '}
            <span className="text-soft">
              · {t.best} {f.number(habit.bestStreak)}
            </span>
          </p>
          {cues.length > 0 && (
            <>
              <h3 className="text-sm text-soft">{t.cues}</h3>
              <CueRow cues={cues} />
            </>
          )}
        </div>
      )}
    </Card>
  )
}

const toneOf = (stage: string) =>
  stage === 'held' ? 'good' : stage === 'slipping' || stage === 'relapsed' ? 'warn' : 'accent'
