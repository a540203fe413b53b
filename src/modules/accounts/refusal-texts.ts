import type { Phrase } from '../../platform/language.ts'

type Refusal = { from?: string; to?: string }

const dayOf = (day = '') => day.split('-').reverse().join('.')

/** What accounts refuses, in words. */
export const accountsTexts = {
  promise_day: ({ from, to }: Refusal) => ({
    uk: `День оплати можна обіцяти з ${dayOf(from)} по ${dayOf(to)}.`,
    en: `A day of payment may be promised from ${dayOf(from)} to ${dayOf(to)}.`,
    ru: `День оплаты можно обещать с ${dayOf(from)} по ${dayOf(to)}.`,
  }),
  licence_days: () => ({
    uk: 'Ліцензія закінчується раніше, ніж починається.',
    en: 'The licence ends before it begins.',
    ru: 'Лицензия заканчивается раньше, чем начинается.',
  }),
} satisfies Record<string, (refusal: Refusal) => Phrase>
