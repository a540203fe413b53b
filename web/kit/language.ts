import { createContext, useContext } from 'react'
import type { Language, Phrase } from '../../src/platform/language.ts'

/** A screen's words: each phrase in every language, so that a missing one does not compile. */
export type Words = Record<string, Phrase>

const KEY = 'tandem-language'
const known: readonly string[] = ['uk', 'en', 'ru']

/** The language chosen on this device; Ukrainian until somebody chooses. */
export function keptLanguage(): Language {
  const kept = localStorage.getItem(KEY)
  return known.includes(kept ?? '') ? (kept as Language) : 'uk'
}

export const keepLanguage = (language: Language): void => localStorage.setItem(KEY, language)

export const LanguageContext = createContext<{
  language: Language
  choose: (language: Language) => void
}>({ language: 'uk', choose: () => undefined })

/** The phrases of a screen in the language of the person. */
export function useWords<W extends Words>(words: W): { [K in keyof W]: string } {
  const { language } = useContext(LanguageContext)
  const entries = Object.entries(words).map(([key, phrase]) => [key, phrase[language]])
  return Object.fromEntries(entries) as { [K in keyof W]: string }
}

export const useLanguage = () => useContext(LanguageContext)

const LOCALES: Record<Language, string> = { uk: 'uk-UA', en: 'en-GB', ru: 'ru-UA' }

/** Numbers, sums, days and moments as the person's language writes them. */
export function useFormats() {
  const { language } = useContext(LanguageContext)
  const locale = LOCALES[language]
  return {
    money: (minor: number, currency = 'UAH') =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
      }).format(minor / 100),
    quantity: (milli: number) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(milli / 1000),
    day: (day: string) =>
      new Intl.DateTimeFormat(locale, {
        weekday: 'short',
        day: 'numeric',
        month: 'long',
        timeZone: 'UTC',
      }).format(new Date(`${day}T00:00:00Z`)),
    moment: (instant: string) =>
      new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
      }).format(new Date(instant)),
    time: (instant: string) =>
      new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(
        new Date(instant),
      ),
    count: (n: number, forms: Record<Language, Partial<Record<Intl.LDMLPluralRule, string>>>) =>
      `${new Intl.NumberFormat(locale).format(n)} ${
        forms[language][new Intl.PluralRules(locale).select(n)] ?? forms[language].other ?? ''
      }`,
  }
}
