import type { Counted } from '../../../kit/language.ts'

export const words = {
  title: { uk: 'Протокол обміну', en: 'Protocol log', ru: 'Протокол обмена' },
  lead: {
    uk: 'Що облікова система питала і що ми відповіли. Рядки зберігаються 30 днів, сеанси 90.',
    en: 'What the ERP asked and what we answered. Rows are kept for 30 days, sessions for 90.',
    ru: 'Что учётная система спрашивала и что мы ответили. Строки хранятся 30 дней, сеансы 90.',
  },
  back: { uk: 'Обмін', en: 'Exchange', ru: 'Обмен' },
  none: { uk: 'Ще ніхто не входив', en: 'Nobody signed in yet', ru: 'Ещё никто не входил' },
  noneHow: {
    uk: 'Тут буде кожен сеанс облікової системи за її ключем.',
    en: 'Every session of an ERP by its key will stand here.',
    ru: 'Здесь будет каждый сеанс учётной системы по её ключу.',
  },
  heard: { uk: 'Останній запит', en: 'Last request', ru: 'Последний запрос' },
  login: { uk: 'Логін', en: 'Login', ru: 'Логин' },
  feed: { uk: 'Потік', en: 'Feed', ru: 'Поток' },
  requests: { uk: 'Запитів', en: 'Requests', ru: 'Запросов' },
  failures: { uk: 'Відмов', en: 'Refused', ru: 'Отказов' },
  bytes: { uk: 'Прийнято, байтів', en: 'Received, bytes', ru: 'Принято, байтов' },
  time: { uk: 'Час', en: 'Time', ru: 'Время' },
  asked: { uk: 'Запит', en: 'Request', ru: 'Запрос' },
  file: { uk: 'Файл', en: 'File', ru: 'Файл' },
  answer: { uk: 'Відповідь', en: 'Answer', ru: 'Ответ' },
  ms: { uk: 'мс', en: 'ms', ru: 'мс' },
  more: { uk: 'Показати ще', en: 'Show more', ru: 'Показать ещё' },
  runs: {
    uk: 'Завантаження цього сеансу',
    en: 'Imports of this session',
    ru: 'Загрузки этого сеанса',
  },
  protocol: { uk: 'Протокол сеансу', en: 'Protocol of its session', ru: 'Протокол сеанса' },
  gone: {
    uk: 'Рядки цього сеансу вже прибрано.',
    en: 'The rows of this session are gone already.',
    ru: 'Строки этого сеанса уже убраны.',
  },
}

export const REQUESTS: Counted = {
  uk: { one: 'запит', few: 'запити', many: 'запитів' },
  en: { one: 'request', other: 'requests' },
  ru: { one: 'запрос', few: 'запроса', many: 'запросов' },
}
