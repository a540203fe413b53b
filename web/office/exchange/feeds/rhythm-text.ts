import type { Rhythm } from '../../../../src/modules/exchange/feeds/rhythm-rules.ts'
import type { Language } from '../../../../src/platform/language.ts'
import { weekdayName } from '../../map/map-names.ts'

const HOURS: Record<Language, (n: number) => string> = {
  uk: (n) => `кожні ${n} год`,
  en: (n) => `every ${n} h`,
  ru: (n) => `каждые ${n} ч`,
}
const DAILY: Record<Language, string> = { uk: 'щодня', en: 'daily', ru: 'ежедневно' }

const WHOLE_WEEK = 7

/** A rhythm as people say it: «пн, вт, 08:00, 13:30». */
export function rhythmText(rhythm: Rhythm, language: Language): string {
  if (rhythm.every === 'hours') return HOURS[language](rhythm.hours)
  const days =
    rhythm.weekdays.length === WHOLE_WEEK
      ? DAILY[language]
      : rhythm.weekdays.map((day) => weekdayName(language, day, 'short')).join(', ')
  return `${days}, ${rhythm.times.join(', ')}`
}

const TIME = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/

/** The times that somebody typed, in their order; null: one of them is no time. */
export function timesTyped(text: string): string[] | null {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '')
  const times = words.map((word) => {
    const [, hour = '', minute = ''] = TIME.exec(word) ?? []
    return minute && `${hour.padStart(2, '0')}:${minute}`
  })
  if (times.length === 0 || times.includes('')) return null
  return [...new Set(times)].sort()
}
