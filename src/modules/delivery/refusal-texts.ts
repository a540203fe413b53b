import type { Phrase } from '../../platform/language.ts'

/** What the calendar of deliveries refuses, in words. */
export const deliveryTexts = {
  moved_to_missing: () => ({
    uk: 'Вкажіть день, на який переноситься доставка.',
    en: 'Name the day to which the delivery moves.',
    ru: 'Укажите день, на который переносится доставка.',
  }),
} satisfies Record<string, () => Phrase>
