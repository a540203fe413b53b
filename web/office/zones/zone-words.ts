import type { Counted } from '../../kit/language.ts'

export const ORDERS: Counted = {
  uk: { one: 'замовлення', few: 'замовлення', many: 'замовлень' },
  en: { one: 'order', other: 'orders' },
  ru: { one: 'заказ', few: 'заказа', many: 'заказов' },
}

export const DROPS_A_DAY: Counted = {
  uk: { one: 'доставка на день', few: 'доставки на день', many: 'доставок на день' },
  en: { one: 'drop a day', other: 'drops a day' },
  ru: { one: 'доставка в день', few: 'доставки в день', many: 'доставок в день' },
}

/** How long before a delivery: «за 2 дні до доставки». */
export const DAYS_BEFORE: Counted = {
  uk: { one: 'день до доставки', few: 'дні до доставки', many: 'днів до доставки' },
  en: { one: 'day before', other: 'days before' },
  ru: { one: 'день до доставки', few: 'дня до доставки', many: 'дней до доставки' },
}

export const words = {
  ahead: { uk: 'за', en: '', ru: 'за' },
  zones: { uk: 'Зони й доставки', en: 'Zones and slots', ru: 'Зоны и доставки' },
  none: { uk: 'Зон ще немає', en: 'No zones yet', ru: 'Зон ещё нет' },
  noneHow: {
    uk: 'Вони з’являться, коли прийде таблиця точок із зонами.',
    en: 'They come with a table of outlets that names their zones.',
    ru: 'Они появятся, когда придёт таблица точек с зонами.',
  },
  rules: { uk: 'Правила', en: 'Rules', ru: 'Правила' },
  rulesOf: { uk: 'Правила зони', en: 'Rules of the zone', ru: 'Правила зоны' },
  weekdays: { uk: 'Дні доставки', en: 'Delivery days', ru: 'Дни доставки' },
  daysBefore: {
    uk: 'За скільки днів до доставки',
    en: 'How many days before',
    ru: 'За сколько дней до доставки',
  },
  cutOff: { uk: 'Приймаємо до', en: 'Order until', ru: 'Принимаем до' },
  sameDay: { uk: 'того ж дня', en: 'the same day', ru: 'в тот же день' },
  dayBefore: { uk: 'напередодні', en: 'the day before', ru: 'накануне' },
  lock: {
    uk: 'Збирати починаємо через, хв',
    en: 'Picking begins after, min',
    ru: 'Собирать начинаем через, мин',
  },
  capacity: { uk: 'Доставок на день', en: 'Drops a day', ru: 'Доставок в день' },
  noCapacity: {
    uk: 'доставок без обмеження',
    en: 'no limit of drops',
    ru: 'доставок без ограничения',
  },
  until: { uk: 'до', en: 'until', ru: 'до' },
  noMinimum: { uk: 'без мінімуму', en: 'no minimum', ru: 'без минимума' },
  minimum: { uk: 'Мінімум на доставку', en: 'Minimum per drop', ru: 'Минимум на доставку' },
  save: { uk: 'Зберегти', en: 'Save', ru: 'Сохранить' },
  saved: { uk: 'Збережено', en: 'Saved', ru: 'Сохранено' },
  preview: {
    uk: 'Так будуть наступні доставки',
    en: 'The next deliveries would be',
    ru: 'Так будут следующие доставки',
  },
  newDay: { uk: 'новий день', en: 'new', ru: 'новый день' },
  noDays: {
    uk: 'Жодної доставки за рік',
    en: 'No delivery within a year',
    ru: 'Ни одной доставки за год',
  },
  chooseDay: {
    uk: 'Оберіть хоч один день тижня',
    en: 'Choose at least one weekday',
    ru: 'Выберите хотя бы один день недели',
  },
  free: { uk: 'вільно', en: 'free', ru: 'свободно' },
  full: { uk: 'заповнено', en: 'full', ru: 'заполнено' },
  of: { uk: 'із', en: 'of', ru: 'из' },
  nothing: { uk: 'ще не замовляли', en: 'no orders yet', ru: 'ещё не заказывали' },
  day: { uk: 'Доставка', en: 'Delivery', ru: 'Доставка' },
  ordered: { uk: 'Замовлено', en: 'Ordered', ru: 'Заказано' },
  sum: { uk: 'Сума', en: 'Sum', ru: 'Сумма' },
  change: { uk: 'Змінити', en: 'Change', ru: 'Изменить' },
  add: { uk: 'Додати', en: 'Add', ru: 'Добавить' },
  exceptions: { uk: 'Винятки', en: 'Exceptions', ru: 'Исключения' },
  pause: { uk: 'Пауза зони', en: 'Pause the zone', ru: 'Пауза зоны' },
  movingLead: {
    uk: 'Замовлення, яких ще не збирають, переїдуть на новий день; усім скажемо.',
    en: 'Orders of which nothing is picked go to the new day; everybody is told.',
    ru: 'Заказы, которые ещё не собирают, переедут на новый день; всем скажем.',
  },
  moving: { uk: 'Переїдуть', en: 'They go along:', ru: 'Переедут' },
  moveOrders: {
    uk: 'Перенести з замовленнями',
    en: 'Move with its orders',
    ru: 'Перенести с заказами',
  },
  addException: { uk: 'Додати виняток', en: 'Add an exception', ru: 'Добавить исключение' },
  exception: { uk: 'Виняток', en: 'Exception', ru: 'Исключение' },
  kind: { uk: 'Що робимо', en: 'What we do', ru: 'Что делаем' },
  closed: { uk: 'не веземо', en: 'no delivery', ru: 'не везём' },
  extra: { uk: 'додаткова доставка', en: 'an extra delivery', ru: 'дополнительная доставка' },
  moved: { uk: 'переносимо', en: 'moved', ru: 'переносим' },
  onDay: { uk: 'День', en: 'Day', ru: 'День' },
  movedTo: { uk: 'На який день', en: 'To which day', ru: 'На какой день' },
  reason: { uk: 'Причина', en: 'Reason', ru: 'Причина' },
  remove: { uk: 'Прибрати', en: 'Remove', ru: 'Убрать' },
  removed: { uk: 'Прибрано', en: 'Removed', ru: 'Убрано' },
  undo: { uk: 'Повернути', en: 'Undo', ru: 'Вернуть' },
  holidays: {
    uk: 'Вихідні для всіх зон',
    en: 'Holidays of all zones',
    ru: 'Выходные для всех зон',
  },
  holidaysLead: {
    uk: 'Цього дня не веземо нікуди, крім доданих вручну доставок.',
    en: 'No truck goes that day, but for extra deliveries.',
    ru: 'В этот день никуда не везём, кроме добавленных вручную доставок.',
  },
  noHolidays: { uk: 'Не задано', en: 'None', ru: 'Не заданы' },
  holidayName: { uk: 'Назва', en: 'Name', ru: 'Название' },
  addHoliday: { uk: 'Додати вихідний', en: 'Add a holiday', ru: 'Добавить выходной' },
  asking: {
    uk: 'На ці дні вже є замовлення',
    en: 'There are orders for these days',
    ru: 'На эти дни уже есть заказы',
  },
  askingLead: {
    uk: 'Замовлення залишаться з цією датою: попередьте точки або перенесіть доставку.',
    en: 'The orders keep their date: tell the outlets, or agree on another day.',
    ru: 'Заказы останутся с этой датой: предупредите точки или договоритесь о другом дне.',
  },
  closesLead: {
    uk: 'Без доставки залишаться',
    en: 'Left without a delivery:',
    ru: 'Без доставки останутся',
  },
  worth: { uk: 'на', en: 'worth', ru: 'на' },
  andMore: { uk: 'і ще', en: 'and more:', ru: 'и ещё' },
  keepOrders: { uk: 'Усе одно змінити', en: 'Change anyway', ru: 'Всё равно изменить' },
  no: { uk: 'Не змінювати', en: 'Do not change', ru: 'Не менять' },
  close: { uk: 'Закрити', en: 'Close', ru: 'Закрыть' },
}
