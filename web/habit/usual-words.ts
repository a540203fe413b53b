import type { Phrase } from '../../src/platform/language.ts'

export const words = {
  title: { uk: 'Як зазвичай замовляє', en: 'How it usually orders', ru: 'Как обычно заказывает' },
  every: { uk: 'раз на', en: 'once in', ru: 'раз в' },
  once: {
    uk: 'Одна доставка: ритму ще не видно.',
    en: 'One delivery: no rhythm yet.',
    ru: 'Одна доставка: ритма ещё не видно.',
  },
  drop: { uk: 'звичайна доставка', en: 'a usual delivery', ru: 'обычная доставка' },
  byWeekday: {
    uk: 'Доставки за днями тижня',
    en: 'Deliveries by weekday',
    ru: 'Доставки по дням недели',
  },
  basket: { uk: 'Зазвичай бере', en: 'It usually takes', ru: 'Обычно берёт' },
  of: { uk: 'з', en: 'of', ru: 'из' },
  all: { uk: 'Показати всі', en: 'Show all', ru: 'Показать все' },
  none: {
    uk: 'За останні пів року точці нічого не везли.',
    en: 'Nothing was delivered here in the last half a year.',
    ru: 'За последние полгода точке ничего не возили.',
  },
} as const satisfies Record<string, Phrase>
