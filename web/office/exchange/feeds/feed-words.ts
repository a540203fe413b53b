import type { Language, Phrase } from '../../../../src/platform/language.ts'

export const words = {
  title: { uk: 'Потоки обміну', en: 'Feeds', ru: 'Потоки обмена' },
  lead: {
    uk: 'Звідки приходять дані, якими ключами, як часто, і чи не спізнюються.',
    en: 'Where data comes from, by which keys, how often, and whether it is late.',
    ru: 'Откуда приходят данные, какими ключами, как часто и не опаздывают ли.',
  },
  back: { uk: 'Обмін', en: 'Exchange', ru: 'Обмен' },
  toFeeds: { uk: 'Ключі й розклади', en: 'Keys and schedules', ru: 'Ключи и расписания' },
  toLog: { uk: 'Протокол', en: 'Protocol log', ru: 'Протокол' },
  toMends: { uk: 'Виправлення', en: 'Mends', ru: 'Исправления' },
  toKeys: { uk: 'Ключі API', en: 'API keys', ru: 'Ключи API' },
  toWebhooks: { uk: 'Вебхуки', en: 'Webhooks', ru: 'Вебхуки' },
  none: { uk: 'Потоків ще немає', en: 'No feeds yet', ru: 'Потоков ещё нет' },
  noneHow: {
    uk: 'Створіть потік: він дає обліковій системі ключ і попереджає, коли дані спізнюються.',
    en: 'Make one: it gives the ERP its key and tells you when data is late.',
    ru: 'Создайте поток: он даёт учётной системе ключ и предупреждает, когда данные опаздывают.',
  },
  add: { uk: 'Новий потік', en: 'New feed', ru: 'Новый поток' },
  change: { uk: 'Змінити', en: 'Change', ru: 'Изменить' },
  name: { uk: 'Назва', en: 'Name', ru: 'Название' },
  namePlace: { uk: 'Склад, 1С', en: 'Warehouse, 1C', ru: 'Склад, 1С' },
  kind: { uk: 'Звідки приходить', en: 'Where it comes from', ru: 'Откуда приходит' },
  tables: { uk: 'Яка таблиця', en: 'Which table', ru: 'Какая таблица' },
  anyTable: { uk: 'будь-яка', en: 'any', ru: 'любая' },
  rhythm: { uk: 'Як часто', en: 'How often', ru: 'Как часто' },
  none_rhythm: { uk: 'не чекаємо', en: 'nobody waits', ru: 'не ждём' },
  hours: { uk: 'кожні N годин', en: 'every N hours', ru: 'каждые N часов' },
  week: { uk: 'за годинником', en: 'by the clock', ru: 'по часам' },
  everyHours: { uk: 'Кожні, годин', en: 'Every, hours', ru: 'Каждые, часов' },
  weekdays: { uk: 'Дні тижня', en: 'Weekdays', ru: 'Дни недели' },
  times: {
    uk: 'Години через пробіл',
    en: 'Times, a space between',
    ru: 'Время через пробел',
  },
  timesWrong: {
    uk: 'Час пишуть так: 08:00 13:30',
    en: 'Times look like this: 08:00 13:30',
    ru: 'Время пишут так: 08:00 13:30',
  },
  chooseDay: {
    uk: 'Оберіть хоча б один день.',
    en: 'Choose a day at least.',
    ru: 'Выберите хотя бы один день.',
  },
  tolerance: {
    uk: 'Може спізнитися, хвилин',
    en: 'May be late by, minutes',
    ru: 'Может опоздать, минут',
  },
  save: { uk: 'Зберегти', en: 'Save', ru: 'Сохранить' },
  saved: { uk: 'Потік збережено', en: 'Feed saved', ru: 'Поток сохранён' },
  close: { uk: 'Закрити', en: 'Close', ru: 'Закрыть' },
  closeFeed: { uk: 'Закрити потік', en: 'Close the feed', ru: 'Закрыть поток' },
  closeAsk: {
    uk: 'Його ключі перестануть діяти одразу, і ніхто на нього не чекатиме.',
    en: 'Its keys stop working at once, and nobody waits for it any more.',
    ru: 'Его ключи сразу перестанут действовать, и никто его ждать не будет.',
  },
  keep: { uk: 'Залишити', en: 'Keep', ru: 'Оставить' },
  late: { uk: 'спізнюється', en: 'late', ru: 'опаздывает' },
  lateSince: { uk: 'Чекали до', en: 'Expected by', ru: 'Ждали до' },
  inTime: { uk: 'вчасно', en: 'in time', ru: 'вовремя' },
  awaited: { uk: 'чекаємо', en: 'awaited', ru: 'ждём' },
  notExpected: { uk: 'без розкладу', en: 'no schedule', ru: 'без расписания' },
  came: { uk: 'Приходив', en: 'Came', ru: 'Приходил' },
  neverCame: { uk: 'Ще не приходив', en: 'Never came yet', ru: 'Ещё не приходил' },
  due: { uk: 'чекаємо до', en: 'expected by', ru: 'ждём до' },
  keys: { uk: 'Ключі', en: 'Keys', ru: 'Ключи' },
  noKeys: { uk: 'Ключів ще немає.', en: 'No keys yet.', ru: 'Ключей ещё нет.' },
  issue: { uk: 'Видати ключ', en: 'Issue a key', ru: 'Выдать ключ' },
  issued: { uk: 'Новий ключ', en: 'A new key', ru: 'Новый ключ' },
  once: {
    uk: 'Секрет показуємо лише зараз. Внесіть його в облікову систему, перш ніж закрити.',
    en: 'The secret is shown only now. Enter it into the ERP before you close this.',
    ru: 'Секрет показываем только сейчас. Внесите его в учётную систему, прежде чем закрыть.',
  },
  login: { uk: 'Логін', en: 'Login', ru: 'Логин' },
  secret: { uk: 'Секрет', en: 'Secret', ru: 'Секрет' },
  address: { uk: 'Адреса', en: 'Address', ru: 'Адрес' },
  copy: { uk: 'Скопіювати', en: 'Copy', ru: 'Скопировать' },
  copied: { uk: 'Скопійовано', en: 'Copied', ru: 'Скопировано' },
  lastUsed: { uk: 'входив', en: 'last used', ru: 'входил' },
  neverUsed: { uk: 'ще не входив', en: 'never used', ru: 'ещё не входил' },
  revoked: { uk: 'відкликано', en: 'revoked', ru: 'отозван' },
  revoke: { uk: 'Відкликати', en: 'Revoke', ru: 'Отозвать' },
  revokeTitle: { uk: 'Відкликати ключ', en: 'Revoke the key', ru: 'Отозвать ключ' },
  revokeAsk: {
    uk: 'Облікова система з цим ключем перестане входити одразу.',
    en: 'The ERP with this key is locked out at once.',
    ru: 'Учётная система с этим ключом сразу перестанет входить.',
  },
  otherKeys: { uk: 'Ключі поза потоками', en: 'Keys of no feed', ru: 'Ключи вне потоков' },
  otherKeysHow: {
    uk: 'Видані раніше. Вони діють, але про спізнення не попередять: видайте ключ потоку й відкличте старий.',
    en: 'Issued earlier. They work, but tell of no lateness: issue a feed’s key and revoke the old one.',
    ru: 'Выданы раньше. Они действуют, но об опоздании не предупредят: выдайте ключ потока и отзовите старый.',
  },
}

/** Where a feed comes from. */
export const FEED_KINDS: [kind: 'erp' | 'upload' | 'table', name: Phrase][] = [
  [
    'erp',
    {
      uk: 'облікова система сама',
      en: 'the ERP by itself',
      ru: 'учётная система сама',
    },
  ],
  [
    'upload',
    {
      uk: 'файли обліку через офіс',
      en: 'files of the ERP by the office',
      ru: 'файлы учёта через офис',
    },
  ],
  ['table', { uk: 'таблиці', en: 'tables', ru: 'таблицы' }],
]

export const feedKind = (kind: string, language: Language) =>
  FEED_KINDS.find(([known]) => known === kind)?.[1][language] ?? kind
