export const words = {
  late: { uk: 'Після закриття прийому', en: 'After the cut-off', ru: 'После закрытия приёма' },
  lead: {
    uk: 'Машина не чекає: кожен виняток має свою людину й причину.',
    en: 'The truck does not wait: each exception has its person and its reason.',
    ru: 'Машина не ждёт: у каждого исключения есть человек и причина.',
  },
  exceptions: { uk: 'Винятки', en: 'Exceptions', ru: 'Исключения' },
  quarter: { uk: 'Доставки кварталу', en: 'Deliveries of the quarter', ru: 'Доставки квартала' },
  earlier: { uk: 'Попередній квартал', en: 'The quarter before', ru: 'Предыдущий квартал' },
  later: { uk: 'Наступний квартал', en: 'The next quarter', ru: 'Следующий квартал' },
  who: { uk: 'Хто дав виняток', en: 'Who made the exception', ru: 'Кто сделал исключение' },
  outlet: { uk: 'Точка', en: 'Outlet', ru: 'Точка' },
  count: { uk: 'Винятків', en: 'Exceptions', ru: 'Исключений' },
  none: { uk: 'Винятків не було', en: 'There were no exceptions', ru: 'Исключений не было' },
  noneHow: {
    uk: 'Усі замовлення цього кварталу прийшли вчасно.',
    en: 'All orders of this quarter came in time.',
    ru: 'Все заказы этого квартала пришли вовремя.',
  },
  cap: {
    uk: 'Винятків на точку за квартал, не більше',
    en: 'Exceptions of an outlet per quarter, at most',
    ru: 'Исключений на точку за квартал, не больше',
  },
  save: { uk: 'Зберегти', en: 'Save', ru: 'Сохранить' },
  saved: { uk: 'Збережено', en: 'Saved', ru: 'Сохранено' },
  full: { uk: 'межу вичерпано', en: 'the cap is reached', ru: 'предел исчерпан' },
}
