import type { Phrase } from '../../platform/language.ts'
import { counterTexts } from './counter/counter-texts.ts'
import { deskTexts } from './desk/desk-texts.ts'

/** What people read when a call of rollout is refused. */
export const rolloutTexts: Record<string, (refusal: { reason?: string }) => Phrase> = {
  ...deskTexts,
  ...counterTexts,
  no_programme: () => ({
    uk: 'Запуск ще не створено.',
    en: 'There is no launch yet.',
    ru: 'Запуск ещё не создан.',
  }),
  programme_runs: () => ({
    uk: 'Інший запуск уже триває: спершу завершіть його.',
    en: 'Another launch runs already: end it first.',
    ru: 'Другой запуск уже идёт: сначала завершите его.',
  }),
  ends_before_start: () => ({
    uk: 'Кінець має бути пізніше за початок.',
    en: 'The end must be later than the start.',
    ru: 'Конец должен быть позже начала.',
  }),
  day_passed: () => ({
    uk: 'Цей день уже минув: обіцянка має на що чекати.',
    en: 'That day has passed: a promise needs time to be kept.',
    ru: 'Этот день уже прошёл: обещанию нужно время.',
  }),
  nobody_fits: () => ({
    uk: 'За цими умовами запросити нікого: перегляньте готовність порталу для точок.',
    en: 'Nobody can be invited by these rules: see for which outlets the portal is true.',
    ru: 'По этим условиям приглашать некого: посмотрите, для каких точек портал готов.',
  }),
  team_not_exclusive: () => ({
    uk: 'Команда з такою назвою вже є, і вона не ексклюзивна: назвіть інакше.',
    en: 'A team of that name exists and is not exclusive: choose another name.',
    ru: 'Команда с таким названием уже есть, и она не эксклюзивная: назовите иначе.',
  }),
  team_decided: () => ({
    uk: 'Це вже вирішено: оновіть сторінку.',
    en: 'This was decided already: reload the page.',
    ru: 'Это уже решено: обновите страницу.',
  }),
  team_day_passed: () => ({
    uk: 'Скасувати можна лише того самого дня.',
    en: 'It can be undone on the same day only.',
    ru: 'Отменить можно только в тот же день.',
  }),
  team_orders_placed: () => ({
    uk: 'За цією командою вже є замовлення: скасувати не можна.',
    en: 'Orders were placed under this team: it cannot be undone.',
    ru: 'За этой командой уже есть заказы: отменить нельзя.',
  }),
  wave_refused: () => ({
    uk: 'Так хвилю запускати не можна: нижче — чому й скільки можна.',
    en: 'The wave cannot go like this: below is why, and how much can.',
    ru: 'Так волну запускать нельзя: ниже — почему и сколько можно.',
  }),
}
