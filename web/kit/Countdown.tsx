import { useSyncExternalStore } from 'react'
import { useWords } from './language.ts'

const words = {
  days: { uk: 'дн', en: 'd', ru: 'дн' },
  hours: { uk: 'год', en: 'h', ru: 'ч' },
  minutes: { uk: 'хв', en: 'min', ru: 'мин' },
  over: { uk: 'час вийшов', en: 'time is up', ru: 'время вышло' },
}

const seconds = () => Math.floor(performance.now() / 1000)

function everySecond(tell: () => void): () => void {
  const timer = setInterval(() => document.visibilityState === 'visible' && tell(), 1000)
  return () => clearInterval(timer)
}

type Props = {
  until: string
  /** The server's clock when the page was told, and this page's own seconds at that moment. */
  now: string
  heardAt: number
}

/** Time left to an instant by the server's clock; the phone's own clock may be wrong. */
export function Countdown({ until, now, heardAt }: Props) {
  const t = useWords(words)
  const ticking = useSyncExternalStore(everySecond, seconds)
  const passed = ticking - heardAt / 1000
  const left = Math.max(0, Math.floor((Date.parse(until) - Date.parse(now)) / 1000 - passed))
  const d = Math.floor(left / 86_400)
  const h = Math.floor((left % 86_400) / 3600)
  const m = Math.floor((left % 3600) / 60)
  const s = left % 60
  const text =
    d > 0
      ? `${d} ${t.days} ${h} ${t.hours}`
      : h > 0
        ? `${h} ${t.hours} ${m} ${t.minutes}`
        : `${m}:${String(s).padStart(2, '0')}`
  return (
    <span className={`font-semibold ${left < 7200 ? 'text-warn' : ''}`}>
      {left === 0 ? t.over : text}
    </span>
  )
}
