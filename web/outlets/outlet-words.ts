/** Words of an outlet's card. */
export const words = {
  place: { uk: 'Місце на карті', en: 'Place on the map', ru: 'Место на карте' },
  orderFor: { uk: 'Замовити за точку', en: 'Order for the outlet', ru: 'Заказать за точку' },
  people: { uk: 'Хто замовляє', en: 'Who orders', ru: 'Кто заказывает' },
  team: { uk: 'Агенти', en: 'Agents', ru: 'Агенты' },
  vacant: { uk: 'вакантна територія', en: 'vacant territory', ru: 'вакантная территория' },
  offline: {
    uk: 'Немає зв’язку із сервером.',
    en: 'The server cannot be reached.',
    ru: 'Нет связи с сервером.',
  },
}
