import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { DAYS, DROPS } from '../kit/counted.ts'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { Button, Card, Skeleton } from '../kit/Parts.tsx'
import { weekdaysIn } from '../kit/weekdays.ts'
import { nameText } from '../order/name-text.ts'
import { words } from './usual-words.ts'

type Reply = Awaited<ReturnType<typeof call.habit.pattern>>
type Pattern = NonNullable<Reply['pattern']>

/** What an outlet does by its own history: how often, on which weekdays, for how much, and which goods. */
export function UsualCard({ distributor, outletId }: { distributor: string; outletId: string }) {
  const t = useWords(words)
  const asked = useQuery({
    queryKey: ['pattern', distributor, outletId],
    queryFn: () => call.habit.pattern({ distributor, outletId }),
    staleTime: 300_000,
  })
  if (asked.error) return <Failed error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Skeleton rows={2} />
  const { pattern, basket } = asked.data
  return (
    <Card className="space-y-3">
      <h2 className="font-semibold">{t.title}</h2>
      {pattern ? <Rhythm pattern={pattern} /> : <p className="text-sm text-soft">{t.none}</p>}
      {basket.length > 0 && <Basket basket={basket} />}
    </Card>
  )
}

function Rhythm({ pattern }: { pattern: Pattern }) {
  const t = useWords(words)
  const f = useFormats()
  const { drops, firstDay, lastDay, medianGapDays: gap, medianDropMinor } = pattern
  return (
    <>
      <p>
        {gap === null ? (
          t.once
        ) : (
          <strong>
            <span className="inline-block first-letter:uppercase">{t.every}</span>{' '}
            {f.count(gap, DAYS)}
          </strong>
        )}{' '}
        · {t.drop} <strong>{f.money(medianDropMinor)}</strong>
      </p>
      <Weekdays drops={pattern.weekdayDrops} />
      <p className="text-sm text-soft">
        {f.count(drops, DROPS)}, {f.fullDay(firstDay)} — {f.fullDay(lastDay)}
      </p>
    </>
  )
}

function Weekdays({ drops }: { drops: readonly number[] }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const most = Math.max(1, ...drops)
  return (
    <ul aria-label={t.byWeekday} className="grid max-w-md grid-cols-7 gap-1.5 text-center text-sm">
      {drops.map((count, day) => (
        <li key={weekdaysIn(language, [day + 1])}>
          <span aria-hidden className="flex h-12 items-end rounded bg-ground">
            <span
              className="block w-full rounded bg-accent"
              style={{ height: `${(count * 100) / most}%` }}
            />
          </span>
          <span className="text-soft">{weekdaysIn(language, [day + 1])}</span>{' '}
          <strong className="block">{f.number(count)}</strong>
        </li>
      ))}
    </ul>
  )
}

const SHOWN = 5

function Basket({ basket }: Pick<Reply, 'basket'>) {
  const t = useWords(words)
  const f = useFormats()
  const [all, setAll] = useState(false)
  return (
    <section className="space-y-1">
      <h3 className="text-sm text-soft">{t.basket}</h3>
      <ul className="divide-y divide-line text-sm">
        {basket.slice(0, all ? basket.length : SHOWN).map((line) => (
          <li key={line.productId} className="grid grid-cols-[1fr_auto] gap-x-3 py-1.5">
            <span className="min-w-0 break-words">{nameText(line.name)}</span>
            <span className="text-right whitespace-nowrap">
              <strong>{f.quantity(line.medianQuantityMilli)}</strong> {line.baseUnit}{' '}
              <span className="text-soft">
                · {f.number(line.drops)} {t.of} {f.number(line.ofDrops)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {!all && basket.length > SHOWN && (
        <Button onClick={() => setAll(true)}>
          {t.all} ({f.number(basket.length)})
        </Button>
      )}
    </section>
  )
}
