import type { Phrase } from '../../platform/language.ts'

/** What people read when a call of messaging is refused. */
export const messagingTexts: Record<string, () => Phrase> = {
  quiet_half: () => ({
    uk: 'Тихі години мають і початок, і кінець.',
    en: 'Quiet hours have a beginning and an end.',
    ru: 'У тихих часов есть и начало, и конец.',
  }),
  address_not_allowed: () => ({
    uk: 'На цю адресу надсилати не можна: потрібна публічна адреса з https.',
    en: 'Nothing may be sent to this address: it must be a public one with https.',
    ru: 'На этот адрес отправлять нельзя: нужен публичный адрес с https.',
  }),
  browsers_full: () => ({
    uk: 'Забагато браузерів. Спершу приберіть один.',
    en: 'Too many browsers. Remove one first.',
    ru: 'Слишком много браузеров. Сначала уберите один.',
  }),
  driver_of_another_channel: () => ({
    uk: 'Так цей канал не налаштовується.',
    en: 'This channel is not reached that way.',
    ru: 'Так этот канал не настраивается.',
  }),
}
