import type { Phrase } from '../../../platform/language.ts'

/** The steps of the ladder, as people say them. */
export const STEP_NAMES: Record<string, Phrase> = {
  universe: { uk: 'Усі точки', en: 'All outlets', ru: 'Все точки' },
  fit: { uk: 'Портал готовий', en: 'Portal is true', ru: 'Портал готов' },
  planned: { uk: 'У хвилі', en: 'In the wave', ru: 'В волне' },
  contacted: { uk: 'Поговорили', en: 'Contacted', ru: 'Поговорили' },
  agreed: { uk: 'Погодилась', en: 'Agreed', ru: 'Согласилась' },
  registered: { uk: 'Увійшла', en: 'Registered', ru: 'Вошла' },
  first_order: { uk: 'Перше замовлення', en: 'First order', ru: 'Первый заказ' },
  third_order: { uk: 'Третє самостійне', en: 'Third on its own', ru: 'Третий самостоятельный' },
  regular: { uk: 'Регулярна', en: 'Regular', ru: 'Регулярная' },
  held: { uk: 'Закріплена', en: 'Held', ru: 'Закреплённая' },
}

export const ASIDE_NAMES: Record<string, Phrase> = {
  refused: { uk: 'відмовилась', en: 'refused', ru: 'отказалась' },
  unreachable: { uk: 'не на зв’язку', en: 'unreachable', ru: 'не на связи' },
  paused: { uk: 'на паузі', en: 'paused', ru: 'на паузе' },
  relapsed: { uk: 'відкотилась', en: 'relapsed', ru: 'откатилась' },
  stays_with_agent: {
    uk: 'лишається з агентом',
    en: 'stays with the agent',
    ru: 'остаётся с агентом',
  },
}
