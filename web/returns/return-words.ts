/** Words of goods that come back. */
export const words = {
  returns: { uk: 'Повернення', en: 'Returns', ru: 'Возвраты' },
  ask: { uk: 'Повернути товар', en: 'Return goods', ru: 'Вернуть товар' },
  why: { uk: 'Причина', en: 'Reason', ru: 'Причина' },
  note: { uk: 'Що сталося', en: 'What happened', ru: 'Что случилось' },
  send: { uk: 'Надіслати', en: 'Send', ru: 'Отправить' },
  close: { uk: 'Закрити', en: 'Close', ru: 'Закрыть' },
  less: { uk: 'Менше', en: 'Less', ru: 'Меньше' },
  more: { uk: 'Більше', en: 'More', ru: 'Больше' },
  upTo: { uk: 'до', en: 'up to', ru: 'до' },
  sent: {
    uk: 'Запит на повернення надіслано',
    en: 'The return was asked for',
    ru: 'Запрос на возврат отправлен',
  },
  none: { uk: 'Повернень немає', en: 'No returns', ru: 'Возвратов нет' },
  accept: { uk: 'Прийняти', en: 'Accept', ru: 'Принять' },
  refuse: { uk: 'Відмовити', en: 'Refuse', ru: 'Отказать' },
  done: { uk: 'Товар отримано', en: 'Goods are back', ru: 'Товар получен' },
  reason: { uk: 'Чому відмовляємо', en: 'Why it is refused', ru: 'Почему отказываем' },
  order: { uk: 'замовлення', en: 'order', ru: 'заказ' },
  find: { uk: 'Номер або точка', en: 'Number or outlet', ru: 'Номер или точка' },
  all: { uk: 'усі', en: 'all', ru: 'все' },
  state: { uk: 'Стан', en: 'State', ru: 'Состояние' },
  showMore: { uk: 'Показати ще', en: 'Show more', ru: 'Показать ещё' },
}

export const STATES = {
  asked: { uk: 'чекає рішення', en: 'asked for', ru: 'ждёт решения' },
  accepted: { uk: 'прийнято', en: 'accepted', ru: 'принят' },
  refused: { uk: 'відмовлено', en: 'refused', ru: 'отказано' },
  done: { uk: 'повернено', en: 'done', ru: 'возвращён' },
} as const

export const KINDS = {
  wrong_or_damaged: {
    uk: 'Не те або пошкоджене',
    en: 'Wrong or damaged',
    ru: 'Не то или повреждено',
  },
  expired_or_swap: {
    uk: 'Термін придатності або обмін',
    en: 'Expired or swap',
    ru: 'Срок годности или обмен',
  },
  refused_at_door: {
    uk: 'Відмова при отриманні',
    en: 'Refused at the door',
    ru: 'Отказ при получении',
  },
  unsold_promotion: {
    uk: 'Непродана акція',
    en: 'Unsold promotion',
    ru: 'Непроданная акция',
  },
  unknown: { uk: 'Причину не вказано', en: 'No reason told', ru: 'Причина не указана' },
} as const
