export const words = {
  title: { uk: 'Замовлення готове', en: 'Your order is ready', ru: 'Заказ готов' },
  bySuggestion: {
    uk: 'Зібрано з того, що ви зазвичай берете.',
    en: 'Put together from what you usually take.',
    ru: 'Собрано из того, что вы обычно берёте.',
  },
  byStaff: {
    uk: 'Зібрано за вашим повідомленням:',
    en: 'Put together from your message by',
    ru: 'Собрано по вашему сообщению:',
  },
  youSaid: { uk: 'Ви написали', en: 'You wrote', ru: 'Вы написали' },
  delivery: { uk: 'Доставка', en: 'Delivery', ru: 'Доставка' },
  until: { uk: 'Замовити до', en: 'Order until', ru: 'Заказать до' },
  total: { uk: 'Разом', en: 'Total', ru: 'Итого' },
  missing: {
    uk: 'До мінімального замовлення бракує',
    en: 'Missing to the minimum order:',
    ru: 'До минимального заказа не хватает',
  },
  place: { uk: 'Замовити', en: 'Place', ru: 'Заказать' },
  toShop: { uk: 'До магазину', en: 'To the shop', ru: 'В магазин' },
  placed: { uk: 'Замовлення прийнято', en: 'The order is taken', ru: 'Заказ принят' },
  number: { uk: 'Номер', en: 'Number', ru: 'Номер' },
  already: {
    uk: 'За цим посиланням уже замовлено',
    en: 'This link was already used to order',
    ru: 'По этой ссылке уже заказано',
  },
  expired: {
    uk: 'Час цього посилання минув',
    en: 'This link has run out',
    ru: 'Срок этой ссылки истёк',
  },
  expiredWhy: {
    uk: 'Прийом замовлень на цю доставку закінчився. У магазині можна замовити на наступну.',
    en: 'That delivery takes no more orders. In the shop you can order for the next one.',
    ru: 'Приём заказов на эту доставку закончился. В магазине можно заказать на следующую.',
  },
  withdrawn: {
    uk: 'Це посилання замінено новішим',
    en: 'A newer link took the place of this one',
    ru: 'Эту ссылку заменила более новая',
  },
  withdrawnWhy: {
    uk: 'Відкрийте останнє посилання, яке вам надіслали.',
    en: 'Open the last link you were sent.',
    ru: 'Откройте последнюю из присланных ссылок.',
  },
  nothing: { uk: 'Такого посилання немає', en: 'There is no such link', ru: 'Такой ссылки нет' },
  nothingWhy: {
    uk: 'Перевірте, чи скопійовано його повністю.',
    en: 'See whether it was copied whole.',
    ru: 'Проверьте, скопирована ли она полностью.',
  },
  keepBoth: { uk: 'Залишити обидва', en: 'Keep both', ru: 'Оставить оба' },
  sendAgain: {
    uk: 'Немає мережі. Натисніть ще раз: замовлення буде одне.',
    en: 'No network. Press again: it will be one order.',
    ru: 'Нет сети. Нажмите ещё раз: заказ будет один.',
  },
}
