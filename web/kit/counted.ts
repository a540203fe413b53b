import type { Counted } from './language.ts'

export const DAYS: Counted = {
  uk: { one: 'день', few: 'дні', many: 'днів' },
  en: { one: 'day', other: 'days' },
  ru: { one: 'день', few: 'дня', many: 'дней' },
}

export const DROPS: Counted = {
  uk: { one: 'доставка', few: 'доставки', many: 'доставок' },
  en: { one: 'drop', other: 'drops' },
  ru: { one: 'доставка', few: 'доставки', many: 'доставок' },
}
