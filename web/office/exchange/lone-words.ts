/** Words about goods that came without a product of their own. */
export const words = {
  title: {
    uk: 'Прийшли без картки товару',
    en: 'Came without a product',
    ru: 'Пришли без карточки товара',
  },
  why: {
    uk: 'У вивантаженні є пропозиція, але немає самого товару: такі приховано, доки ви їх не покажете.',
    en: 'The files offer them but do not describe them: they are hidden until you show them.',
    ru: 'В выгрузке есть предложение, но нет самого товара: такие скрыты, пока вы их не покажете.',
  },
  would: {
    uk: 'без картки товару прийдуть прихованими. Після запису їх можна показати одним натиском.',
    en: 'without a product would come in hidden. Once imported, one click shows them.',
    ru: 'без карточки товара придут скрытыми. После записи их можно показать одним нажатием.',
  },
  came: {
    uk: 'без картки товару приховано від магазинів.',
    en: 'without a product are hidden from the shops.',
    ru: 'без карточки товара скрыто от магазинов.',
  },
  shown: {
    uk: 'без картки товару показано в магазинах.',
    en: 'without a product are shown in the shops.',
    ru: 'без карточки товара показано в магазинах.',
  },
  publishAll: { uk: 'Показати всі', en: 'Publish all', ru: 'Показать все' },
  hideAgain: { uk: 'Приховати знову', en: 'Hide again', ru: 'Скрыть снова' },
  nowShown: { uk: 'Показано в магазинах', en: 'Shown in the shops', ru: 'Показано в магазинах' },
  hiddenAgain: { uk: 'Знову приховано', en: 'Hidden again', ru: 'Снова скрыто' },
  undo: { uk: 'Скасувати', en: 'Undo', ru: 'Отменить' },
}
