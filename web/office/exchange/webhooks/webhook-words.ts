import type { Phrase } from '../../../../src/platform/language.ts'
import type { call } from '../../../call.ts'
import type { Tone } from '../../../kit/Parts.tsx'

export type Webhook = Awaited<ReturnType<typeof call.exchange.webhooks>>['webhooks'][number]
export type Delivery = Awaited<ReturnType<typeof call.exchange.deliveries>>['deliveries'][number]

export const words = {
  title: { uk: 'Вебхуки', en: 'Webhooks', ru: 'Вебхуки' },
  lead: {
    uk: 'Повідомляємо ваші програми про замовлення самі: підписаним запитом на адресу, яку ви дасте.',
    en: 'We tell your programmes of orders ourselves: by a signed request to an address you give.',
    ru: 'Сообщаем вашим программам о заказах сами: подписанным запросом на адрес, который вы дадите.',
  },
  docs: { uk: 'Опис API', en: 'About the API', ru: 'Описание API' },
  back: { uk: 'Обмін', en: 'Exchange', ru: 'Обмен' },
  none: { uk: 'Вебхуків ще немає', en: 'No webhooks yet', ru: 'Вебхуков ещё нет' },
  noneHow: {
    uk: 'Створіть вебхук, і ваша програма дізнаватиметься про кожне замовлення за секунди.',
    en: 'Make one, and your programme hears of each order within seconds.',
    ru: 'Создайте вебхук, и ваша программа будет узнавать о каждом заказе за секунды.',
  },
  add: { uk: 'Новий вебхук', en: 'New webhook', ru: 'Новый вебхук' },
  name: { uk: 'Назва', en: 'Name', ru: 'Название' },
  address: { uk: 'Адреса (https)', en: 'Address (https)', ru: 'Адрес (https)' },
  events: { uk: 'Про що повідомляти', en: 'What to tell of', ru: 'О чём сообщать' },
  save: { uk: 'Зберегти', en: 'Save', ru: 'Сохранить' },
  saved: { uk: 'Збережено', en: 'Saved', ru: 'Сохранено' },
  change: { uk: 'Змінити', en: 'Change', ru: 'Изменить' },
  close: { uk: 'Закрити', en: 'Close', ru: 'Закрыть' },
  remove: { uk: 'Видалити вебхук', en: 'Remove the webhook', ru: 'Удалить вебхук' },
  removeAsk: {
    uk: 'Туди більше нічого не надсилатимемо, навіть те, що чекає.',
    en: 'Nothing more is sent there, not even what waits.',
    ru: 'Туда больше ничего не отправим, даже то, что ждёт.',
  },
  keep: { uk: 'Залишити', en: 'Keep', ru: 'Оставить' },
  secret: { uk: 'Секрет підпису', en: 'The secret that signs', ru: 'Секрет подписи' },
  once: {
    uk: 'Секрет показуємо лише зараз. Внесіть його у свою програму, перш ніж закрити.',
    en: 'The secret is shown only now. Enter it into your programme before you close this.',
    ru: 'Секрет показываем только сейчас. Внесите его в свою программу, прежде чем закрыть.',
  },
  copy: { uk: 'Скопіювати', en: 'Copy', ru: 'Скопировать' },
  copied: { uk: 'Скопійовано', en: 'Copied', ru: 'Скопировано' },
  rotate: { uk: 'Новий секрет', en: 'New secret', ru: 'Новый секрет' },
  rotateAsk: {
    uk: 'Ще добу підписуємо обома секретами, потім лише новим.',
    en: 'For a day both secrets sign, then only the new one.',
    ru: 'Ещё сутки подписываем обоими секретами, потом только новым.',
  },
  bothUntil: {
    uk: 'старий секрет діє до',
    en: 'the old secret signs until',
    ru: 'старый секрет действует до',
  },
  test: { uk: 'Перевірити', en: 'Test', ru: 'Проверить' },
  testSent: {
    uk: 'Пробне повідомлення вирушило: відповідь з’явиться нижче',
    en: 'A test is on its way: the answer will stand below',
    ru: 'Пробное сообщение отправлено: ответ появится ниже',
  },
  pause: { uk: 'На паузу', en: 'Pause', ru: 'На паузу' },
  resume: { uk: 'Відновити', en: 'Resume', ru: 'Возобновить' },
  paused: { uk: 'на паузі', en: 'paused', ru: 'на паузе' },
  works: { uk: 'працює', en: 'works', ru: 'работает' },
  failing: { uk: 'не відповідає', en: 'does not answer', ru: 'не отвечает' },
  nextTry: { uk: 'наступна спроба', en: 'next try', ru: 'следующая попытка' },
  waiting: { uk: 'чекає', en: 'waiting', ru: 'ждёт' },
  lastTaken: { uk: 'востаннє прийнято', en: 'last taken', ru: 'последний раз принято' },
  neverTaken: {
    uk: 'ще нічого не прийнято',
    en: 'nothing was taken yet',
    ru: 'ещё ничего не принято',
  },
  deliveries: { uk: 'Надіслане', en: 'Deliveries', ru: 'Отправленное' },
  noDeliveries: {
    uk: 'Ще нічого не надіслано',
    en: 'Nothing was sent yet',
    ru: 'Ещё ничего не отправлено',
  },
  noDeliveriesHow: {
    uk: 'Натисніть «Перевірити» або дочекайтеся замовлення. Рядки зберігаються 30 днів.',
    en: 'Press Test, or wait for an order. Rows are kept for 30 days.',
    ru: 'Нажмите «Проверить» или дождитесь заказа. Строки хранятся 30 дней.',
  },
  time: { uk: 'Час', en: 'Time', ru: 'Время' },
  event: { uk: 'Подія', en: 'Event', ru: 'Событие' },
  state: { uk: 'Стан', en: 'State', ru: 'Состояние' },
  answer: { uk: 'Відповідь', en: 'Answer', ru: 'Ответ' },
  noAnswer: { uk: 'немає відповіді', en: 'no answer', ru: 'нет ответа' },
  tries: { uk: 'Спроб', en: 'Tries', ru: 'Попыток' },
  ms: { uk: 'мс', en: 'ms', ru: 'мс' },
  replay: { uk: 'Надіслати ще раз', en: 'Replay', ru: 'Отправить ещё раз' },
  replayed: { uk: 'Надсилаємо ще раз', en: 'Sending again', ru: 'Отправляем ещё раз' },
  body: { uk: 'Повідомлення', en: 'Message', ru: 'Сообщение' },
  gone: { uk: 'Такого вебхука немає', en: 'No such webhook', ru: 'Такого вебхука нет' },
  more: { uk: 'Показати ще', en: 'Show more', ru: 'Показать ещё' },
}

