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
} satisfies Record<string, () => Phrase>
