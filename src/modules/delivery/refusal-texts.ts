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
