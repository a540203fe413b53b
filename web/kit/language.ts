import { createContext, useContext } from 'react'
import type { Language, Phrase } from '../../src/platform/language.ts'

/** A screen's words: each phrase in every language, so that a missing one does not compile. */
export type Words = Record<string, Phrase>

type Slavic = { one: string; few: string; many: string }
/** A counted noun: every form its language has, so that a missing one does not compile. */
export type Counted = { uk: Slavic; en: { one: string; other: string }; ru: Slavic }

const KEY = 'tandem-language'
const known: readonly string[] = ['uk', 'en', 'ru']

/** The language of this device; Ukrainian until somebody chooses. */
export function keptLanguage(): Language {
  const kept = localStorage.getItem(KEY)
  return known.includes(kept ?? '') ? (kept as Language) : 'uk'
}

export const keepLanguage = (language: Language): void => localStorage.setItem(KEY, language)

/** Calls back when another window of this device chooses a language; returns how to stop. */
export function onLanguageElsewhere(heard: (language: Language) => void): () => void {
  const listen = ({ key }: StorageEvent) => {
    if (key === KEY) heard(keptLanguage())
  }
  window.addEventListener('storage', listen)
  return () => window.removeEventListener('storage', listen)
}

export const LanguageContext = createContext<{
  language: Language
  choose: (language: Language) => void
}>({ language: 'uk', choose: () => undefined })

/** The zone whose clock hangs on the wall: the distributor's; the device's before one is known. */
export const TimeZoneContext = createContext<string | undefined>(undefined)

/** The money of sums that name none: the distributor's. */
export const CurrencyContext = createContext('UAH')

/** The phrases of a screen in the language of the person. */
export function useWords<W extends Words>(words: W): { [K in keyof W]: string } {
  const { language } = useContext(LanguageContext)
  return phrasesIn(language, words)
}

const spoken = new WeakMap<Words, Map<Language, Record<string, string>>>()

/** A table of phrases in one language; made once per table, as every row of a list asks for it. */
export function phrasesIn<W extends Words>(language: Language, words: W) {
  const tables = spoken.get(words) ?? new Map<Language, Record<string, string>>()
  spoken.set(words, tables)
  const table =
    tables.get(language) ??
    Object.fromEntries(Object.entries(words).map(([key, phrase]) => [key, phrase[language]]))
  tables.set(language, table)
  return table as { [K in keyof W]: string }
}

export const useLanguage = () => useContext(LanguageContext)

/** Numbers, sums, days and moments as the person's language writes them. */
export function useFormats() {
  const { language } = useContext(LanguageContext)
  return formatsIn(language, useContext(TimeZoneContext), useContext(CurrencyContext))
}

const LOCALES: Record<Language, string> = { uk: 'uk-UA', en: 'en-GB', ru: 'ru-UA' }
const made = new Map<string, ReturnType<typeof makeFormats>>()

/** Formats of a language, zone and money; made once, for making an Intl format is dear. */
export function formatsIn(language: Language, timeZone: string | undefined, money = 'UAH') {
  const key = `${language} ${timeZone ?? ''} ${money}`
  const formats = made.get(key) ?? makeFormats(language, timeZone, money)
  made.set(key, formats)
  return formats
}

function makeFormats(language: Language, zone: string | undefined, own: string) {
  const locale = LOCALES[language]
  const timeZone = zone ? { timeZone: zone } : {}
  const sumsOf = currencyFormats(locale, 2)
  // A price may have more decimals than its sum: 4,1250 ₴ a piece.
  const pricesOf = currencyFormats(locale, 4)
  const quantity = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 })
  const date = { day: 'numeric', month: 'long', timeZone: 'UTC' } as const
  const day = new Intl.DateTimeFormat(locale, { weekday: 'short', ...date })
  const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', ...date })
  const fullDay = new Intl.DateTimeFormat(locale, { ...date, year: 'numeric' })
  const clock = { hour: '2-digit', minute: '2-digit', ...timeZone } as const
  const time = new Intl.DateTimeFormat(locale, clock)
  const moment = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...clock })
  const dayOf = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...timeZone })
  const plural = new Intl.PluralRules(locale)
  return {
    money: (minor: number, currency = own) => sumsOf(currency).format(minor / 100),
    price: (e4: number, currency = own) => pricesOf(currency).format(e4 / 10_000),
    quantity: (milli: number) => quantity.format(milli / 1000),
    number: (n: number) => quantity.format(n),
    /** Hundredths of a percent, as shares and discounts are kept: «2,5 %». */
    percent: (bp: number) => `${quantity.format(bp / 100)}\u00a0%`,
    /** What stands beside a sum: «₴», for the name of a field. */
    currencySign: sumsOf(own)
      .formatToParts(0)
      .find(({ type }) => type === 'currency')?.value,
    day: (value: string) => heldDay(day.format(new Date(`${value}T00:00:00Z`))),
    longDay: (value: string) => heldDay(longDay.format(new Date(`${value}T00:00:00Z`))),
    /** With its year, for what may be far away. */
    fullDay: (value: string) => heldDay(fullDay.format(new Date(`${value}T00:00:00Z`))),
    moment: (instant: string) => heldDay(moment.format(new Date(instant))),
    time: (instant: string) => time.format(new Date(instant)),
    /** The day of the zone in which an instant falls, '2026-11-27'. */
    dayOf: (instant: string) => dayOf.format(new Date(instant)),
    /** Days and hours for people: the hour alone when it is today's. */
    until: (instant: string, now: string) =>
      dayOf.format(new Date(instant)) === dayOf.format(new Date(now))
        ? time.format(new Date(instant))
        : heldDay(moment.format(new Date(instant))),
    count: (n: number, noun: Counted) =>
      `${quantity.format(n)} ${formOf(plural, n, noun[language])}`,
  }
}

// «25 лист.» at the end of a line stays whole: the day does not stand there without its month.
const heldDay = (text: string) => text.replace(/(\d) (?=\p{L})/gu, '$1\u00a0')

function currencyFormats(locale: string, maximumFractionDigits: number) {
  const sums = new Map<string, Intl.NumberFormat>()
  return (currency: string) => {
    const format =
      sums.get(currency) ??
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: 2,
        maximumFractionDigits,
        // Russian as used in Ukraine would write 1234,50 beside 12 345,00.
        useGrouping: 'always',
      })
    sums.set(currency, format)
    return format
  }
}

function formOf(plural: Intl.PluralRules, n: number, forms: Slavic | Counted['en']): string {
  const rule = plural.select(n)
  if ('other' in forms) return rule === 'one' ? forms.one : forms.other
  // A fraction takes the genitive singular, which reads as the form for two to four.
  return rule === 'one' || rule === 'many' ? forms[rule] : forms.few
}
