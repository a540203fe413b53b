import { Link } from 'wouter'
import type { call } from '../../call.ts'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Card } from '../../kit/Parts.tsx'
import { KINDS, MENDERS, OF_OUTLETS, words } from './fit-words.ts'

type Summary = Awaited<ReturnType<typeof call.rollout.fitSummary>>

/** How many are fit, as a bar; and under it each reason with how many outlets it holds up. */
export function FitPicture({ summary }: { summary: Summary }) {
  const t = useWords(words)
  const f = useFormats()
  const { outlets, checked, fit, due } = summary
  const parts = [
    { name: t.ready, count: fit, className: 'bg-accent' },
    { name: t.notReady, count: checked - fit, className: 'bg-warn' },
    { name: t.unchecked, count: outlets - checked, className: 'bg-line' },
  ]
  return (
    <Card className="space-y-4">
      <p>
        <strong className="text-2xl">{f.number(fit)}</strong>{' '}
        <span className="text-soft">
          {t.of} {f.count(outlets, OF_OUTLETS)} {t.ready}
          {due > 0 && ` · ${f.number(due)} ${t.due}…`}
        </span>
      </p>
      <div className="flex h-4 overflow-hidden rounded-full bg-ground" aria-hidden>
        {parts.map(({ name, count, className }) => (
          <span
            key={name}
            className={className}
            style={{ width: `${outlets > 0 ? (count * 100) / outlets : 0}%` }}
          />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {parts.map(({ name, count, className }) => (
          <li key={name} className="flex items-center gap-2">
            <span aria-hidden className={`size-3 rounded-full ${className}`} />
            {name}: <strong>{f.number(count)}</strong>
          </li>
        ))}
      </ul>
      <Reasons summary={summary} />
    </Card>
  )
}

function Reasons({ summary: { kinds, outlets } }: { summary: Summary }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const f = useFormats()
  if (kinds.length === 0) return null
  return (
    <div>
      <h2 className="mb-1 text-sm font-semibold text-soft">{t.why}</h2>
      <ul>
        {kinds.map((row) => (
          <li key={row.kind}>
            <Link
              href={`/fit?kind=${row.kind}`}
              className="grid min-h-11 grid-cols-[1fr_auto] items-center gap-x-3 hover:bg-ground md:grid-cols-[minmax(0,13rem)_1fr_2.5rem_8rem]"
            >
              <span className="text-sm font-medium md:col-start-1 md:row-start-1">
                {KINDS[row.kind][language]}
              </span>
              <span className="col-span-2 row-start-2 h-2 rounded-full bg-ground md:col-span-1 md:col-start-2 md:row-start-1">
                <span
                  className="block h-2 rounded-full bg-warn"
                  style={{ width: `${(row.outlets * 100) / Math.max(1, outlets)}%` }}
                />
              </span>
              <span className="text-right text-sm font-semibold">{f.number(row.outlets)}</span>
              <span className="hidden text-sm text-soft md:block">
                {MENDERS[row.mender][language]}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
