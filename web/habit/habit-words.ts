import type { Phrase } from '../../src/platform/language.ts'

export const words = {
  title: { uk: 'Звичка замовляти', en: 'The habit of ordering', ru: 'Привычка заказывать' },
  strength: { uk: 'Сила звички', en: 'Strength of the habit', ru: 'Сила привычки' },
  streak: { uk: 'поспіль', en: 'in a row', ru: 'подряд' },
  best: { uk: 'найкраще', en: 'best', ru: 'лучшее' },
  challenge: {
    uk: 'Чотири доставки поспіль',
    en: 'Four deliveries in a row',
    ru: 'Четыре доставки подряд',
  },
  challengeHow: {
    uk: 'Замовляйте самі до кожного закриття — і звичка триматиме полицю повною.',
    en: 'Order by yourself before each cut-off, and the shelf stays full.',
    ru: 'Заказывайте сами до каждого закрытия — и полка всегда будет полной.',
  },
  done: {
    uk: 'Є! Звичка тримається.',
    en: 'Done! The habit holds.',
    ru: 'Есть! Привычка держится.',
  },
  cues: { uk: 'Останні закриття', en: 'Last cut-offs', ru: 'Последние закрытия' },
  none: {
    uk: 'Точка ще не замовляє через портал у жодній хвилі.',
    en: 'The outlet is in no wave of the portal yet.',
    ru: 'Точка ещё не участвует ни в одной волне портала.',
  },
} as const satisfies Record<string, Phrase>

export const OUTCOME_NAMES: Record<string, Phrase> = {
  kept: { uk: 'замовила сама', en: 'ordered by itself', ru: 'заказала сама' },
  assisted: { uk: 'з допомогою', en: 'with help', ru: 'с помощью' },
  missed: { uk: 'пропущено', en: 'missed', ru: 'пропущено' },
  excused: { uk: 'не рахується', en: 'excused', ru: 'не считается' },
}
