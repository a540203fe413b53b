export const words = {
  last: { uk: 'Як минулого разу', en: 'Same as last time', ru: 'Как в прошлый раз' },
  repeat: {
    uk: 'Повторити останнє замовлення',
    en: 'Repeat the last order',
    ru: 'Повторить последний заказ',
  },
  hint: {
    uk: 'Кількість зміните в кошику.',
    en: 'Change quantities in the cart.',
    ru: 'Количество измените в корзине.',
  },
  started: {
    uk: 'Ви вже почали замовлення',
    en: 'You have begun an order',
    ru: 'Вы уже начали заказ',
  },
  startedForOutlet: {
    uk: 'Замовлення за точку вже почато',
    en: 'An order for the outlet is begun',
    ru: 'Заказ за точку уже начат',
  },
  orderFor: { uk: 'Замовити за точку', en: 'Order for the outlet', ru: 'Заказать за точку' },
  goOn: { uk: 'До кошика', en: 'To the cart', ru: 'В корзину' },
  first: { uk: 'Ваше перше замовлення', en: 'Your first order', ru: 'Ваш первый заказ' },
  firstHint: {
    uk: 'Оберіть товари в каталозі: ціни вже ваші.',
    en: 'Choose goods in the catalogue: the prices are your own.',
    ru: 'Выберите товары в каталоге: цены уже ваши.',
  },
  firstOfOutlet: {
    uk: 'Перше замовлення точки',
    en: 'The outlet’s first order',
    ru: 'Первый заказ точки',
  },
  firstOfOutletHint: {
    uk: 'Оберіть товари в каталозі: ціни — цієї точки.',
    en: 'Choose goods in the catalogue: the prices are this outlet’s.',
    ru: 'Выберите товары в каталоге: цены — этой точки.',
  },
  recent: { uk: 'Останні замовлення', en: 'Recent orders', ru: 'Последние заказы' },
  allOrders: { uk: 'Усі', en: 'All', ru: 'Все' },
  documentsHint: {
    uk: 'борг, накладні, оплати',
    en: 'debt, invoices, payments',
    ru: 'долг, накладные, оплаты',
  },
  already: {
    uk: 'Уже замовлено на цю доставку',
    en: 'Already ordered for this delivery',
    ru: 'Уже заказано на эту доставку',
  },
  minimum: { uk: 'Мінімальне замовлення', en: 'Minimum order', ru: 'Минимальный заказ' },
  later: { uk: 'Далі', en: 'Then', ru: 'Далее' },
}
