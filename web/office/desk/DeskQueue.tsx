import type { Queued } from '../../../src/modules/rollout/contract.ts'
import { STEP_NAMES } from '../../../src/modules/rollout/ladder/step-words-rules.ts'
import { useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Card } from '../../kit/Parts.tsx'
import { words } from './desk-words.ts'

type Props = { outlets: Queued[]; chosen: string; choose: (outletId: string) => void }

const SHOWN = 6

/** Who comes next, the best first; another may be taken out of turn. */
export function DeskQueue({ outlets, chosen, choose }: Props) {
  const t = useWords(words)
  const { language } = useLanguage()
  return (
    <Card>
      <h2 className="mb-2 font-semibold">{t.queue}</h2>
      <ol className="divide-y divide-line">
        {outlets.slice(0, SHOWN).map((outlet) => (
          <li key={outlet.outletId}>
            <button
              type="button"
              aria-current={outlet.outletId === chosen}
              onClick={() => choose(outlet.outletId)}
              className={`flex min-h-11 w-full items-center justify-between gap-2 py-1 text-left hover:text-accent ${outlet.outletId === chosen ? 'font-semibold' : ''}`}
            >
              <span className="min-w-0">
                <span className="block truncate">{outlet.name}</span>
                <span className="block text-xs font-normal text-soft">
                  {STEP_NAMES[outlet.step]?.[language]}
                </span>
              </span>
              <Badge tone={outlet.red ? 'bad' : 'plain'}>{outlet.score}</Badge>
            </button>
          </li>
        ))}
      </ol>
    </Card>
  )
}
