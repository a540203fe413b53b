import { useState, useSyncExternalStore } from 'react'
import { type Counted, useFormats, useWords } from './language.ts'

const words = {
  days: { uk: 'дн', en: 'd', ru: 'дн' },
  hours: { uk: 'год', en: 'h', ru: 'ч' },
  minutes: { uk: 'хв', en: 'min', ru: 'мин' },
  over: { uk: 'час вийшов', en: 'time is up', ru: 'время вышло' },
  left: { uk: 'Залишилось', en: 'Time left:', ru: 'Осталось' },
}

const DAYS: Counted = {
  uk: { one: 'день', few: 'дні', many: 'днів' },
  en: { one: 'day', other: 'days' },
  ru: { one: 'день', few: 'дня', many: 'дней' },
}

type Props = {
  until: string
  /** The server's clock when the page was told, and this page's own milliseconds at that moment. */
  now: string
  heardAt: number
  /** Tells a screen reader at the thresholds; one countdown of a page does. */
  aloud?: boolean
}

/** Time left to an instant by the server's clock; the phone's own clock may be wrong. */
export function Countdown({ aloud, ...clock }: Props) {
  const t = useWords(words)
  const f = useFormats()
  // Only what is shown makes a render: minutes above an hour, seconds below it.
  const left = useSyncExternalStore(everySecond, () => shownSeconds(clock))
  const text = left === 0 ? t.over : timeText(left, t, (days) => f.count(days, DAYS))
  return (
    <>
      <span
        className={`font-semibold whitespace-nowrap ${left < SOON ? 'text-warn' : ''}`}
        role="timer"
      >
        {text}
      </span>
      {aloud && <Aloud left={left} text={left === 0 ? t.over : `${t.left} ${text}`} />}
    </>
  )
}

const SOON = 7200
const THRESHOLDS = [3600, 900, 300, 60, 0]

/** Speaks when a threshold is passed, and never in between. */
function Aloud({ left, text }: { left: number; text: string }) {
  const passed = THRESHOLDS.filter((threshold) => left <= threshold).length
  const [told, setTold] = useState({ passed, text: '' })
  if (told.passed !== passed) setTold({ passed, text })
  return (
    <span className="sr-only" aria-live="polite">
      {told.text}
    </span>
  )
}

/** Seconds left on the server's clock, cut to what is shown: whole minutes above an hour. */
export function shownSeconds({ until, now, heardAt }: Omit<Props, 'aloud'>): number {
  const passed = (performance.now() - heardAt) / 1000
  const left = Math.max(0, Math.ceil((Date.parse(until) - Date.parse(now)) / 1000 - passed))
  return left >= 3600 ? left - (left % 60) : left
}

type Units = Record<'days' | 'hours' | 'minutes', string>

/** «6 днів», «1 дн 3 год», «3 год 5 хв», «4:09»: the nearer, the finer. */
export function timeText(left: number, t: Units, inDays: (days: number) => string): string {
  const d = Math.floor(left / 86_400)
  const h = Math.floor((left % 86_400) / 3600)
  const m = Math.floor((left % 3600) / 60)
  if (d > 1) return inDays(d)
  if (d > 0) return `${d} ${t.days} ${h} ${t.hours}`
  if (h > 0) return `${h} ${t.hours} ${m} ${t.minutes}`
  return `${m}:${String(left % 60).padStart(2, '0')}`
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

// One timer for all countdowns of a page, at rest while nobody looks.
function everySecond(tell: () => void): () => void {
  listeners.add(tell)
  timer ??= setInterval(tick, 1000)
  document.addEventListener('visibilitychange', tick)
  return () => {
    listeners.delete(tell)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
    document.removeEventListener('visibilitychange', tick)
  }
}

function tick(): void {
  if (document.visibilityState !== 'visible') return
  for (const tell of listeners) tell()
}
