import type { Phrase } from '../../platform/language.ts'

/** What the calendar of deliveries refuses, in words. */
export const deliveryTexts = {
  moved_to_missing: () => ({
    uk: 'Вкажіть день, на який переноситься доставка.',
    en: 'Name the day to which the delivery moves.',
    ru: 'Укажите день, на который переносится доставка.',
  }),
  lock_after_delivery: () => ({
    uk: 'Збирання починається вже після дня доставки: оберіть раніший час.',
    en: 'Picking would begin after the delivery day is over: choose an earlier time.',
    ru: 'Сборка начинается уже после дня доставки: выберите более раннее время.',
  }),
  exception_past: () => ({
    uk: 'Цей день уже минув: змінити можна лише майбутні доставки.',
    en: 'This day is over: only deliveries to come can be changed.',
    ru: 'Этот день уже прошёл: изменить можно только будущие доставки.',
  }),
  moved_to_same: () => ({
    uk: 'Доставку переносять на інший день.',
    en: 'A delivery moves to another day.',
    ru: 'Доставку переносят на другой день.',
  }),
  too_many_exceptions: () => ({
    uk: 'У зони вже занадто багато винятків: приберіть зайві.',
    en: 'The zone has too many exceptions already: remove some.',
    ru: 'У зоны уже слишком много исключений: уберите лишние.',
  }),
  day_has_orders: () => ({
    uk: 'На цей день уже є замовлення.',
    en: 'There are orders for this day already.',
    ru: 'На этот день уже есть заказы.',
  }),
  holiday_past: () => ({
    uk: 'Цей день уже минув.',
    en: 'This day is over.',
    ru: 'Этот день уже прошёл.',
  }),
  too_many_holidays: () => ({
    uk: 'Вихідних днів уже занадто багато: приберіть зайві.',
    en: 'There are too many holidays already: remove some.',
    ru: 'Выходных дней уже слишком много: уберите лишние.',
  }),
} satisfies Record<string, () => Phrase>
