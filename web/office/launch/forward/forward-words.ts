import type { Phrase } from '../../../../src/platform/language.ts'

export const words = {
  title: { uk: 'Запуск наперед', en: 'The launch, played forward', ru: 'Запуск наперёд' },
  model: {
    uk: 'Це модель з припущеннями, а не прогноз: порівнюйте два способи, а не чекайте цих чисел.',
    en: 'A model with assumptions, not a forecast: compare the two ways, do not expect these numbers.',
    ru: 'Это модель с допущениями, а не прогноз: сравнивайте два способа, а не ждите этих чисел.',
  },
  same: {
    uk: 'Обидва грають у тому самому вигаданому світі; вирішують ті самі правила, що й у вашому запуску.',
    en: 'Both ways meet the same invented world; the rules are those of your own launch.',
    ru: 'Оба играют в одном выдуманном мире; решают те же правила, что и в вашем запуске.',
  },
  outlets: { uk: 'Точок', en: 'Outlets', ru: 'Точек' },
  hours: { uk: 'Годин команди на тиждень', en: 'Team hours a week', ru: 'Часов команды в неделю' },
  weeks: { uk: 'Тижнів', en: 'Weeks', ru: 'Недель' },
  seed: { uk: 'Номер світу', en: 'World number', ru: 'Номер мира' },
  play: { uk: 'Зіграти', en: 'Play', ru: 'Сыграть' },
  counting: { uk: 'Граємо…', en: 'Playing…', ru: 'Играем…' },
  broken: {
    uk: 'Не вдалося зіграти. Спробуйте ще раз.',
    en: 'It could not be played. Try again.',
    ru: 'Не удалось сыграть. Попробуйте ещё раз.',
  },
  end: { uk: 'Наприкінці', en: 'At the end', ru: 'В конце' },
  refused: {
    uk: 'Усіх одразу система не пропустила б без письмової причини власника.',
    en: 'The system would not let everybody at once pass without a written reason of the owner.',
    ru: 'Всех сразу система не пропустила бы без письменной причины владельца.',
  },
} as const satisfies Record<string, Phrase>

export const ENDS = {
  invited: { uk: 'Запрошено', en: 'Invited', ru: 'Приглашено' },
  registered: { uk: 'Увійшли на портал', en: 'Registered', ru: 'Вошли на портал' },
  thirdOrder: {
    uk: 'Третє самостійне замовлення',
    en: 'Third independent order',
    ru: 'Третий самостоятельный заказ',
  },
  regular: { uk: 'Регулярні', en: 'Regular', ru: 'Регулярные' },
  held: { uk: 'Закріпились', en: 'Held', ru: 'Закрепились' },
  relapsed: { uk: 'Повернулись до агента', en: 'Relapsed', ru: 'Вернулись к агенту' },
  burned: { uk: 'Побачили хибні ціни', en: 'Met wrong prices', ru: 'Увидели неверные цены' },
} as const satisfies Record<string, Phrase>
export const HOURS_ALL = {
  uk: 'Годин команди разом',
  en: 'Hours of the team in all',
  ru: 'Часов команды всего',
}

export const clockWords = {
  clock: { uk: 'Годинник демо', en: 'The demo’s clock', ru: 'Часы демо' },
  lead: {
    uk: 'Лише в демо: час іде вперед, магазини замовляють, машини приїздять, рахунки сплачують.',
    en: 'In the demo only: time goes on, shops order, trucks come, bills are paid.',
    ru: 'Только в демо: время идёт вперёд, магазины заказывают, машины приезжают, счета оплачивают.',
  },
  hour: { uk: '+1 година', en: '+1 hour', ru: '+1 час' },
  cut_off: { uk: 'До кінця прийому', en: 'To the cut-off', ru: 'До конца приёма' },
  day: { uk: '+1 день', en: '+1 day', ru: '+1 день' },
  week: { uk: '+1 тиждень', en: '+1 week', ru: '+1 неделя' },
  twelve_weeks: { uk: 'Зіграти 12 тижнів', en: 'Play 12 weeks', ru: 'Сыграть 12 недель' },
  stop: { uk: 'Зупинити', en: 'Stop', ru: 'Остановить' },
  running: { uk: 'Час іде до', en: 'The clock runs to', ru: 'Время идёт до' },
  came: { uk: 'Зіграно днів', en: 'Days played', ru: 'Сыграно дней' },
} as const satisfies Record<string, Phrase>
