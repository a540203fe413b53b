import type { call } from '../call.ts'
import { useFormats, useWords } from '../kit/language.ts'
import { ORDER_WORDS } from './order-words.ts'

type Event = Awaited<ReturnType<typeof call.ordering.get>>['events'][number]
type Word = keyof typeof ORDER_WORDS

/** Who, when, through which channel, what and why: the same line for shop, agent and office. */
export function Timeline({ events, currency }: { events: Event[]; currency: string }) {
  const t = useWords(ORDER_WORDS)
  const f = useFormats()
  return (
    <ol className="space-y-4" data-testid="timeline">
      {events.map((event) => (
        <li key={event.id} className="relative border-l-2 border-line pl-4">
          <span className="absolute top-1 -left-[7px] size-3 rounded-full bg-accent" aria-hidden />
          <p className="text-sm font-semibold">
            {t[event.kind as Word] ?? event.kind}
            {typeof event.what.totalMinor === 'number' && (
              <span className="font-normal text-soft">
                {' '}
                · {f.money(event.what.totalMinor, currency)}
              </span>
            )}
          </p>
          {event.kind === 'day_moved' && (
            <p className="text-sm">
              {f.day(String(event.what.from))} → {f.day(String(event.what.to))}
            </p>
          )}
          {typeof event.what.letInBy === 'string' && (
            <p className="text-sm text-warn">
              {t.letInBy}: {event.what.letInBy}
            </p>
          )}
          {typeof event.what.silentFrom === 'string' && (
            <p className="text-sm text-soft">
              {t.silentFrom} {f.moment(event.what.silentFrom)}
            </p>
          )}
          {event.what.topUp === true && <p className="text-sm text-good">{t.topUp}</p>}
          <p className="text-xs text-faint">
            {f.moment(event.at)} · {event.actorKind === 'erp' ? t.erp : event.actorName}
            {event.channel && ` · ${t[event.channel as Word] ?? event.channel}`}
          </p>
          {event.why && <p className="text-sm">«{event.why}»</p>}
        </li>
      ))}
    </ol>
  )
}
