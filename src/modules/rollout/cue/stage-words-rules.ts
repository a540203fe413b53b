import type { Phrase } from '../../../platform/language.ts'

/** The stages of a habit, as people say them. */
export const STAGE_NAMES: Record<string, Phrase> = {
  seeded: { uk: 'Посіяна', en: 'Seeded', ru: 'Посеяна' },
  forming: { uk: 'Формується', en: 'Forming', ru: 'Формируется' },
  held: { uk: 'Тримається', en: 'Held', ru: 'Держится' },
  slipping: { uk: 'Слабшає', en: 'Slipping', ru: 'Слабеет' },
  relapsed: { uk: 'Втрачена', en: 'Relapsed', ru: 'Утрачена' },
}
