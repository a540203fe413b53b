import type { call } from '../call.ts'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { OUTCOME_NAMES, words } from './habit-words.ts'

type Reply = Awaited<ReturnType<typeof call.rollout.outletHabit>>

/** How strong a habit is, in ten-thousandths, as a bar. */
export function StrengthBar({ strengthBp }: { strengthBp: number }) {
  const t = useWords(words)
  const percent = Math.round(strengthBp / 100)
  return (
    <div
      role="img"
      aria-label={`${t.strength}: ${percent} %`}
      className="h-3 w-full min-w-16 overflow-hidden rounded-full bg-ground"
    >
      <span className="block h-full bg-accent" style={{ width: `${percent}%` }} />
    </div>
  )
}

const LOOKS: Record<string, string> = {
  kept: 'bg-accent border-accent',
  assisted: 'bg-accent/30 border-accent',
  missed: 'bg-card border-soft',
  excused: 'bg-ground border-dashed border-line',
}

/** The last cues in their turn: filled where the shop ordered by itself. */
export function CueRow({ cues }: Pick<Reply, 'cues'>) {
  const f = useFormats()
  const { language } = useLanguage()
  return (
    <ol className="flex flex-wrap gap-1.5">
      {cues.map(({ deliveryDay, outcome }) => (
        <li key={deliveryDay}>
          <span
            role="img"
            title={`${f.day(deliveryDay)}: ${OUTCOME_NAMES[outcome]?.[language]}`}
            aria-label={`${f.day(deliveryDay)}: ${OUTCOME_NAMES[outcome]?.[language]}`}
            className={`block h-5 w-5 rounded-full border-2 ${LOOKS[outcome]}`}
          />
        </li>
      ))}
    </ol>
  )
}
