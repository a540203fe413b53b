import type { useFormats } from '../../kit/language.ts'
import type { Kind } from './fit-words.ts'

type Said = {
  f: Pick<ReturnType<typeof useFormats>, 'money' | 'number'>
  weekdays: (days: number[]) => string
  hours: string
}

const PRICE = /^(\d+\.\d\d) \/ (.+)$/
const SUM = /^\d+\.\d\d$/
const minorOf = (text: string) => Math.round(Number(text) * 100)

/** What portal or invoice say, as people write it: sums as money, days by name, ages in hours. */
export function saidText(kind: Kind, text: string, { f, weekdays, hours }: Said): string {
  if (kind === 'days_differ') return weekdays(text.split(' ').filter(Boolean).map(Number))
  if (kind === 'balance_stale' && text) return `${f.number(Number(text))} ${hours}`
  const [, price, unit] = PRICE.exec(text) ?? []
  if (price) return `${f.money(minorOf(price))} / ${unit}`
  if (SUM.test(text)) return f.money(minorOf(text))
  return text || '—'
}
