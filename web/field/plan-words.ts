import type { Phrase } from '../../src/platform/language.ts'
import type { Counted } from '../kit/language.ts'

export const words = {
  plan: { uk: 'Мій план', en: 'My plan', ru: 'Мой план' },
  lead: {
    uk: 'Зараховується кожен ваш рядок, хто б його не ввів: ви, точка чи офіс.',
    en: 'Every line of yours counts, whoever typed it: you, the shop or the office.',
    ru: 'Засчитывается каждая ваша строка, кто бы её ни ввёл: вы, точка или офис.',
  },
  of: { uk: 'із', en: 'of', ru: 'из' },
  bySelf: {
    uk: 'з них точки замовили самі:',
    en: 'of that ordered by shops:',
    ru: 'из них точки заказали сами:',
  },
  left: { uk: 'лишилось', en: 'left', ru: 'осталось' },
  done: { uk: 'виконано', en: 'done', ru: 'выполнено' },
  none: {
    uk: 'План на цей місяць не завантажено',
    en: 'No plan for this month yet',
    ru: 'План на этот месяц не загружен',
  },
  unmeasured: {
    uk: 'рахує облікова система',
    en: 'counted by the ERP',
    ru: 'считает учётная система',
  },
  portal: {
    uk: 'Що портал зробив для вас цього місяця',
    en: 'What the portal did for you this month',
    ru: 'Что портал сделал для вас в этом месяце',
  },
  nothing: {
    uk: 'Цього місяця ваші точки самі ще не замовляли.',
    en: 'None of your shops ordered by itself this month yet.',
    ru: 'В этом месяце ваши точки сами ещё не заказывали.',
  },
  orders: { uk: 'Замовлень без вас', en: 'Orders without you', ru: 'Заказов без вас' },
  outlets: { uk: 'Точок', en: 'Outlets', ru: 'Точек' },
  value: { uk: 'Зараховано вам', en: 'Credited to you', ru: 'Засчитано вам' },
  offHours: {
    uk: 'Увечері, вночі, в неділю',
    en: 'At night or on Sunday',
    ru: 'Вечером, ночью, в воскресенье',
  },
  freed: { uk: 'Звільнено часу', en: 'Time freed', ru: 'Освобождено времени' },
  bonuses: { uk: 'Бонуси за точки', en: 'Bonuses for shops', ru: 'Бонусы за точки' },
  noBonuses: {
    uk: 'Бонус прийде, коли ваша точка почне замовляти регулярно.',
    en: 'A bonus comes when a shop of yours begins to order regularly.',
    ru: 'Бонус придёт, когда ваша точка начнёт заказывать регулярно.',
  },
  regular: { uk: 'замовляє регулярно', en: 'became regular', ru: 'заказывает регулярно' },
  held: { uk: 'звичка закріпилась', en: 'holds', ru: 'привычка закрепилась' },
  next: {
    uk: 'За наступну регулярну точку:',
    en: 'For the next regular shop:',
    ru: 'За следующую регулярную точку:',
  },
}

export const MINUTES: Counted = {
  uk: { one: 'хвилина', few: 'хвилини', many: 'хвилин' },
  en: { one: 'minute', other: 'minutes' },
  ru: { one: 'минута', few: 'минуты', many: 'минут' },
}

export const MEASURES: Record<string, Phrase> = {
  value: { uk: 'Оборот', en: 'Value', ru: 'Оборот' },
  quantity: { uk: 'Кількість', en: 'Quantity', ru: 'Количество' },
  active_outlets: { uk: 'Активні точки', en: 'Active outlets', ru: 'Активные точки' },
  lines: { uk: 'Рядки', en: 'Lines', ru: 'Строки' },
  collected: { uk: 'Зібрані гроші', en: 'Money collected', ru: 'Собранные деньги' },
  new_outlets: { uk: 'Нові точки', en: 'New outlets', ru: 'Новые точки' },
}
