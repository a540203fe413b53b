/** Words of an outlet's card. */
export const words = {
  place: { uk: 'Місце на карті', en: 'Place on the map', ru: 'Место на карте' },
  navigate: { uk: 'Прокласти шлях', en: 'Get directions', ru: 'Проложить путь' },
  call: { uk: 'Подзвонити', en: 'Call', ru: 'Позвонить' },
  lastOrder: { uk: 'Останнє:', en: 'Last:', ru: 'Последний:' },
  lastOrders: { uk: 'Останні замовлення', en: 'Last orders', ru: 'Последние заказы' },
  neverOrdered: { uk: 'Ще не замовляли', en: 'Has not ordered yet', ru: 'Ещё не заказывали' },
  noBuyers: {
    uk: 'Ніхто ще не замовляє з порталу',
    en: 'Nobody orders from the portal yet',
    ru: 'Никто ещё не заказывает с портала',
  },
  orderFor: { uk: 'Замовити за точку', en: 'Order for the outlet', ru: 'Заказать за точку' },
  people: { uk: 'Хто замовляє', en: 'Who orders', ru: 'Кто заказывает' },
  team: { uk: 'Агенти', en: 'Agents', ru: 'Агенты' },
  vacant: { uk: 'вакантна територія', en: 'vacant territory', ru: 'вакантная территория' },
}