/** What a webhook can tell of, as a person says it. */
export const EVENTS: Record<Delivery['event'], Phrase> = {
  order_placed: { uk: 'нове замовлення', en: 'order placed', ru: 'новый заказ' },
  order_changed: { uk: 'замовлення змінено', en: 'order changed', ru: 'заказ изменён' },
  order_cancelled: { uk: 'замовлення скасовано', en: 'order cancelled', ru: 'заказ отменён' },
  order_status_changed: {
    uk: 'новий стан замовлення',
    en: 'order’s state changed',
    ru: 'новое состояние заказа',
  },
  test: { uk: 'перевірка', en: 'test', ru: 'проверка' },
}

export const STATUS: Record<Delivery['status'], { tone: Tone; name: Phrase }> = {
  waiting: { tone: 'warn', name: { uk: 'чекає', en: 'waits', ru: 'ждёт' } },
  delivered: { tone: 'good', name: { uk: 'прийнято', en: 'taken', ru: 'принято' } },
  failed: { tone: 'bad', name: { uk: 'не прийнято', en: 'not taken', ru: 'не принято' } },
}

export const PAUSED: Record<NonNullable<Webhook['pausedFor']>, Phrase> = {
  failures: {
    uk: 'надто довго не приймав; нове чекає на відновлення',
    en: 'it took nothing for too long; what is new waits until you resume it',
    ru: 'слишком долго не принимал; новое ждёт возобновления',
  },
  gone: {
    uk: 'програма відповіла, що їй більше нічого не треба',
    en: 'the programme answered that it wants nothing more',
    ru: 'программа ответила, что ей больше ничего не нужно',
  },
  person: {
    uk: 'так вирішила людина; нове чекає на відновлення',
    en: 'by a person; what is new waits until you resume it',
    ru: 'так решил человек; новое ждёт возобновления',
  },
}
