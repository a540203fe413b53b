/** The languages of the screens; Ukrainian is the default. */
const LANGUAGES = ['uk', 'en', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

/** One phrase in every language. */
export type Phrase = Record<Language, string>

/** The first language of an Accept-Language header that we speak. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', weight = 'q=1'] = part.trim().split(';')
      return { tag: tag.slice(0, 2).toLowerCase(), weight: Number(weight.replace('q=', '')) || 0 }
    })
    .sort((a, b) => b.weight - a.weight)
  const known = wanted.find(({ tag }) => (LANGUAGES as readonly string[]).includes(tag))
  return (known?.tag as Language | undefined) ?? 'uk'
}
