import { Link } from 'wouter'
import { TROUBLE_NAMES } from '../../../src/modules/goals/help/trouble-words-rules.ts'
import { STEP_NAMES } from '../../../src/modules/rollout/ladder/step-words-rules.ts'
import type { call } from '../../call.ts'
import { DAYS } from '../../kit/counted.ts'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Button } from '../../kit/Parts.tsx'
import { useFilters } from '../use-filters.tsx'
import { words } from './help-words.ts'

type Reply = Awaited<ReturnType<typeof call.goals.help>>

/** The outlets that wait for somebody, the most urgent first, each with its next step. */
export function HelpList({ help: { found, list } }: { help: Reply }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { filters, show } = useFilters()
  const { group: _group, trouble: _trouble, ...whole } = filters
  return (
    <section className="space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">
          {t.list}{' '}
          <span className="font-normal text-soft">
            {t.shown} {f.number(list.length)} {t.of} {f.number(found)}
          </span>
        </h2>
        {(filters.group || filters.trouble) && (
          <Button look="quiet" onClick={() => show(whole)}>
            {t.allOfThem}
          </Button>
        )}
      </div>
      <ol
        data-testid="help-list"
        className="divide-y divide-line rounded-card border border-line bg-card"
      >
        {list.map((row) => (
          <li
            key={row.outletId}
            className="grid gap-1 p-3 text-sm md:grid-cols-[1.3fr_1.2fr_1.3fr_1fr] md:gap-3"
          >
            <span>
              <Link
                href={row.trouble === 'not_fit' ? `/fit/${row.outletId}` : `/o/${row.outletId}`}
                className="inline-flex min-h-11 items-center font-medium text-accent md:min-h-6"
              >
                {row.name}
              </Link>
              <span className="block text-xs text-faint">
                {row.code} · {row.city} · {t.waveName} {f.number(row.waveNumber)} ·{' '}
                {STEP_NAMES[row.step]?.[language]}
              </span>
            </span>
            <span>
              <Badge tone="warn">{TROUBLE_NAMES[row.trouble]?.name[language]}</Badge>{' '}
              <span className="whitespace-nowrap">{f.count(row.days, DAYS)}</span>
            </span>
            <span className="font-medium">{TROUBLE_NAMES[row.trouble]?.next[language]}</span>
            <span className="text-soft">
              {[row.agentName, row.contactName].filter(Boolean).join(' · ') || '—'}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
