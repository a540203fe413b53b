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

/** Why shops say no, each with what is true to answer. */
export const OBJECTIONS = [
  {
    code: 'agent_is_enough',
    name: { uk: 'Досить агента', en: 'The agent is enough', ru: 'Хватает агента' },
    answer: {
      uk: 'Агент лишається з вами й отримує за кожне замовлення порталу. А вам не треба чекати на нього.',
      en: 'Your agent stays, and every portal order counts for him. The portal is for when you would wait for him.',
      ru: 'Агент остаётся с вами, каждый заказ портала засчитывается ему. Портал — чтобы не ждать его вечером.',
    },
  },
  {
    code: 'no_time',
    name: { uk: 'Немає часу', en: 'No time', ru: 'Нет времени' },
    answer: {
      uk: 'Повторити останнє замовлення — дві хвилини. Перше зробимо разом, коли вам зручно.',
      en: 'Repeating the last order takes two minutes. We do the first together, when it suits you.',
      ru: 'Повторить последний заказ — две минуты. Первый сделаем вместе, когда вам удобно.',
    },
  },
  {
    code: 'prices_differ',
    name: { uk: 'Ціни інші', en: 'Prices differ', ru: 'Цены другие' },
    answer: {
      uk: 'Ціни ті самі, що у ваших накладних. Назвіть товар, де бачите іншу: перевіримо зараз і виправимо.',
      en: 'Prices are those of your invoices. Name one that differs: we look now and mend it.',
      ru: 'Цены те же, что в ваших накладных. Назовите товар с другой: проверим сейчас и исправим.',
    },
  },
  {
    code: 'not_used_to',
    name: { uk: 'Не звикли', en: 'Not used to it', ru: 'Не привыкли' },
    answer: {
      uk: 'Як і з банком у телефоні: після третього разу простіше, ніж дзвонити. Перші три рази ми поруч.',
      en: 'As with a bank on the phone: after the third time it is easier than calling. Till then we help.',
      ru: 'Как с банком в телефоне: после третьего раза проще, чем звонить. Первые три раза мы рядом.',
    },
  },
  {
    code: 'no_trust',
    name: { uk: 'Не довіряють', en: 'No trust', ru: 'Не доверяют' },
    answer: {
      uk: 'Кожне замовлення має номер і хід: видно, що прийнято й коли приїде. До кінця прийому його можна змінити.',
      en: 'Every order has a number and its course: you see when it comes. Change it until the cut-off.',
      ru: 'У каждого заказа есть номер и ход: видно, что принято и когда приедет. До конца приёма его можно изменить.',
    },
  },
] as const satisfies { code: string; name: Phrase; answer: Phrase }[]
