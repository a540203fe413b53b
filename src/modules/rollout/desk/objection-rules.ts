import type { Phrase } from '../../../platform/language.ts'

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

/** Why shops say no, as it is written down. */
export const OBJECTION_CODES = [
  'agent_is_enough',
  'no_time',
  'prices_differ',
  'not_used_to',
  'no_trust',
] as const
