import type { Language, Phrase } from '../../src/platform/language.ts'

const TYPES: Record<string, Phrase> = {
  shop: { uk: 'магазин', en: 'shop', ru: 'магазин' },
  kiosk: { uk: 'кіоск', en: 'kiosk', ru: 'киоск' },
  minimarket: { uk: 'мінімаркет', en: 'minimarket', ru: 'минимаркет' },
  supermarket: { uk: 'супермаркет', en: 'supermarket', ru: 'супермаркет' },
  horeca: { uk: 'кафе, ресторан', en: 'café, restaurant', ru: 'кафе, ресторан' },
}

/** What kind of place it is; a distributor's own word stays as it came. */
export const outletType = (type: string, language: Language): string =>
  TYPES[type]?.[language] ?? type
