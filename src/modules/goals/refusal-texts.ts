import type { Phrase } from '../../platform/language.ts'

/** What people read when a call of goals is refused. */
export const goalsTexts: Record<string, () => Phrase> = {
  no_launch: () => ({
    uk: 'Запуску немає: звітувати ще нема про що.',
    en: 'There is no launch: there is nothing to report yet.',
    ru: 'Запуска нет: отчитываться ещё не о чем.',
  }),
  nothing_delivered: () => ({
    uk: 'Ще нічого не доставлено: базовий рівень немає з чого взяти.',
    en: 'Nothing was delivered yet: there is nothing to take a baseline from.',
    ru: 'Ещё ничего не доставлено: базовый уровень не из чего взять.',
  }),
}
