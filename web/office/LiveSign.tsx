import { useFormats, useWords } from '../kit/language.ts'
import { useLiveState } from '../live-state.ts'

const words = {
  connected: { uk: 'наживо', en: 'live', ru: 'вживую' },
  connecting: { uk: 'з’єднуємось…', en: 'connecting…', ru: 'соединяемся…' },
  away: {
    uk: 'Немає зв’язку, пробуємо знову. Показано стан на',
    en: 'No connection, trying again. This is as of',
    ru: 'Нет связи, пробуем снова. Показано состояние на',
  },
}

const DOT = { connected: 'bg-good', connecting: 'bg-edge', away: 'bg-warn' } as const

/** Says honestly whether the list follows what happens, or since when it may be behind. */
export function LiveSign() {
  const t = useWords(words)
  const f = useFormats()
  const live = useLiveState()
  return (
    <span
      role="status"
      data-testid="live"
      className={`inline-flex items-center gap-2 ${live.kind === 'away' ? 'font-semibold text-warn' : ''}`}
    >
      <span aria-hidden className={`size-2.5 shrink-0 rounded-full ${DOT[live.kind]}`} />
      {t[live.kind]}
      {live.kind === 'away' && ` ${f.time(live.since)}`}
    </span>
  )
}
