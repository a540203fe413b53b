import type { Phrase } from '../../../platform/language.ts'

/** What an outlet is stuck on, and the next step that gets it on. */
export const TROUBLE_NAMES: Record<string, { name: Phrase; next: Phrase }> = {
  call_back_late: {
    name: {
      uk: 'обіцяний дзвінок прострочено',
      en: 'call-back overdue',
      ru: 'обещанный звонок просрочен',
    },
    next: {
      uk: 'Подзвонити сьогодні, як обіцяли',
      en: 'Call today, as promised',
      ru: 'Позвонить сегодня, как обещали',
    },
  },
  not_fit: {
    name: { uk: 'портал не правдивий', en: 'portal not true', ru: 'портал не правдив' },
    next: {
      uk: 'Виправити ціни, дні чи телефон цієї точки',
      en: 'Mend prices, days or phone of this outlet',
      ru: 'Исправить цены, дни или телефон этой точки',
    },
  },
  slipping: {
    name: { uk: 'звичка слабне', en: 'habit slips', ru: 'привычка слабеет' },
    next: {
      uk: 'Подзвонити до кінця її прийому',
      en: 'Call before its cut-off',
      ru: 'Позвонить до конца её приёма',
    },
  },
  no_second_order: {
    name: {
      uk: 'зупинилась після перших замовлень',
      en: 'stalled after its first orders',
      ru: 'остановилась после первых заказов',
    },
    next: {
      uk: 'Спитати, що завадило, і нагадати звичне замовлення',
      en: 'Ask what stood in the way, and recall the usual order',
      ru: 'Спросить, что помешало, и напомнить обычный заказ',
    },
  },
  no_first_order: {
    name: { uk: 'увійшла, але не замовила', en: 'no first order', ru: 'вошла, но не заказала' },
    next: {
      uk: 'Зробити перше замовлення разом',
      en: 'Make the first order together',
      ru: 'Сделать первый заказ вместе',
    },
  },
  not_registered: {
    name: { uk: 'не увійшла на портал', en: 'not registered', ru: 'не вошла на портал' },
    next: {
      uk: 'Надіслати вхід ще раз або зайти до точки',
      en: 'Send the way in again, or visit',
      ru: 'Отправить вход ещё раз или зайти в точку',
    },
  },
  not_contacted: {
    name: { uk: 'ніхто не поговорив', en: 'nobody spoke with it', ru: 'никто не поговорил' },
    next: {
      uk: 'Подзвонити й розповісти про портал',
      en: 'Call and tell about the portal',
      ru: 'Позвонить и рассказать о портале',
    },
  },
  relapsed: {
    name: { uk: 'відкотилась', en: 'relapsed', ru: 'откатилась' },
    next: {
      uk: 'Агентові: зайти й дізнатися чому',
      en: 'The agent: visit and find out why',
      ru: 'Агенту: зайти и узнать почему',
    },
  },
}
