/** Words of the agent's map. */
export const words = {
  title: { uk: 'Мої точки на карті', en: 'My outlets on the map', ru: 'Мои точки на карте' },
  label: { uk: 'Карта моїх точок', en: 'Map of my outlets', ru: 'Карта моих точек' },
  list: { uk: 'Списком', en: 'As a list', ru: 'Списком' },
  map: { uk: 'На карті', en: 'On the map', ru: 'На карте' },
  states: { uk: 'Кого показати', en: 'Whom to show', ru: 'Кого показать' },
  missing: { uk: 'Чекаємо сьогодні', en: 'Missing today', ru: 'Ждём сегодня' },
  visit: { uk: 'Варто заїхати', en: 'Needs a visit', ru: 'Стоит заехать' },
  later: { uk: 'Час ще є', en: 'Still has time', ru: 'Время ещё есть' },
  ordered: { uk: 'Замовили', en: 'Ordered', ru: 'Заказали' },
  none: { uk: 'Точок не знайдено', en: 'No outlets found', ru: 'Точек не найдено' },
  placeless: { uk: 'без місця на карті', en: 'not on the map', ru: 'нет на карте' },
}
