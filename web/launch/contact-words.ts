import type { Phrase } from '../../src/platform/language.ts'

/** What came of a contact, as people say it. */
export const OUTCOME_NAMES: Record<string, Phrase> = {
  agreed: { uk: 'Погодились', en: 'Agreed', ru: 'Согласились' },
  ordered: { uk: 'Замовили', en: 'Ordered', ru: 'Заказали' },
  taught: { uk: 'Навчили', en: 'Taught', ru: 'Научили' },
  told: { uk: 'Розповіли', en: 'Told', ru: 'Рассказали' },
  call_back: { uk: 'Передзвонити', en: 'Call back', ru: 'Перезвонить' },
  no_answer: { uk: 'Не відповідають', en: 'No answer', ru: 'Не отвечают' },
  refused: { uk: 'Відмовились', en: 'Refused', ru: 'Отказались' },
  unreachable: { uk: 'Не той номер', en: 'Wrong number', ru: 'Не тот номер' },
}

export const KIND_NAMES: Record<string, Phrase> = {
  presentation: { uk: 'Знайомство з порталом', en: 'Presentation', ru: 'Знакомство с порталом' },
  first_order: {
    uk: 'Перше замовлення разом',
    en: 'First order together',
    ru: 'Первый заказ вместе',
  },
  follow_up: { uk: 'Нагадати й підтримати', en: 'Follow-up', ru: 'Напомнить и поддержать' },
  phone_order: { uk: 'Замовлення телефоном', en: 'Phone order', ru: 'Заказ по телефону' },
  visit: { uk: 'Візит', en: 'Visit', ru: 'Визит' },
  other: { uk: 'Інше', en: 'Other', ru: 'Другое' },
}
