import type { HandReason } from '../../src/modules/pricing/price-rules.ts'
import type { Phrase } from '../../src/platform/language.ts'

/** Why a discount was given by hand. */
export const HAND_REASON_WORDS: Record<HandReason, Phrase> = {
  competitor: { uk: 'ціна конкурента', en: 'a competitor’s price', ru: 'цена конкурента' },
  volume: { uk: 'за обсяг', en: 'for the volume', ru: 'за объём' },
  expiry: { uk: 'короткий термін', en: 'near its expiry', ru: 'короткий срок' },
  mistake: { uk: 'за нашу помилку', en: 'for our mistake', ru: 'за нашу ошибку' },
  loyalty: { uk: 'постійному клієнту', en: 'for loyalty', ru: 'постоянному клиенту' },
}

export const words = {
  discount: { uk: 'Знижка вручну', en: 'Discount by hand', ru: 'Скидка вручную' },
  give: { uk: 'Дати знижку', en: 'Give a discount', ru: 'Дать скидку' },
  percent: { uk: 'Знижка', en: 'Discount', ru: 'Скидка' },
  reason: { uk: 'Причина', en: 'Reason', ru: 'Причина' },
  takeAway: { uk: 'Прибрати знижку', en: 'Take the discount away', ru: 'Убрать скидку' },
  limit: { uk: 'до', en: 'up to', ru: 'до' },
  perLine: { uk: 'на рядок', en: 'per line', ru: 'на строку' },
  leftOf: { uk: 'у бюджеті місяця', en: 'left this month', ru: 'в бюджете месяца' },
  gives: { uk: 'дає', en: 'given by', ru: 'даёт' },
  insteadOf: { uk: 'замість', en: 'instead of', ru: 'вместо' },
  overLimit: {
    uk: 'Знижка більша за ваш ліміт на рядок',
    en: 'The discount is above your limit per line',
    ru: 'Скидка больше вашего лимита на строку',
  },
  overBudget: {
    uk: 'Знижок більше, ніж лишилося в бюджеті місяця',
    en: 'The discounts are more than is left of the month’s budget',
    ru: 'Скидок больше, чем осталось в бюджете месяца',
  },
  willWait: {
    uk: 'Замовлення чекатиме, доки його погодить супервайзер.',
    en: 'The order will wait until a supervisor approves it.',
    ru: 'Заказ будет ждать, пока его согласует супервайзер.',
  },
  makeSmaller: {
    uk: 'Зменште знижку, щоб замовити.',
    en: 'Make the discount smaller to place the order.',
    ru: 'Уменьшите скидку, чтобы заказать.',
  },
}
