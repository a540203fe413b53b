import type { Phrase } from '../../platform/language.ts'

/** Why the clock is not moved. */
export const clockTexts: Record<string, () => Phrase> = {
  not_demo: () => ({
    uk: 'Годинник рухають лише в демо: тут справжні замовлення, і час справжній.',
    en: 'The clock moves in a demo only: orders are real here, and so is the time.',
    ru: 'Часы двигают только в демо: здесь настоящие заказы, и время настоящее.',
  }),
  clock_runs: () => ({
    uk: 'Час уже йде вперед. Зупиніть його або дочекайтесь кінця.',
    en: 'The clock is running already. Stop it, or wait until it stands.',
    ru: 'Время уже идёт вперёд. Остановите его или дождитесь конца.',
  }),
  no_cut_off: () => ({
    uk: 'Попереду немає жодного прийому замовлень.',
    en: 'There is no cut-off ahead.',
    ru: 'Впереди нет ни одного приёма заказов.',
  }),
}
