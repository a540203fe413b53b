export const words = {
  heading: {
    uk: 'Замовлення на дні без машини',
    en: 'Orders on days without a truck',
    ru: 'Заказы на дни без машины',
  },
  by_closed: { uk: 'День закрито', en: 'The day is closed', ru: 'День закрыт' },
  by_moved: {
    uk: 'День перенесено, а точка того дня не приймає',
    en: 'The day is moved, and not to a day of the outlet',
    ru: 'День перенесён, а точка в тот день не принимает',
  },
  by_holiday: { uk: 'Вихідний', en: 'A holiday', ru: 'Выходной' },
  by_days: {
    uk: 'Дні доставки змінено',
    en: 'The delivery days were changed',
    ru: 'Дни доставки изменены',
  },
  moveAll: {
    uk: 'Перенести всі на наступний день',
    en: 'Move all to the next day',
    ru: 'Перенести все на следующий день',
  },
  surely: {
    uk: 'Перенести ці замовлення?',
    en: 'Move these orders?',
    ru: 'Перенести эти заказы?',
  },
  surelyHow: {
    uk: 'Кожна точка отримає свій наступний день з місцем у машині й повідомлення. Назад одним дотиком не повернути.',
    en: 'Each outlet gets its next day with room on the truck, and is told. No tap takes this back.',
    ru: 'Каждая точка получит следующий день с местом в машине и сообщение. Назад одним касанием не вернуть.',
  },
  no: { uk: 'Ні', en: 'No', ru: 'Нет' },
  moving: { uk: 'Переносимо, точок:', en: 'Moving, outlets:', ru: 'Переносим, точек:' },
  moved: { uk: 'перенесено', en: 'moved', ru: 'перенесено' },
  told: { uk: 'Магазинам сказано.', en: 'The shops are told.', ru: 'Магазинам сказано.' },
  andMore: { uk: 'і ще', en: 'and', ru: 'и ещё' },
  noRoom: { uk: 'немає дня з місцем', en: 'no day has room', ru: 'нет дня с местом' },
  full: {
    uk: 'лишилось: машини на найближчі дні заповнені',
    en: 'stays: the trucks of the next days are full',
    ru: 'осталось: машины на ближайшие дни заполнены',
  },
  no_day: {
    uk: 'лишилось: немає жодного дня доставки попереду',
    en: 'stays: there is no delivery day ahead',
    ru: 'осталось: впереди нет ни одного дня доставки',
  },
  picked: {
    uk: 'лишилось: вже збирають або відправлено',
    en: 'stays: it is picked or shipped already',
    ru: 'осталось: уже собирают или отправлено',
  },
}
