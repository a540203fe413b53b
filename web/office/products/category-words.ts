/** Words of the categories and the licences they take. */
export const words = {
  title: { uk: 'Категорії й ліцензії', en: 'Categories and licences', ru: 'Категории и лицензии' },
  lead: {
    uk: 'Замовлення без чинної ліцензії точки не відхиляють: воно чекає рішення.',
    en: 'An order without a valid licence of the outlet is not refused: it waits for a decision.',
    ru: 'Заказ без действующей лицензии точки не отклоняется: он ждёт решения.',
  },
  category: { uk: 'Категорія', en: 'Category', ru: 'Категория' },
  products: { uk: 'Товарів у порталі', en: 'Products in the portal', ru: 'Товаров в портале' },
  licence: { uk: 'Потрібна ліцензія', en: 'Licence needed', ru: 'Нужна лицензия' },
  none: { uk: 'не потрібна', en: 'none', ru: 'не нужна' },
  above: { uk: 'як у верхньої', en: 'as of the one above', ru: 'как у верхней' },
  saved: { uk: 'Ліцензію категорії збережено', en: 'The licence is set', ru: 'Лицензия сохранена' },
  undo: { uk: 'Повернути', en: 'Undo', ru: 'Вернуть' },
  empty: { uk: 'Категорій ще немає', en: 'No categories yet', ru: 'Категорий ещё нет' },
  emptyHow: {
    uk: 'Вони з’являться після обміну з обліком.',
    en: 'They come with the exchange with your ERP.',
    ru: 'Они появятся после обмена с учётом.',
  },
} as const
