import type {
  AttemptStatus,
  Channel,
  MessageStatus,
  Suppression,
  Topic,
} from '../../src/modules/messaging/words-rules.ts'
import type { Phrase } from '../../src/platform/language.ts'

export const CHANNEL: Record<Channel, Phrase> = {
  push: { uk: 'Сповіщення в браузері', en: 'In the browser', ru: 'Уведомления в браузере' },
  viber: { uk: 'Viber', en: 'Viber', ru: 'Viber' },
  sms: { uk: 'SMS', en: 'SMS', ru: 'SMS' },
  email: { uk: 'Електронна пошта', en: 'E-mail', ru: 'Электронная почта' },
  operator: { uk: 'Дзвінок оператора', en: 'A call of an operator', ru: 'Звонок оператора' },
}

export const TOPIC: Record<Topic, Phrase> = {
  reminder: {
    uk: 'Нагадування про замовлення',
    en: 'Reminders to order',
    ru: 'Напоминания о заказе',
  },
  order: { uk: 'Мої замовлення', en: 'My orders', ru: 'Мои заказы' },
  money: { uk: 'Оплата й борги', en: 'Payments and debts', ru: 'Оплата и долги' },
  news: { uk: 'Новини', en: 'News', ru: 'Новости' },
  promotion: { uk: 'Акції', en: 'Promotions', ru: 'Акции' },
  survey: { uk: 'Опитування', en: 'Surveys', ru: 'Опросы' },
  chat: { uk: 'Листування', en: 'Chat', ru: 'Переписка' },
  launch: { uk: 'Запуск', en: 'Launch', ru: 'Запуск' },
  test: { uk: 'Проба каналу', en: 'Test of a channel', ru: 'Проба канала' },
}

export const STATUS: Record<MessageStatus, Phrase> = {
  planned: { uk: 'чекає', en: 'planned', ru: 'ждёт' },
  sent: { uk: 'надіслано', en: 'sent', ru: 'отправлено' },
  delivered: { uk: 'доставлено', en: 'delivered', ru: 'доставлено' },
  read: { uk: 'прочитано', en: 'read', ru: 'прочитано' },
  acted: { uk: 'подіяло', en: 'acted on', ru: 'подействовало' },
  failed: { uk: 'не вдалося', en: 'failed', ru: 'не удалось' },
  suppressed: { uk: 'не надсилали', en: 'not sent', ru: 'не отправляли' },
}

export const TRY: Record<AttemptStatus, Phrase> = {
  claimed: { uk: 'надсилається', en: 'on its way', ru: 'отправляется' },
  again: { uk: 'спробуємо ще', en: 'to be tried again', ru: 'попробуем ещё' },
  sent: STATUS.sent,
  delivered: STATUS.delivered,
  read: STATUS.read,
  failed: STATUS.failed,
  unknown: { uk: 'невідомо, чи пішло', en: 'unknown whether it left', ru: 'неизвестно, ушло ли' },
}

export const SUPPRESSED: Record<Suppression, Phrase> = {
  opted_out: {
    uk: 'людина відмовилась від теми',
    en: 'opted out',
    ru: 'человек отказался от темы',
  },
  frequency_cap: { uk: 'забагато за день', en: 'too many in a day', ru: 'слишком много за день' },
  quiet_hours: {
    uk: 'тихі години, потім запізно',
    en: 'quiet hours, then too late',
    ru: 'тихие часы, потом поздно',
  },
  no_address: { uk: 'немає куди', en: 'no address', ru: 'некуда' },
  expired: { uk: 'запізно', en: 'too late', ru: 'поздно' },
  left: { uk: 'людина більше не з нами', en: 'no longer with us', ru: 'человек больше не с нами' },
}
