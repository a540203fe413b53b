import type { KEY_RIGHTS } from '../../../../src/platform/call.ts'
import type { Phrase } from '../../../../src/platform/language.ts'

export const words = {
  title: { uk: 'Ключі API', en: 'API keys', ru: 'Ключи API' },
  lead: {
    uk: 'Для ваших програм: сайту, звітів, складу. Ключ може лише те, що ви йому дозволите.',
    en: 'For programmes of your own: a site, reports, a warehouse. A key may do only what you allow.',
    ru: 'Для ваших программ: сайта, отчётов, склада. Ключ может только то, что вы ему разрешите.',
  },
  docs: { uk: 'Опис API', en: 'About the API', ru: 'Описание API' },
  back: { uk: 'Обмін', en: 'Exchange', ru: 'Обмен' },
  none: { uk: 'Ключів ще немає', en: 'No keys yet', ru: 'Ключей ещё нет' },
  add: { uk: 'Новий ключ', en: 'New key', ru: 'Новый ключ' },
  name: { uk: 'Назва', en: 'Name', ru: 'Название' },
  rights: { uk: 'Що може', en: 'What it may do', ru: 'Что может' },
  issue: { uk: 'Видати', en: 'Issue', ru: 'Выдать' },
  once: {
    uk: 'Ключ показуємо лише зараз. Внесіть його у свою програму, перш ніж закрити.',
    en: 'The key is shown only now. Enter it into your programme before you close this.',
    ru: 'Ключ показываем только сейчас. Внесите его в свою программу, прежде чем закрыть.',
  },
  copy: { uk: 'Скопіювати', en: 'Copy', ru: 'Скопировать' },
  copied: { uk: 'Скопійовано', en: 'Copied', ru: 'Скопировано' },
  close: { uk: 'Закрити', en: 'Close', ru: 'Закрыть' },
  made: { uk: 'видано', en: 'issued', ru: 'выдан' },
  lastUsed: { uk: 'працював', en: 'last used', ru: 'работал' },
  neverUsed: { uk: 'ще не працював', en: 'never used', ru: 'ещё не работал' },
  revoked: { uk: 'відкликано', en: 'revoked', ru: 'отозван' },
  revoke: { uk: 'Відкликати', en: 'Revoke', ru: 'Отозвать' },
  revokeAsk: {
    uk: 'Програма з цим ключем перестане працювати одразу.',
    en: 'The programme with this key is locked out at once.',
    ru: 'Программа с этим ключом сразу перестанет работать.',
  },
  keep: { uk: 'Залишити', en: 'Keep', ru: 'Оставить' },
}

/** What a key may do, as a person says it. */
export const RIGHT_NAMES: Record<(typeof KEY_RIGHTS)[number], Phrase> = {
  'order.read': { uk: 'бачити замовлення', en: 'see orders', ru: 'видеть заказы' },
  'catalogue.read': {
    uk: 'бачити товари й ціни',
    en: 'see products and prices',
    ru: 'видеть товары и цены',
  },
  'catalogue.write': { uk: 'змінювати товари', en: 'change products', ru: 'изменять товары' },
  'outlet.read': { uk: 'бачити точки', en: 'see outlets', ru: 'видеть точки' },
  'outlet.write': { uk: 'змінювати точки', en: 'change outlets', ru: 'изменять точки' },
  'account.read': { uk: 'бачити борги', en: 'see debts', ru: 'видеть долги' },
  'account.write': {
    uk: 'змінювати правила боргів',
    en: 'change rules of debts',
    ru: 'изменять правила долгов',
  },
  'slot.read': { uk: 'бачити дні доставки', en: 'see delivery days', ru: 'видеть дни доставки' },
  'slot.write': {
    uk: 'змінювати дні доставки',
    en: 'change delivery days',
    ru: 'изменять дни доставки',
  },
  'exchange.read': { uk: 'бачити обмін', en: 'see the exchange', ru: 'видеть обмен' },
  'rollout.read': {
    uk: 'бачити готовність порталу',
    en: 'see the portal’s fitness',
    ru: 'видеть готовность портала',
  },
}
