import type { Phrase } from '../../platform/language.ts'

/** What people read when a call of promotions is refused. */
export const promotionsTexts: Record<string, () => Phrase> = {
  benefit_runs: () => ({
    uk: 'Інша вигода порталу вже діє: спершу завершіть її.',
    en: 'Another benefit of the portal runs already: end it first.',
    ru: 'Другая выгода портала уже действует: сначала завершите её.',
  }),
  below_promised: () => ({
    uk: 'Бюджет менший за вже обіцяне точкам.',
    en: 'The budget is less than what is promised already.',
    ru: 'Бюджет меньше уже обещанного точкам.',
  }),
}
