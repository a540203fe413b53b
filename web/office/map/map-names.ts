import { useMemo } from 'react'
import type { Language } from '../../../src/platform/language.ts'
import { useLanguage, useWords } from '../../kit/language.ts'
import type { Names } from './map-colours.ts'
import { words } from './map-page-words.ts'

const MONDAY = Date.UTC(2024, 0, 1)

/** A weekday's name; Monday is 1. */
export function weekdayName(language: Language, day: number, style: 'short' | 'long'): string {
  const format = new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' })
  return format.format(new Date(MONDAY + (day - 1) * 86_400_000))
}

type Said = Pick<Names, 'agents' | 'zones'>

/** What the groups of the legend are called in the person's language. */
export function useNames({ agents, zones }: Said): Names {
  const t = useWords(words)
  const { language } = useLanguage()
  return useMemo(
    () => ({
      agents,
      zones,
      weekday: (day) => weekdayName(language, day, 'long'),
      none: {
        weekday: t.noWeekday,
        agent: t.noAgent,
        zone: t.noZone,
        class: '',
        share: t.noOrders12,
        days: t.never,
      },
      others: t.others,
      share: { 76: t.share76, 51: t.share51, 26: t.share26, 1: t.share1, 0: t.share0 },
      days: { 7: t.days7, 14: t.days14, 30: t.days30, 60: t.days60, more: t.daysMore },
    }),
    [agents, zones, language, t],
  )
}
