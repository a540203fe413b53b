export const words = {
  story: { uk: 'Шлях до порталу', en: 'The way to the portal', ru: 'Путь к порталу' },
  notYet: { uk: 'Ще не на сходинках.', en: 'Not on the ladder yet.', ru: 'Ещё не на ступенях.' },
  nothing: { uk: 'Ще нічого не було.', en: 'Nothing has happened yet.', ru: 'Ещё ничего не было.' },
  alone: { uk: 'самостійно', en: 'alone', ru: 'самостоятельно' },
  withStaff: { uk: 'разом із нашими', en: 'with our staff', ru: 'вместе с нашими' },
  own: { uk: 'Замовлення магазину', en: 'The shop’s order', ru: 'Заказ магазина' },
  byStaff: { uk: 'Замовлення через наших', en: 'Order by our staff', ru: 'Заказ через наших' },
  earlier: { uk: 'Показати давніше', en: 'Show earlier', ru: 'Показать прежнее' },
  minutes: { uk: 'хв', en: 'min', ru: 'мин' },
  callBack: { uk: 'Передзвонити', en: 'Call back', ru: 'Перезвонить' },
}
